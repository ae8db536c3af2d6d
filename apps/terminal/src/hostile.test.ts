import { test } from '@fast-check/vitest';
import fc from 'fast-check';
import { expect } from 'vitest';
import { exitCodes } from './failure.js';
import { commands, run } from './program.js';
import { capturedWorld } from './testing/captured-world.js';

const codes: readonly number[] = Object.values(exitCodes);

const strange = fc.oneof(
  fc.constantFrom('', ' ', '-', '--', '---', '=', '--=', '__proto__', '--__proto__', '--constructor', 'prototype', 'toString', 'hasOwnProperty', '\u001b[2J', '\u001b]52;c;eA==\u0007', '\u202ex', '\ud800', 'a\nb', '\r', '%s%n', '$(x)', '9999-12-31', '2026-02-30', '1e9', '-1', 'NaN', 'x'.repeat(5_000)),
  fc.string({ unit: 'binary', maxLength: 12 }),
);
// Those that read or make folders are tried one by one, on folders that are there for it.
const names = commands.map(({ name }) => name).filter((name) => !['import', 'init', 'serve', 'demo', 'verify', 'doctor'].includes(name));
const known = fc.constantFrom(
  '--metrics', 'chats', 'chats,spend', '--range', '7d', '--from', '--to', '2026-11-01', '--by', 'model', '--where', 'model:x', '--top', '5', '--grain', 'total', '--compare', '--format', 'json', 'csv', '--lang', 'de', '--plain', '--json', '--help', '-h', '--version',
  '--url', 'http://127.0.0.1:9', '--token', 'pegel_reader_x', '--organisation', '--fail-stale', '1h', 'spend-by-user', 'bash',
);
const line = fc.tuple(fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...names) }, { weight: 1, arbitrary: strange }), fc.array(fc.oneof({ weight: 2, arbitrary: known }, { weight: 1, arbitrary: strange }), { maxLength: 8 })).map(([first, rest]) => [first, ...rest]);
const variables = fc.dictionary(fc.constantFrom('PEGEL_TOKEN', 'PEGEL_INGEST_KEY', 'LANG', 'LC_ALL', 'TERM', 'NO_COLOR', 'COLORFGBG', 'CI', '__proto__'), strange);

test.prop([line, variables], { numRuns: 300 })('whatever is typed and set, a command ends with a code of its own and says why in one clean line', async (words, around) => {
  const world = capturedWorld({ PEGEL_URL: 'http://127.0.0.1:9', ...around });
  const code = await run(words, world);
  expect(codes).toContain(code);
  const said = world.messages();
  if (code !== exitCodes.ok) expect(said).toMatch(/\S/);
  expect(said).not.toMatch(/(?!\n)[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
  expect(said).not.toMatch(/node_modules|\.ts:\d|Cannot read prop|undefined is not/);
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});
