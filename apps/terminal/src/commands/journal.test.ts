import { expect, test } from 'vitest';
import { run } from '../program.js';
import { capturedWorld } from '../testing/captured-world.js';
import { pegelServer } from '../testing/pegel-server.js';

async function withJournal() {
  const server = await pegelServer();
  const world = (variables: Record<string, string> = {}) => capturedWorld({ PEGEL_URL: server.url, PEGEL_TOKEN: server.ownerToken, ...variables }, { loadServer: () => import('@pegel/server') });
  const asked = async (words: readonly string[], variables?: Record<string, string>) => {
    const around = world(variables);
    const code = await run(words, around);
    return { code, out: around.out(), messages: around.messages() };
  };
  expect((await asked(['report', '--metrics', 'chats', '--by', 'person', '--from', '2026-01-12', '--to', '2026-01-13'])).code).toBe(0);
  return { ...server, asked };
}

test('says who did what, in sentences, newest first, in both languages', async () => {
  const { asked } = await withJournal();
  const { code, out, messages } = await asked(['journal']);
  expect([code, messages]).toEqual([0, '']);
  const lines = out.split('\n');
  expect(lines[0]).toMatch(/^No\. +When +Who +From +What$/);
  expect(lines[1]).toMatch(/^ *2 +\S.*, \d\d:\d\d +token h@nordwind\.example +127\.0\.0\.1 +Viewed Chats for 12–13 Jan 2026, by person \(2 rows\)\.$/);
  expect(lines[2]).toMatch(/Organisation set up with full names, days of Europe\/Berlin\.$/);
  const german = await asked(['journal', '--lang', 'de', '--happening', 'people-viewed']);
  expect(german.out.split('\n').slice(1)).toEqual([expect.stringMatching(/Angesehen: Chats für 12\.–13\. Jan\. 2026, je Person \(2 Zeilen\)\.$/), '']);
});

test('goes on from page to page, as far as was asked for, and says where there is more', async () => {
  const { asked } = await withJournal();
  // Files are entries each time.
  for (let file = 0; file < 3; file++) await asked(['journal', '--format', 'ndjson']);
  const two = await asked(['journal', '--limit', '2', '--format', 'json']);
  const { entries, next } = JSON.parse(two.out) as { entries: { number: number; chain: string }[]; next: number }; // What --format json promises.
  expect(entries).toHaveLength(2);
  expect(entries[0]).toMatchObject({ chain: 'nordwind-ag', happening: 'exported', about: { what: 'journal', format: 'ndjson' } });
  expect([next, two.messages]).toEqual([entries[1]?.number, `There are more: --before ${next}\n`]);
  const before = await asked(['journal', '--before', String(next), '--limit', '1000', '--format', 'ndjson']);
  expect(before.out.trim().split('\n').map((line) => (JSON.parse(line) as { number: number }).number)).toEqual(Array.from({ length: next - 1 }, (_, index) => next - 1 - index));
});

test('as CSV has all of it, and a pipe gets it as the server sends it', async () => {
  const { asked } = await withJournal();
  const { code, out } = await asked(['journal', '--format', 'csv', '--happening', 'organisation-founded']);
  expect(code).toBe(0);
  expect(out).toMatch(/^chain,number,at,actor,actor_id,actor_name,address,happening,about,names,hidden,hash\r\nnordwind-ag,1,[^\r]*,organisation-founded,[^\r]*,[0-9a-f]{64}\r\n$/);
});

test('reads a folder without asking anybody, also while it is served: every chain, or one', async () => {
  const { asked, data } = await withJournal();
  const nobody = { PEGEL_URL: 'http://127.0.0.1:1', PEGEL_TOKEN: '' };
  await asked(['sources'], { PEGEL_TOKEN: `pegel_reader_${'x'.repeat(43)}` });
  const all = await asked(['journal', '--data', data], nobody);
  expect([all.code, all.messages]).toEqual([0, '']);
  expect(all.out.split('\n')[0]).toMatch(/^Chain +No\. +When/);
  expect(all.out).toMatch(/\n@server +1 +.* somebody unknown +127\.0\.0\.1 +Turned away from data sources: with a credential that opens nothing\.\n/);
  expect(all.out).toMatch(/\nnordwind-ag +2 +.* token h@nordwind\.example /);
  const one = await asked(['journal', '--data', data, '--organisation', 'nordwind-ag', '--limit', '1', '--format', 'csv'], nobody);
  expect(one.out.split('\r\n')).toEqual([expect.stringMatching(/^chain,/), expect.stringMatching(/^nordwind-ag,2,/), '']);
  expect(one.messages).toBe('There are more: --before 2\n');
  const server = await asked(['journal', '--data', data, '--organisation', '@server', '--format', 'json'], nobody);
  expect(JSON.parse(server.out)).toMatchObject({ entries: [{ chain: '@server', happening: 'refused', by: { kind: 'nobody' } }], next: null });
});

test.each([
  [['--happening', 'nothing'], 2, /nothing/],
  [['--from', 'soon'], 2, /2026-11-22/],
  [['--limit', '0'], 2, /whole number from 1/],
  [['--data', 'nowhere'], 1, /nowhere/],
] as const)('%j ends with %i and a sentence', async (words, code, sentence) => {
  const { asked } = await withJournal();
  const ended = await asked(['journal', ...words]);
  expect([ended.code, ended.out, ended.messages]).toEqual([code, '', expect.stringMatching(sentence)]);
});

test('a folder has only the chains that it has, and a number needs one of them', async () => {
  const { asked, data } = await withJournal();
  const none = await asked(['journal', '--data', data, '--organisation', 'others']);
  expect([none.code, none.messages]).toEqual([2, 'There is no chain "others"; there are nordwind-ag, @server.\n']);
  const number = await asked(['journal', '--data', data, '--before', '2']);
  expect([number.code, number.messages]).toEqual([2, 'A number belongs to a chain: name the organisation whose entries before it you want.\n']);
  const later = await asked(['journal', '--data', data, '--from', '2026-02-02', '--to', '2026-02-01']);
  expect([later.code, later.messages]).toEqual([2, 'from (2026-02-02) must not be after to (2026-02-01).\n']);
});

test('whoever may not read it is told so, and ends with 3', async () => {
  const { asked } = await withJournal();
  const { code, messages } = await asked(['journal'], { PEGEL_TOKEN: `pegel_reader_${'x'.repeat(43)}` });
  expect([code, messages]).toEqual([3, expect.stringMatching(/\.\n$/)]);
});
