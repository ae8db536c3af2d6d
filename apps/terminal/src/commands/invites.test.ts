import { expect, test } from 'vitest';
import { run } from '../program.js';
import { capturedWorld } from '../testing/captured-world.js';
import { pegelServer } from '../testing/pegel-server.js';

const invites = async ({ url, ownerToken }: { readonly url: string; readonly ownerToken: string }, ...words: readonly string[]) => {
  const world = capturedWorld({ PEGEL_URL: url, PEGEL_TOKEN: ownerToken });
  return { code: await run(['invites', ...words], world), out: world.out(), messages: world.messages() };
};

test('prints how old invites are and whose they are, in both languages, and says what is not known', async () => {
  const server = await pegelServer();
  const sent = new Date(Date.now() - 40 * 86_400_000).toISOString();
  const put = await fetch(`${server.url}/v1/directory`, {
    method: 'PUT', headers: { authorization: `Bearer ${server.ingestKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ takenAt: sent, complete: true, people: [{ email: '=cmd()@nordwind.example', status: 'invited', invitedAt: sent }, { email: 'ada@nordwind.example', status: 'active', seat: 'standard' }] }),
  });
  expect(put.status).toBe(200);
  const english = await invites(server);
  expect(english.code, english.messages).toBe(0);
  expect(english.out).toMatch(/^Pending invites · 1\nAt the end of .*\n! 1 older than 14 days\n\nAge +Invites\n< 7 d +0\n7–14 d +0\n15–30 d +0\n> 30 d +1\n\nSent to +Age +Sent +Expires +Invited by\n=cmd\(\)@nordwind\.example +! \d\d days .*never +–\n/);
  const german = await invites(server, '--lang', 'de');
  expect(german.out).toContain('Keine Quelle sagt, wer jemanden eingeladen hat, daher „–“.');
  const file = await invites(server, '--format', 'csv');
  expect(file.out).toMatch(/^day,key,label,email,name,invited_by,invited_at,expires_at,age_days,is_old\r\n[\d-]+,p_[0-9a-f]+,'=cmd\(\)@nordwind\.example,'=cmd\(\)@nordwind\.example,,,/);
  expect((await invites(server, '--ages', '--format', 'csv')).out).toMatch(/^day,from_days,to_days,invites\r\n[\d-]+,0,6,0\r\n[\d-]+,7,14,0\r\n[\d-]+,15,30,0\r\n[\d-]+,31,,1\r\n$/);
  expect(JSON.parse((await invites(server, '--ages', '--format', 'json')).out)).toMatchObject({ total: 1, old: 1, byAge: [0, 0, 0, 1] });
});
