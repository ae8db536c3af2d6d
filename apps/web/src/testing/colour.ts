/** A colour as three parts of light between 0 and 1. */
type Light = readonly [number, number, number];
type Matrix = readonly [Light, Light, Light];

const times = (matrix: Matrix, [r, g, b]: Light): Light => matrix.map(([x, y, z]) => x * r + y * g + z * b) as unknown as Light; // Three rows give three parts.

const lightOf = (hex: string): Light => [1, 3, 5].map((at) => {
  const part = parseInt(hex.slice(at, at + 2), 16) / 255;
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
}) as unknown as Light; // Three places give three parts.

const luminance = ([r, g, b]: Light): number => 0.2126 * r + 0.7152 * g + 0.0722 * b;

/** How far two colours are apart in brightness, as WCAG 2 counts: 1 to 21. */
export function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(lightOf(one)), luminance(lightOf(other))].toSorted((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

/** What is left of a colour for eyes without one of three kinds of cones (Machado, Oliveira and Fernandes 2009, severity 1). */
const blindnesses = {
  protan: [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
  deutan: [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
  tritan: [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
} as const satisfies Readonly<Record<string, Matrix>>;

export type Blindness = keyof typeof blindnesses;
export const blindnessNames = Object.keys(blindnesses) as readonly Blindness[]; // Object.keys forgets the literal keys.

const toXyz: Matrix = [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.072175], [0.0193339, 0.119192, 0.9503041]];

function labOf(light: Light): Light {
  const [x, y, z] = times(toXyz, light);
  const f = (t: number) => (t > 216 / 24_389 ? Math.cbrt(t) : ((24_389 / 27) * t + 16) / 116);
  const [fx, fy, fz] = [f(x / 0.95047), f(y), f(z / 1.08883)];
  return [116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)];
}

/** How different two colours look to such eyes, as CIEDE2000 counts: below 2 hardly, from 10 clearly. */
export function distanceFor(blindness: Blindness, one: string, other: string): number {
  const seen = (hex: string) => labOf(times(blindnesses[blindness], lightOf(hex)).map((part) => Math.min(1, Math.max(0, part))) as unknown as Light); // Mapping keeps the length.
  return ciede2000(seen(one), seen(other));
}

/** Sharma, Wu and Dalal 2005. */
export function ciede2000([l1, a1, b1]: Light, [l2, a2, b2]: Light): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const hue = (b: number, a: number) => (a === 0 && b === 0 ? 0 : ((Math.atan2(b, a) * 180) / Math.PI + 360) % 360);
  const chroma = (Math.hypot(a1, b1) + Math.hypot(a2, b2)) / 2;
  const g = 0.5 * (1 - Math.sqrt(chroma ** 7 / (chroma ** 7 + 25 ** 7)));
  const [p1, p2] = [(1 + g) * a1, (1 + g) * a2];
  const [c1, c2] = [Math.hypot(p1, b1), Math.hypot(p2, b2)];
  const [h1, h2] = [hue(b1, p1), hue(b2, p2)];
  const isGrey = c1 * c2 === 0;
  const turn = isGrey ? 0 : h2 - h1 > 180 ? h2 - h1 - 360 : h2 - h1 < -180 ? h2 - h1 + 360 : h2 - h1;
  const dh = 2 * Math.sqrt(c1 * c2) * Math.sin(radians(turn / 2));
  const [l, c] = [(l1 + l2) / 2, (c1 + c2) / 2];
  const h = isGrey ? h1 + h2 : Math.abs(h1 - h2) <= 180 ? (h1 + h2) / 2 : h1 + h2 < 360 ? (h1 + h2 + 360) / 2 : (h1 + h2 - 360) / 2;
  const t = 1 - 0.17 * Math.cos(radians(h - 30)) + 0.24 * Math.cos(radians(2 * h)) + 0.32 * Math.cos(radians(3 * h + 6)) - 0.2 * Math.cos(radians(4 * h - 63));
  const sl = 1 + (0.015 * (l - 50) ** 2) / Math.sqrt(20 + (l - 50) ** 2);
  const sc = 1 + 0.045 * c;
  const sh = 1 + 0.015 * c * t;
  const rt = -Math.sin(radians(60 * Math.exp(-(((h - 275) / 25) ** 2)))) * 2 * Math.sqrt(c ** 7 / (c ** 7 + 25 ** 7));
  const [x, y, z] = [(l2 - l1) / sl, (c2 - c1) / sc, dh / sh];
  return Math.sqrt(x ** 2 + y ** 2 + z ** 2 + rt * y * z);
}
