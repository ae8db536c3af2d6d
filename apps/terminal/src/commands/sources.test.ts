import { expect, test } from 'vitest';
import { run } from '../program.js';
import { capturedWorld } from '../testing/captured-world.js';
import { pegelServer } from '../testing/pegel-server.js';

const francs = { id: 's-2', type: 'spend', at: '2026-01-13T10:00:00Z', person: { email: 'a@nordwind.example' }, amount: '3', currency: 'CHF', basis: 'billed' };
const conflict = { id: 'm-1', type: 'message.sent', at: '2026-01-12T09:00:00Z', person: { email: 'a@nordwind.example' }, chat: '=c-9' };

async function servedWithQuarantine() {
  const server = await pegelServer();
  await server.send('POST', '/v1/events', { events: [francs, conflict, { id: 7 }] });
  const worldAt = (variables: Record<string, string> = {}) => capturedWorld({ PEGEL_URL: server.url, PEGEL_TOKEN: server.ownerToken, ...variables });
  const ran = async (words: readonly string[], variables: Record<string, string> = {}) => {
    const world = worldAt(variables);
    return { code: await run(['sources', ...words], world), out: world.out(), messages: world.messages() };
  };
  return { ran };
}

test('shows every source and an account that adds up, on 80 cells, in the language of the terminal', async () => {
  const { ran } = await servedWithQuarantine();
  const english = await ran([]);
  expect(english.code).toBe(0);
  const account = english.out.slice(english.out.indexOf('\n\n') + 2);
  expect(account).toMatchInlineSnapshot(`
    "Source         Received  Stored  Duplicate  Superseded  Quarantined  Rejected
    live · events         7       4          0           0            2         1
    live · people         2       2          0           0            0         0
    All · events          7       4          0           0            2         1
    All · people          2       2          0           0            0         0
    "
  `);
  expect(english.out).toMatch(/^live +live +No events since 13 Jan .* 2$/m);
  expect(Math.max(...english.out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  expect((await ran([], { LC_ALL: 'de_DE.UTF-8' })).out).toContain('Keine Ereignisse seit 13. Jan.');
});

test('prints each day as CSV and JSON, and tables as Markdown', async () => {
  const { ran } = await servedWithQuarantine();
  const csv = await ran(['--from', '2026-01-12', '--to', '2026-01-12', '--format', 'csv']);
  expect(csv.out).toBe(
    'source,kind,day,state,events,items,received,stored,duplicate,superseded,quarantined,rejected,dropped_fields\r\n' +
      'live,live,2026-01-12,events,1,events,0,0,0,0,0,0,0\r\nlive,live,2026-01-12,events,1,directory,0,0,0,0,0,0,0\r\n',
  );
  const view = JSON.parse((await ran(['--format', 'json'])).out);
  expect(view.totals.events).toEqual({ received: 7, stored: 4, duplicate: 0, superseded: 0, quarantined: 2, rejected: 1, droppedFields: 0 });
  expect((await ran(['--format', 'md'])).out).toContain('| live · events | 7 | 4 | 0 | 0 | 2 | 1 |');
  expect((await ran(['--from', 'yesterday'])).code).toBe(2);
});

test('lists what waits, and guards a file of it against formulas', async () => {
  const { ran } = await servedWithQuarantine();
  const { out, code } = await ran(['quarantine']);
  expect(code).toBe(0);
  expect(out).toMatchInlineSnapshot(`
    "Item  Source  Reason            What          When                    State
    2     live    conflict          message.sent  Mon 12 Jan 2026, 10:00  waiting
    1     live    foreign-currency  spend         Tue 13 Jan 2026, 11:00  waiting
    "
  `);
  expect(JSON.parse((await ran(['quarantine', '--code', 'conflict', '--format', 'json'])).out)).toMatchObject({ items: [{ code: 'conflict', content: { fields: { chat: '=c-9' } } }], next: null, canDecide: true });
  const paged = await ran(['quarantine', '--limit', '1']);
  expect(paged.messages).toBe('There are more: --before 2\n');
  expect((await ran(['quarantine', '--code', 'nonsense'])).code).toBe(2);
  expect((await ran(['quarantine', '--format', 'csv'])).out.split('\r\n')[0]).toBe('id,source,code,state,received_at,stored,content,decided_at,decided_by,reason,outcome');
});

test('decides only with --yes, and says for every item what became of it', async () => {
  const { ran } = await servedWithQuarantine();
  const dry = await ran(['release', '1', '2', '--reason', 'Checked.']);
  expect([dry.code, dry.messages]).toEqual([0, 'Nothing was changed; --yes does it.\n']);
  const done = await ran(['release', '1', '2', '--reason', 'Checked.', '--yes']);
  expect([done.code, done.out, done.messages]).toEqual([
    1,
    'Item 1: The organisation accounts in another currency; adding it up would make a wrong sum.\nItem 2: replaced what was stored.\n',
    '1 of them was not decided.\n',
  ]);
  const again = await ran(['discard', '1', '2', '99', '--reason', 'No.', '--yes', '--json'], { LC_ALL: 'de_DE.UTF-8' });
  expect([again.code, again.messages]).toEqual([1, 'Über 2 davon wurde nicht entschieden.\n']);
  expect(JSON.parse(again.out).results).toMatchObject([{ id: 1, kind: 'decided' }, { id: 2, kind: 'refused', why: 'decided' }, { id: 99, kind: 'refused', why: 'unknown' }]);
  expect((await ran(['quarantine'])).out).toBe('Nothing waits for a decision.\n');
  expect((await ran(['quarantine', '--state', 'discarded'])).out).toContain('discarded');
});

test('without a reason, or with what is no item, nothing is asked of the server', async () => {
  const world = capturedWorld({ PEGEL_URL: 'http://127.0.0.1:1', PEGEL_TOKEN: 'x' });
  expect(await run(['sources', 'release', '1'], world)).toBe(2);
  expect(await run(['sources', 'release', 'first', '--reason', 'x', '--yes'], world)).toBe(2);
  expect(world.messages()).toContain('"first" is no number of an item');
});
