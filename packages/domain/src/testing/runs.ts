import fc from 'fast-check';

/** How many random cases a property looks at: in `npm test` a usual number, in `npm run test:deep` the one that it sets. */
export const runs = (usual: number): number => Number(process.env['PEGEL_RUNS'] ?? usual);

/** How often something happened in the cases so far, and how often at least it must have. */
export type Met = readonly [times: number, least: number];

/**
 * Asserts a property, and that its cases were about something: it goes on with other cases, for up to twenty times
 * `numRuns`, until each of `met` has happened often enough, so that a few unlucky cases are no failure.
 * @throws {Error} where the property does not hold, or where something never happened often enough, with its name
 */
export async function assertMet<Case>(property: fc.IAsyncProperty<Case>, parameters: fc.Parameters<Case> & { readonly numRuns: number }, met: () => Readonly<Record<string, Met>>): Promise<void> {
  const lacking = (): string[] => Object.entries(met()).flatMap(([name, [times, least]]) => (times < least ? [`${name}: ${times} times, ${least} wanted`] : []));
  for (let round = 0; round < 20; round += 1) {
    await fc.assert(property, parameters);
    if (lacking().length === 0) return;
  }
  throw new Error(`The property holds, but its cases were hardly about anything: ${lacking().join('; ')}`);
}
