/** A bar from the left whose length is a share of `width`; a share above zero shows at least its narrowest part. */
export function bar(share: number, width: number, steps: readonly string[]): string {
  if (!(share > 0)) return ' '.repeat(width);
  const parts = Math.max(1, Math.round(Math.min(1, share) * width * steps.length));
  const rest = parts % steps.length;
  const text = (steps.at(-1) ?? '').repeat(Math.floor(parts / steps.length)) + (rest === 0 ? '' : (steps[rest - 1] ?? ''));
  return text.padEnd(width);
}
