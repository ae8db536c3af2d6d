import { afterAll, expect, test } from 'vitest';
import { dayCounts, facts, metricNames } from '@pegel/domain';
import { sources } from '../testing/sources.js';
import { copyWorkspace } from '../testing/workspace-copy.js';

/** Where a metric's name may stand, and why. Everything else iterates over metrics or takes their names from here. */
const allowed: readonly { readonly path: RegExp; readonly because: string }[] = [
  { path: /^packages\/domain\/src\/metrics\.ts$/, because: 'it defines them' },
  { path: /^packages\/presentation\/src\/panels\.ts$/, because: 'a panel names what it shows' },
  { path: /^packages\/presentation\/src\/palette-synonyms\.ts$/, because: 'it knows what else people call a metric' },
  { path: /^packages\/importers\/src\/claude-admin\/(activity|cost)\.ts$/, because: 'it says which number each column of a vendor’s report is' },
  { path: /\.(test|e2e)\.tsx?$|\/(testing|e2e|access-matrix)\//, because: 'tests and their samples say what they expect' },
  { path: /^tools\/(faults|src\/proofs)\//, because: 'an oracle names the numbers it compares' },
  { path: /^tools\/src\/bench\/(terminal|visible)\.ts$/, because: 'it asks for some numbers, as somebody would' },
  { path: /^docs\/examples\//, because: 'somebody else’s program, which asks for what it wants' },
];
const mayName = (path: string): boolean => allowed.some((place) => place.path.test(path));

const copy = copyWorkspace();
afterAll(() => copy.remove());

test('no source but the definitions and the panels stops compiling when every metric is called something else', { timeout: 600_000 }, async () => {
  const path = 'packages/domain/src/metrics.ts';
  const renamed = copy.read(path).replace('export const metrics = {', 'const originals = {');
  expect(renamed).not.toBe(copy.read(path));
  copy.write(
    path,
    `${renamed}
/** Every metric under another name. */
export const metrics = originals as unknown as { readonly [Name in keyof typeof originals as \`renamed_\${Name}\`]: (typeof originals)[Name] };
`,
  );
  const { output } = await copy.run('tsc', ['-b']);
  const places = [...output.matchAll(/^(\S+?)\((\d+),\d+\): error/gm)].map(([, file = '', line = '']) => ({ file, line }));
  expect(places.map(({ file }) => file)).toContain('packages/presentation/src/panels.ts');
  expect(places.filter(({ file }) => !mayName(file)).map(({ file, line }) => `${file}:${line}`)).toEqual([]);
});

test('no text of any source names a metric that could mean nothing else', () => {
  // Columns of facts and a vendor's counts have names of their own, some of which are those of metrics too.
  const words: readonly string[] = [...Object.values(facts).flatMap(({ columns }) => columns), ...dayCounts];
  const telling = metricNames.filter((name) => /[A-Z]/.test(name) && !words.includes(name));
  expect(telling.length).toBeGreaterThan(5);
  const named = new RegExp(`\\b(${telling.join('|')})\\b`);
  const found = sources().filter(({ path }) => !mayName(path)).flatMap(({ path, lines }) => lines.flatMap((line, index) => (named.test(line) ? [`${path}:${index + 1}`] : [])));
  expect(found).toEqual([]);
});
