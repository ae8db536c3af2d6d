import { encode } from 'uqr';

/** A text as a QR code; dark on light in every appearance, because cameras expect that. */
export function QrCode(props: { text: string; label: string; class?: string }) {
  const code = () => encode(props.text, { border: 3 });
  const path = () => code().data.map((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : '')).join('')).join('');
  return (
    <svg class={props.class} viewBox={`0 0 ${code().size} ${code().size}`} role="img" aria-label={props.label} shape-rendering="crispEdges">
      <rect width="100%" height="100%" fill="#ffffff" />
      <path d={path()} fill="#000000" />
    </svg>
  );
}
