import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { languagePlaces } from '../adding/language-places.js';
import { changed, changesIn } from '../adding/diff.js';
import { sources } from '../testing/sources.js';
import { copyWorkspace, type WorkspaceCopy } from '../testing/workspace-copy.js';

const examples = fileURLToPath(new URL('../../../docs/examples/adding/', import.meta.url));
const example = (name: string): string => readFileSync(`${examples}${name}`, 'utf8');

function apply(copy: WorkspaceCopy, name: string): void {
  for (const change of changesIn(example(name))) copy.write(change.path, changed(change.isNew ? '' : copy.read(change.path), change));
}

const copy = copyWorkspace();
afterAll(() => copy.remove());

test('a metric, a panel and a source appear everywhere by the steps of CONTRIBUTING.md alone', { timeout: 600_000 }, async () => {
  for (const name of ['metric.diff', 'panel.diff', 'source.diff']) apply(copy, name);
  copy.write('apps/terminal/src/added.test.tsx', example('added.tsx'));
  expect(await copy.run('tsc', ['-b'])).toEqual({ code: 0, output: '' });
  expect((await copy.run('oxlint', ['--deny-warnings', 'apps', 'packages'])).output).toContain('Found 0 warnings and 0 errors');

  const { code, output } = await copy.run('vitest', ['run', '--config', 'vitest.workspace.ts', '--project', 'terminal', 'src/added.test.tsx']);
  expect(code, output).toBe(0);
  expect(output).toMatch(/Tests\s+4 passed/);

  expect(await copy.run('tsx', ['--conditions=pegel-source', 'tools/src/docs/main.ts'])).toMatchObject({ code: 0 });
  expect(copy.read('docs/metrics.md')).toContain('## Users of coding sessions\n\n- **Name:** `codingUsers`\n');
});

test('a new language does not compile until every place CONTRIBUTING.md names has it, and is spoken then', { timeout: 600_000 }, async () => {
  apply(copy, 'language.diff');
  const failing = [...new Set((await copy.run('tsc', ['-b'])).output.match(/^\S+?(?=\(\d+,\d+\): error)/gm) ?? [])];
  expect(failing.filter((file) => languagePlaces.every(({ path }) => !file.startsWith(path)))).toEqual([]);
  expect(languagePlaces.filter(({ path }) => failing.every((file) => !file.startsWith(path)))).toEqual([]);

  // Somebody who translates starts from the English words.
  for (const file of failing) copy.write(file, inFrench(copy.read(file)));
  expect(await copy.run('tsc', ['-b'])).toEqual({ code: 0, output: '' });
  copy.write('apps/terminal/src/spoken.test.ts', example('spoken.tsx'));
  const { code, output } = await copy.run('vitest', ['run', '--config', 'vitest.workspace.ts', '--project', 'terminal', 'src/spoken.test.ts']);
  expect(code, output).toBe(0);
  expect(output).toMatch(/Tests\s+2 passed/);
});

test('no source asks which language it is: what differs is data, which the compiler misses', () => {
  const asks = sources().filter(({ path }) => !path.includes('.test.')).flatMap(({ path, lines }) => lines.flatMap((line, index) => (/[!=]== '(en|de)'|'(en|de)' [!=]==/.test(line) ? [`${path}:${index + 1}`] : [])));
  expect(asks).toEqual([]);
});

/** Every text once more, and the ways of writing that are not words. */
function inFrench(source: string): string {
  const quoted = ["'", '"', '`'].map((quote) => String.raw`${quote}(?:[^${quote}\\]|\\.)*${quote}`);
  // What a template fills in may be made of templates itself.
  const filled = '`(?:[^`\\\\$]|\\\\.|\\$\\{(?:[^`{}]|`[^`]*`)*\\}|\\$)*`';
  const text = [filled, ...quoted, String.raw`\[[^\]]*\]`, String.raw`\{[^{}]*\}`, String.raw`\w+`].join('|');
  return source
    .replace(new RegExp(`\\ben: (${text}),(\\s*)de: `, 'g'), 'en: $1,$2fr: $1,$2de: ')
    .replace(/\{ en, de \}/g, '{ en, de, fr: en }')
    .replace('  de: { tag:', "  fr: { tag: 'fr-FR', compact: same, thousands: 'k', day: same },\n  de: { tag:");
}
