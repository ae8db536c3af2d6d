import { expect, test } from 'vitest';
import { run } from '../program.js';
import { capturedWorld } from '../testing/captured-world.js';
import { pegelServer } from '../testing/pegel-server.js';

/** What everybody looks at ends with the last days there are. */
const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
const me = { email: 'h@nordwind.example', name: 'Hanna Vogt' };

/** A server, and somebody signed in there whose use is measured. */
async function signedIn() {
  const { url, ownerToken, send } = await pegelServer();
  await send('POST', '/v1/events', { events: [{ id: 'mine', type: 'message.sent', at: `${yesterday}T09:00:00Z`, person: me, chat: 'mine', count: 3 }] });
  const answer = await fetch(`${url}/auth/sign-in/email`, { method: 'POST', headers: { 'content-type': 'application/json', origin: url }, body: JSON.stringify({ email: me.email, password: 'a long enough password' }) });
  const session = decodeURIComponent(answer.headers.get('set-cookie')?.split(';')[0]?.split('=')[1] ?? '');
  return async (words: readonly string[], token = session) => {
    const world = capturedWorld({ PEGEL_URL: url, PEGEL_TOKEN: token === 'of the owner' ? ownerToken : token });
    const code = await run(words, world);
    return { code, out: world.out(), messages: world.messages() };
  };
}

test('says what is held of whoever is signed in, what owners see of them and who looked, in both languages', async () => {
  const asked = await signedIn();
  await asked(['report', '--metrics', 'chats', '--by', 'person', '--from', '2026-01-12', '--to', '2026-01-13']);
  const { code, out, messages } = await asked(['my-data']);
  expect([code, messages]).toEqual([0, '']);
  expect(out).toMatch(/^My data\nWhat Nordwind AG holds of you/);
  expect(out).toMatch(/\nSource +Id +E-mail address +Name +First +Last\n\S+ +– +h@nordwind\.example +Hanna Vogt +(\d+ \w+ \d{4}) +\1\n/);
  expect(out).toContain('Owners see these numbers with your name, your address and your ids.');
  expect(out).toMatch(/\nYou appear as +Hanna Vogt\n/);
  expect(out).toMatch(/, \d\d:\d\d +you +none was asked for +Viewed Chats for 12–13 Jan 2026, by person/);
  expect(out).not.toMatch(/Sommer|a@nordwind/);
  expect(Math.max(...out.split('\n').filter((line) => !line.includes('Viewed')).map((line) => line.length))).toBeLessThanOrEqual(80);
  const german = await asked(['my-data', '--lang', 'de']);
  expect(german.out).toMatch(/^Meine Daten\n/);
  expect(german.out).toContain('Sie erscheinen als');
});

test('as JSON and CSV is the file of the server, every number of every day', async () => {
  const asked = await signedIn();
  expect(JSON.parse((await asked(['my-data', '--format', 'json', '--organisation', 'nordwind-ag'])).out)).toMatchObject({ email: me.email, held: { words: [me] }, reports: { isShown: true } });
  const { code, out } = await asked(['my-data', '--format', 'csv', '--lang', 'de']);
  expect([code, out.split('\r\n')[0]]).toEqual([0, 'section,name,period,value']);
  expect(out).toContain(`\r\nWas Owners von Ihnen sehen,Nachrichten,${yesterday},3\r\n`);
});

test('refuses a token in a sentence, and says how to sign in where nobody is', async () => {
  const asked = await signedIn();
  for (const format of ['table', 'json', 'csv']) {
    const { code, out, messages } = await asked(['my-data', '--format', format], 'of the owner');
    expect([format, code, out, messages]).toEqual([format, 3, '', 'What is held of a person is shown to them alone, signed in themselves; a token is nobody.\n']);
  }
});
