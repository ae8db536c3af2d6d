import { expect, test } from 'vitest';
import { languages, ranges } from '@pegel/domain';
import { run } from '../program.js';
import { capturedWorld } from '../testing/captured-world.js';
import { pegelServer } from '../testing/pegel-server.js';

const commands = [['report', '--metrics', 'chats'], ['explain', 'chats'], ['spark', 'chats'], ['export', 'spend-by-user']] as const;

test('days are named alike wherever they are asked for: by name, as two days at once, or one by one', async () => {
  const server = await pegelServer();
  const printed = async (command: readonly string[], ...days: readonly string[]): Promise<string> => {
    const world = capturedWorld({ PEGEL_URL: server.url, PEGEL_TOKEN: server.ownerToken });
    expect([command, days, await run([...command, ...days], world), world.messages()]).toEqual([command, days, 0, command[0] === 'export' ? expect.stringContaining('Taken by') : '']);
    return world.out();
  };
  for (const command of commands) {
    const whole = await printed(command, '--from', '2026-01-12', '--to', '2026-01-13');
    expect(whole).not.toBe('');
    expect([command, await printed(command, '--range', '2026-01-12..2026-01-13')]).toEqual([command, whole]);
  }
  const dayBefore = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
  await server.send('POST', '/v1/events', { events: [{ id: 's-2', type: 'spend', at: `${dayBefore}T10:00:00Z`, person: { email: 'a@nordwind.example' }, amount: '1', currency: 'USD', basis: 'billed', model: 'claude-opus' }] });
  // What a name means for spend says its first and last day in every row.
  const [, row = ''] = (await printed(['export', 'spend-by-user'], '--range', '7d')).split('\r\n');
  const days = JSON.parse(await printed(['report', '--metrics', 'spend', '--grain', 'total', '--format', 'json'], '--range', '7d'));
  expect(row.split(',').slice(0, 2)).toEqual([days.rows[0].from, days.rows[0].to]);
});

test.each([
  ['en', ['--range', '7d', '--to', '2026-11-02'], /^Give either --range, or --from and --to, not both\.\n$/],
  ['de', ['--range', '7d', '--to', '2026-11-02'], /^Geben Sie entweder --range an, oder --from und --to, nicht beides\.\n$/],
  ['en', ['--to', '2026-11-02'], /^Two days are needed, .+; --from is missing\.\n$/],
  ['de', ['--from', '2026-11-02'], /^Zwei Tage sind nötig, .+; --to fehlt\.\n$/],
  ['en', ['--from', '2026-11-02', '--to', '2026-11-01'], /^--from 2026-11-02 must not be after --to 2026-11-01\.\n$/],
  ['de', ['--from', '2026-11-02', '--to', '2026-11-01'], /^--from 2026-11-02 darf nicht nach --to 2026-11-01 liegen\.\n$/],
  ['en', ['--range', '2026-11-02..2026-11-01'], /^--range cannot be "2026-11-02\.\.2026-11-01"\. It must be one of .+, or two days/],
  ['de', ['--range', 'soon'], /^--range kann nicht „soon“ sein\. Es muss eines von .+ sein oder zwei Tage/],
] as const)('what contradicts itself is refused in the language before a server is asked (%s, %j)', async (lang, days, says) => {
  for (const command of commands) {
    const world = capturedWorld({ PEGEL_URL: 'http://127.0.0.1:1', PEGEL_TOKEN: 'x' });
    expect([command, await run([...command, ...days, '--lang', lang], world)]).toEqual([command, 2]);
    expect([command, world.messages()]).toEqual([command, expect.stringMatching(says)]);
  }
});

test.each(languages)('a report and a file of spend need days, and say which there are (%s)', async (lang) => {
  for (const command of [commands[0], commands[3]]) {
    const world = capturedWorld({ PEGEL_URL: 'http://127.0.0.1:1', PEGEL_TOKEN: 'x' });
    expect(await run([...command, '--lang', lang], world)).toBe(2);
    expect(world.messages()).toContain(`${ranges.join(', ')}`);
  }
});
