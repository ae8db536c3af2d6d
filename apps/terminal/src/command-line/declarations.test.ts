import { execFile } from 'node:child_process';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { languages } from '@pegel/domain';
import { describe, expect, test } from 'vitest';
import { widthOf } from '../fit.js';
import { commands, run } from '../program.js';
import { capturedWorld } from '../testing/captured-world.js';
import { temporaryFolder } from '../testing/transcripts.js';
import type { CommandDeclaration } from './declaration.js';
import { programExamples } from './help.js';
import { parserOf } from './parser.js';

/** Every command with the words that name it, those above others too. */
const every = (declarations: readonly CommandDeclaration[], above: readonly string[] = []): { path: readonly string[]; command: CommandDeclaration }[] =>
  declarations.flatMap((command) => [{ path: [...above, command.name], command }, ...every(command.commands ?? [], [...above, command.name])]);
const all = every(commands);
const listed = all.filter(({ command }) => command.hidden !== true);

async function helpIn(language: string, path: readonly string[]): Promise<string> {
  const world = capturedWorld();
  expect(await run([...path, '--help', '--lang', language], world)).toBe(0);
  expect(world.messages()).toBe('');
  return world.out();
}

describe.each([{ name: 'pegel', path: [] }, ...listed.map(({ path }) => ({ name: `pegel ${path.join(' ')}`, path }))])('$name', ({ path }) => {
  test.each(languages)('has help in %s on at most 80 cells, with an example, on stdout', async (language) => {
    const help = await helpIn(language, path);
    expect(help).toMatch(language === 'de' ? /^Aufruf: pegel [\s\S]*\n\nBeispiele:\n {2}.+\n {4}\$ / : /^Usage: pegel [\s\S]*\n\nExamples:\n {2}.+\n {4}\$ /);
    expect(help.split('\n').filter((line) => widthOf(line) > 80)).toEqual([]);
    expect(help).not.toContain('undefined');
  });

  test('says the same with `pegel help`', async () => {
    const world = capturedWorld({ LANG: 'de_DE.UTF-8' });
    expect(await run(['help', ...path], world)).toBe(0);
    expect(world.out()).toBe(await helpIn('de', path));
  });
});

test('what is said in English is said in German too, and not the same', () => {
  for (const { command } of all) {
    const texts = [command.does, ...(command.details ?? []), ...[...(command.arguments ?? []), ...(command.options ?? []), ...command.examples].map(({ says }) => says)];
    for (const { en, de } of texts) expect(de, en).not.toBe(en);
  }
});

test('every command at the top belongs to a group, so that the list of them is whole', async () => {
  const help = await helpIn('en', []);
  for (const { path, command } of listed) if (command.run !== undefined) expect(help).toMatch(new RegExp(`^  ${path.join(' ')}  `, 'm'));
});

test('every variable that the sources read has a line in the help', async () => {
  const help = await helpIn('en', []);
  const read = (await Promise.all(['../environment.ts', '../../../server/src/environment.ts'].map((file) => readFile(new URL(file, import.meta.url), 'utf8')))).join('');
  const names = new Set([...read.matchAll(/\bPEGEL_[A-Z_]+\b|variables\['(?!LC_|LANG)([A-Z_]+)'\]/g)].map((match) => match[1] ?? match[0]));
  expect(names.size).toBeGreaterThan(7);
  for (const name of names) expect(help).toMatch(new RegExp(`^  ${name} `, 'm'));
});

describe('examples', () => {
  const examples = [...programExamples, ...all.flatMap(({ command }) => command.examples)].map(({ line }) => line);

  test.each([...new Set(examples)])('%s', async (line) => {
    // A real shell takes the line apart, with a `pegel` that only writes down what it was given.
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'pegel'), `#!/bin/sh\n{ for word; do printf '%s\\0' "$word"; done; echo; } >> '${join(folder, 'given')}'\n`);
    await chmod(join(folder, 'pegel'), 0o755);
    await promisify(execFile)('bash', ['-c', `${line}; true`], { cwd: folder, env: { PATH: `${folder}:${process.env['PATH'] ?? ''}`, HOME: folder } });
    const calls = (await readFile(join(folder, 'given'), 'utf8')).split('\n').slice(0, -1);
    expect(calls.length).toBeGreaterThan(0);
    for (const call of calls) {
      const words = call.split('\0').slice(0, -1);
      let acted = 0;
      const world = capturedWorld();
      await parserOf(commands, world, 'en', () => { acted += 1; }).parseAsync(words.length === 0 ? ['overview'] : words, { from: 'user' });
      expect(acted).toBe(1);
    }
  });
});
