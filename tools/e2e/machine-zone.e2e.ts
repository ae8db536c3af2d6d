import { expect, test } from 'vitest';
import { pegel } from './binary.js';
import { served } from './served.js';

/** Around both midnights of a day of 25 hours in Berlin, and in the hour that comes twice. */
const instants = ['2025-10-25T21:59:59.999Z', '2025-10-25T22:00:00Z', '2025-10-26T00:30:00Z', '2025-10-26T01:30:00Z', '2025-10-26T22:59:59.999Z', '2025-10-26T23:00:00Z'];
const ada = { email: 'ada@example.com' };
const events = instants.flatMap((at, index) => [
  { id: `m-${index}`, type: 'message.sent', at, person: ada, chat: `c-${index}` },
  { id: `s-${index}`, type: 'spend', at, person: ada, amount: '0.000000001', currency: 'USD', basis: 'billed' },
]);

test("the zones of the server's machine and of the reader's change no number, only the organisation's does", async () => {
  const answers: string[] = [];
  for (const [serves, reads] of [['UTC', 'Asia/Kathmandu'], ['Pacific/Kiritimati', 'America/Los_Angeles'], ['America/Los_Angeles', 'Pacific/Kiritimati']] as const) {
    const server = await served({ timeZone: 'Europe/Berlin', env: { TZ: serves } });
    expect((await server.post(events)).status).toBe(200);
    const report = await pegel(['report', '--metrics', 'chats,messages,activeUsers,spend', '--from', '2025-10-25', '--to', '2025-10-27', '--grain', 'day', '--format', 'csv'], { ...server.env, TZ: reads });
    expect(report, report.stderr).toMatchObject({ code: 0 });
    answers.push(report.stdout);
    await server.stop();
  }
  const expected = ['bucket,key,label,complete,chats,messages,activeUsers,spend', '2025-10-25,,,true,1,1,1,0.000000001', '2025-10-26,,,true,4,4,1,0.000000004', '2025-10-27,,,true,1,1,1,0.000000001'];
  expect(answers.map((answer) => answer.replace('\uFEFF', '').trim().split(/\r?\n/))).toEqual([expected, expected, expected]);
});
