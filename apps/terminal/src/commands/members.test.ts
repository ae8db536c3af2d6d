import { expect, test } from 'vitest';
import { run } from '../program.js';
import { capturedWorld } from '../testing/captured-world.js';
import { pegelServer } from '../testing/pegel-server.js';

async function running() {
  const server = await pegelServer({ isEmpty: true });
  const ran = async (words: readonly string[], variables: Record<string, string> = {}) => {
    const world = capturedWorld({ PEGEL_URL: server.url, PEGEL_TOKEN: server.ownerToken, ...variables });
    return { code: await run(['members', ...words], world), out: world.out(), messages: world.messages() };
  };
  return {
    ran,
    /** Invites somebody who accepts. */
    joined: async (email: string, ...more: string[]) => {
      const { out } = await ran(['invite', email, ...more]);
      const response = await fetch(`${server.url}/invitation/accept`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ token: out.trim().split('#')[1], password: 'a long enough password' }) });
      if (!response.ok) throw new Error(await response.text());
    },
    url: server.url,
  };
}

const german = { LC_ALL: 'de_DE.UTF-8' };
const withoutDays = (text: string) => text.replaceAll(/[A-Z][a-z]{2} \d+ [A-Z][a-z]{2} \d{4}, \d\d:\d\d/g, 'DAY');

test('the link alone goes to stdout, and what it is for is a message', async () => {
  const { ran, url } = await running();
  const invited = await ran(['invite', ' Ada@Nordwind.example ', '--role', 'admin', '--grant', 'view:usage', '--days', '3']);
  expect([invited.code, invited.out]).toEqual([0, expect.stringMatching(new RegExp(`^${url}/invite#pegel_invite_[\\w-]{43}\n$`))]);
  expect(invited.messages).toMatch(/^ada@nordwind\.example is invited as Admin, until .+\. Hand the link on; it is printed now and never again\.\n$/);
  expect(JSON.parse((await ran(['invite', 'max@nordwind.example', '--role', 'member', '--json'])).out)).toMatchObject({ email: 'max@nordwind.example', role: 'member', link: expect.stringContaining('/invite#') });
});

test('lists members and open invitations, as text in two languages, CSV, JSON and Markdown', async () => {
  const { ran, joined } = await running();
  await joined('max@nordwind.example', '--role', 'member');
  await ran(['invite', 'ada@nordwind.example', '--role', 'admin', '--grant', 'view:usage']);
  expect(withoutDays((await ran([])).out)).toMatchInlineSnapshot(`
    "Member                    Role           Also  Since
    h@nordwind.example (you)  Primary Owner        DAY
    max@nordwind.example      Member               DAY

    Invitations
    E-mail address        Role   Also        Invited by          Valid until            State
    ada@nordwind.example  Admin  view:usage  h@nordwind.example  DAY  open
    "
  `);
  expect((await ran([], german)).out).toMatch(/^Mitglied +Rolle +Außerdem +Seit/);
  expect((await ran(['--format', 'csv'])).out.split('\r\n').map((line) => line.split(',').filter((_, index) => [0, 2, 3, 4, 8].includes(index)))).toEqual([
    ['kind', 'email', 'role', 'grants', 'state'], ['member', 'h@nordwind.example', 'primary-owner', '', ''], ['member', 'max@nordwind.example', 'member', '', ''],
    ['invitation', 'ada@nordwind.example', 'admin', 'view:usage', 'open'], [''],
  ]);
  expect(JSON.parse((await ran(['--format', 'json'])).out)).toMatchObject({ members: [{ role: 'primary-owner', isSelf: true }, { role: 'member' }], invitations: [{ state: 'open' }] });
  expect((await ran(['--format', 'md'])).out).toContain('| max\\@nordwind.example | Member |');
});

test('changes nothing without --yes and says what would be; with it everything follows', async () => {
  const { ran, joined } = await running();
  await joined('ada@nordwind.example', '--role', 'member');
  const wish = ['role', 'ADA@nordwind.example', 'admin', '--grant', 'view:usage'];
  const dry = await ran(wish);
  expect([dry.code, dry.messages]).toEqual([0, 'Nothing was changed; --yes does it.\n']);
  expect(dry.out).toMatchInlineSnapshot(`
    "Member                Is      Would be
    ada@nordwind.example  Member  Admin, view:usage
    "
  `);
  expect(await ran([...wish, '--yes'])).toEqual({ code: 0, out: 'ada@nordwind.example is now Admin.\n', messages: '' });
  expect((await ran([...wish, '--yes'])).out).toBe('Nothing is different; nothing was changed.\n');
  expect((await ran([...wish, '--yes'], german)).out).toBe('Nichts ist anders; nichts wurde geändert.\n');
  const early = await ran(['transfer', 'ada@nordwind.example']);
  expect([early.code, early.out, early.messages]).toEqual([3, '', 'The server would refuse this: your role does not allow it with ada@nordwind.example. Nothing was changed.\n']);
  const { members } = JSON.parse((await ran(['--format', 'json'])).out);
  expect((await ran(['role', members[1].id, 'owner', '--yes'])).code).toBe(0);
  expect((await ran(['transfer', 'ada@nordwind.example'])).out).toMatch(/Owner +Primary Owner/);
  expect((await ran(['transfer', 'ada@nordwind.example', '--yes'])).out).toBe('ada@nordwind.example is now the Primary Owner.\n');
  // The founder's token is an Owner's now.
  const refused = await ran(['remove', 'ada@nordwind.example', '--yes']);
  expect([refused.code, refused.messages]).toEqual([3, 'The Primary Owner stays that until they have transferred it to an Owner.\n']);
  expect((await ran(['leave'])).out).toBe('Nordwind AG: Owner\n');
  expect((await ran(['leave', '--yes'])).out).toBe('You are no member of nordwind-ag any more.\n');
  expect((await ran([])).code).toBe(3);
});

test('members are removed and invitations withdrawn, by address or id', async () => {
  const { ran, joined } = await running();
  await joined('max@nordwind.example', '--role', 'member');
  await ran(['invite', 'ada@nordwind.example', '--role', 'admin']);
  expect(withoutDays((await ran(['withdraw', 'ada@nordwind.example'])).out)).toMatch(/ada@nordwind\.example +Admin +h@nordwind\.example +DAY +open\n$/);
  expect((await ran(['withdraw', 'ada@nordwind.example', '--yes'])).out).toBe('The invitation of ada@nordwind.example is withdrawn.\n');
  expect(withoutDays((await ran(['remove', 'max@nordwind.example'])).out)).toMatch(/max@nordwind\.example +Member +DAY\n$/);
  expect(JSON.parse((await ran(['remove', 'max@nordwind.example', '--yes', '--json'])).out)).toMatchObject({ email: 'max@nordwind.example', isChanged: true });
  for (const words of [['withdraw', 'ada@nordwind.example'], ['remove', 'max@nordwind.example', '--yes'], ['role', 'nobody', 'member']]) expect((await ran(words)).code).toBe(2);
});

test('says what is wrong', async () => {
  const { ran } = await running();
  const invite = async (...words: string[]) => { const { code, out, messages } = await ran(['invite', ...words]); return [code, out, messages]; };
  expect(await invite('ada', '--role', 'member')).toEqual([2, '', 'email must look like h@nordwind.example; got "ada".\n']);
  expect(await invite('ada@nordwind.example', '--role', 'primary-owner')).toEqual([2, '', expect.stringContaining('auditor')]);
  expect(await invite('ada@nordwind.example', '--role', 'member', '--days', '31')).toEqual([2, '', expect.stringContaining('It is a whole number from 1 to 30.')]);
  expect(await invite('ada@nordwind.example', '--role', 'member', '--grant', 'view:usage')).toEqual([3, '', 'view:usage is not granted beyond Member; view:usage may be granted to Admin.\n']);
  expect(await invite('h@nordwind.example', '--role', 'member')).toEqual([2, '', 'h@nordwind.example is a member already; change their role instead.\n']);
  expect((await ran([], { PEGEL_TOKEN: 'pegel_reader_unknown' })).code).toBe(3);
});
