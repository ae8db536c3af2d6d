import { dimensions, metricNames, ranges } from '@pegel/domain';
import { importerNames } from '@pegel/importers/names';
import { Option } from 'commander';
import { describe, expect, test } from 'vitest';
import { commands, run } from '../program.js';
import { capturedWorld } from '../testing/captured-world.js';
import { complete } from './completion.js';
import type { CommandDeclaration } from './declaration.js';

const wordsFor = (...typed: readonly string[]): readonly string[] => complete(typed, commands, 'en').candidates.map(({ word }) => word);
const kindFor = (...typed: readonly string[]): string => complete(typed, commands, 'en').kind;

describe('every declared command completes itself', () => {
  const every = (declarations: readonly CommandDeclaration[], above: readonly string[] = []): { path: readonly string[]; command: CommandDeclaration }[] =>
    declarations.flatMap((command) => [{ path: [...above, command.name], command }, ...every(command.commands ?? [], [...above, command.name])]);

  test.each(every(commands).map((one) => ({ name: one.path.join(' '), ...one })))('$name', ({ path, command }) => {
    const last = path.at(-1) ?? '';
    expect(wordsFor(...path.slice(0, -1), last.slice(0, 2)).includes(last)).toBe(command.hidden !== true);
    if (command.run === undefined) return;
    const offered = wordsFor(...path, '--');
    for (const { flags, choices, list } of command.options ?? []) {
      const { long = flags } = new Option(flags);
      expect(offered).toContain(long);
      if (choices === undefined) continue;
      expect(wordsFor(...path, long, '')).toEqual(choices);
      expect(wordsFor(...path, `${long}=${choices[0]?.slice(0, 1)}`)).toContain(`${long}=${choices[0]}`);
      if (list === true) expect(wordsFor(...path, long, `${choices[0]},`)).toEqual(choices.slice(1).map((choice) => `${choices[0]},${choice}`));
    }
  });
});

test('what the domain lists is what is offered', () => {
  expect(wordsFor('report', '--metrics', '')).toEqual(metricNames);
  expect(wordsFor('report', '--range', '')).toEqual(ranges);
  expect(wordsFor('report', '--where', '')).toEqual(dimensions.map((dimension) => `${dimension}:`));
});

test('an option that was given is not offered again, unless it may be repeated', () => {
  expect(wordsFor('report', '--range', '7d', '--r')).toEqual([]);
  expect(wordsFor('report', '--range=7d', '--r')).toEqual([]);
  expect(wordsFor('report', '--where', 'group:x', '--w')).toEqual(['--where']);
});

test('options alone are those of the Overview, and after -- there are none', () => {
  expect(wordsFor('--pl')).toEqual(['--plain']);
  expect(wordsFor('tui', '--pl')).toEqual(['--plain']);
  expect(wordsFor('--url', 'http://x', '--pl')).toEqual(['--plain']);
  expect(wordsFor('report', '--', '--ra')).toEqual([]);
});

test('files and folders are left to the shell, arguments are counted past options and their values', () => {
  expect(kindFor('serve', '--data', '')).toBe('folders');
  expect(kindFor('init', '--owner-password-file', '')).toBe('files');
  expect(wordsFor('import', '--person', 'a@example.com', 'cl')).toEqual(importerNames.filter((name) => name.startsWith('cl')));
  expect(kindFor('import', '--person', 'a@example.com', 'claude-code', './')).toBe('files');
  expect(wordsFor('help', 'rep')).toEqual(['report']);
});

test('whatever is typed, completing it ends with 0 and says nothing to anybody', async () => {
  for (const typed of [[], [''], ['nonsense', ''], ['report', '--metrics'], ['--', '--'], ['report', '--metrics', '\x1B[2J,'], ['export', 'x', '--from', ''], ['=', '=='], ['x'.repeat(100_000)]]) {
    const world = capturedWorld({ LANG: 'de_DE.UTF-8' });
    expect(await run(['complete', '--', ...typed], world)).toBe(0);
    expect(world.messages()).toBe('');
    expect(world.out()).toMatch(/^(words|files|folders)\n/);
  }
});

test('what a word means is said in the language of the terminal', () => {
  expect(complete(['serv'], commands, 'de').candidates).toEqual([{ word: 'serve', says: expect.stringContaining('bereitstellen') }]);
});
