// @vitest-environment node
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { blindnessNames, ciede2000, contrast, distanceFor } from './testing/colour.js';

const css = readFileSync(new URL('./theme.css', import.meta.url), 'utf8');

/** The colours that a rule gives, by token, for a light and a dark page. */
function coloursOf(selector: string): Readonly<Record<'light' | 'dark', ReadonlyMap<string, string>>> {
  const rule = css.split(`\n${selector} {`)[1]?.split('\n}')[0] ?? '';
  const pairs = [...rule.matchAll(/--([\w-]+): light-dark\((#[\da-f]{6}), (#[\da-f]{6})\)/g)];
  return { light: new Map(pairs.map(([, name = '', light = '']) => [name, light])), dark: new Map(pairs.map(([, name = '', , dark = '']) => [name, dark])) };
}
const usual = coloursOf(':root');
const strong = coloursOf(":root[data-theme='contrast']");

const looks = (['light', 'dark'] as const).flatMap((scheme) => [
  { look: scheme, colours: usual[scheme], text: 4.5, line: 3 },
  { look: `high contrast ${scheme}`, colours: new Map([...usual[scheme], ...strong[scheme]]), text: 7, line: 4.5 },
]);

/** What is written on what, and what is drawn on what. */
const grounds = ['canvas', 'surface', 'sunken', 'hover'];
const written = [
  ...['text-1', 'text-2', 'text-3', 'accent', 'accent-hover', 'good', 'bad', 'warn', 'danger'].flatMap((text) => grounds.map((ground) => [text, ground] as const)),
  ...['good', 'bad', 'warn', 'danger', 'accent'].map((text) => [text, `${text}-soft`] as const),
  ['on-accent', 'accent'] as const,
  ['on-accent', 'accent-hover'] as const,
];
const controls = ['border-control', 'accent', 'comparison'].flatMap((line) => ['canvas', 'surface'].map((ground) => [line, ground] as const));
const drawn = ['1', '2', '3', '4', '5', '6', 'other'].map((series) => [`series-${series}`, 'surface'] as const);

describe.each(looks)('the colours of $look', ({ colours, text, line }) => {
  const between = ([one, other]: readonly [string, string]) => contrast(colours.get(one) ?? '', colours.get(other) ?? '');
  const below = (pairs: readonly (readonly [string, string])[], least: number) => pairs.filter((pair) => !(between(pair) >= least)).map((pair) => `${pair.join(' on ')}: ${between(pair).toFixed(2)}`);

  test('can be read wherever they are written, and seen wherever they are drawn', () => {
    expect(below(written, text)).toEqual([]);
    expect(below(controls, line)).toEqual([]);
    expect(below(drawn, 3)).toEqual([]);
  });

  test('tell good from bad also to whoever sees fewer colours', () => {
    for (const blindness of blindnessNames) expect(distanceFor(blindness, colours.get('good') ?? '', colours.get('bad') ?? ''), blindness).toBeGreaterThanOrEqual(10);
  });
});

test('distances and contrasts are counted as their authors count them', () => {
  // Three pairs of the authors' own table of CIEDE2000, and the ends of the scale of WCAG.
  expect([ciede2000([50, 2.6772, -79.7751], [50, 0, -82.7485]), ciede2000([50, 2.5, 0], [73, 25, -18]), ciede2000([2.0776, 0.0795, -1.135], [0.9033, -0.0636, -0.5514])].map((distance) => distance.toFixed(4))).toEqual(['2.0425', '27.1492', '0.9082']);
  expect([contrast('#000000', '#ffffff'), contrast('#777777', '#ffffff').toFixed(2)]).toEqual([21, '4.48']);
});
