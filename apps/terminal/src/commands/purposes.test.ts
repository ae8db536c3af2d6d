import { expect, test } from 'vitest';
import { run } from '../program.js';
import { capturedWorld } from '../testing/captured-world.js';
import { pegelServer } from '../testing/pegel-server.js';

const list = '"Cost allocation", "Security"';
const byPerson = ['report', '--metrics', 'messages', '--range', '7d', '--grain', 'total', '--by', 'person', '--format', 'csv'];
const spend = ['export', 'spend-by-user', '--from', '2026-01-12', '--to', '2026-01-13'];
const ranking = ['adoption', '--panel', 'top_projects'];

test('where an organisation keeps a list, numbers of people end with 2 and the list unless somebody says what for, by option or variable', async () => {
  const server = await pegelServer({ purposes: ['Cost allocation', 'Security'] });
  const ran = async (words: readonly string[], variables: Record<string, string> = {}) => {
    const world = capturedWorld({ PEGEL_URL: server.url, PEGEL_TOKEN: server.ownerToken, ...variables });
    const code = await run(words, world);
    return { code, out: world.out(), messages: world.messages() };
  };
  for (const words of [byPerson, spend, ['explain', 'messages', '--by', 'person'], ranking]) {
    const missing = await ran(words);
    expect([words[0], missing.code, missing.messages]).toEqual([words[0], 2, `Numbers by person are looked at for a purpose: purpose must be one of ${list}.\n`]);
    const wrong = await ran([...words, '--purpose', 'fun']);
    expect([words[0], wrong.code, wrong.out, wrong.messages]).toEqual([words[0], 2, '', `purpose must be one of ${list}; got "fun".\n`]);
    // Also in German, whether the server refuses it or the page does before.
    expect((await ran([...words, '--lang', 'de'])).messages).toBe(`Zahlen je Person werden für einen Zweck angesehen. Geben Sie einen aus der Liste der Organisation an: ${list}.\n`);
    expect((await ran([...words, '--lang', 'de', '--purpose', 'Spaß'])).messages).toBe(`Der Zweck muss einer aus der Liste der Organisation sein: ${list}. Angegeben ist "Spaß".\n`);
    expect((await ran([...words, '--purpose', 'Security'])).messages).not.toContain('purpose must be');
    expect((await ran(words, { PEGEL_PURPOSE: 'Cost allocation' })).messages).not.toContain('purpose must be');
  }
  // What is of nobody alone needs none, and the variable stays out of it.
  expect((await ran(['report', '--metrics', 'messages', '--range', '7d'], { PEGEL_PURPOSE: 'fun' })).code).toBe(0);
  expect((await ran(['adoption', '--plain'])).out).toContain('These are numbers of single people.');

  const csv = await ran([...byPerson, '--purpose', 'Security', '--lang', 'de']);
  expect([csv.code, csv.out.split('\r\n')[0]]).toEqual([0, 'bucket,key,label,complete,messages']);
  expect(csv.messages).toMatch(/^Entnommen von h@nordwind\.example, .* UTC · Zweck: Security · Namen: Vollständige Namen\n$/);
  expect((await ran(spend, { PEGEL_PURPOSE: 'Cost allocation' })).messages).toMatch(/ · Purpose: Cost allocation · Names: Full names\n$/);
  expect((await ran([...ranking, '--format', 'md', '--purpose', 'Security'])).out.trimEnd().split('\n').at(-1)).toMatch(/^Taken by h\\@nordwind\.example, .* · Purpose: Security · Names: Full names$/);
  // And the journal says who looked, and why.
  const { out } = await ran(['journal', '--happening', 'exported']);
  expect(out).toContain('for “Cost allocation”');
});

test('where there is no list, the variable is for others, and an option is refused', async () => {
  const server = await pegelServer();
  const world = (variables: Record<string, string> = {}) => capturedWorld({ PEGEL_URL: server.url, PEGEL_TOKEN: server.ownerToken, ...variables });
  expect(await run([...ranking, '--format', 'json'], world({ PEGEL_PURPOSE: 'Security' }))).toBe(0);
  const refused = world();
  expect([await run([...ranking, '--purpose', 'Security'], refused), refused.messages()]).toEqual([2, 'This organisation keeps no list of purposes, so leave purpose out; got "Security".\n']);
});
