import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { browserOn } from './testing/browser.js';
import { identityProvider, type IdentityProvider } from './testing/identity-provider.js';
import { peopleOf } from './testing/people.js';
import { owner, sentenceOf, served } from './testing/served.js';

const publicUrl = 'http://localhost';
const redirectUri = `${publicUrl}/auth/oauth2/callback/oidc`;
const clientSecret = 'planted+secret:of/the%client';
const verified = { email: owner.email, email_verified: true, name: 'Hanna Vogt' };

let provider: IdentityProvider;
beforeAll(async () => {
  provider = await identityProvider(redirectUri, { clientSecret });
});
afterAll(() => provider.close());
beforeEach(() => provider.people.clear());

type Settings = { readonly trustEmail?: boolean; readonly at?: IdentityProvider; readonly secret?: string };

/** A server that knows the provider, and ways to go there and back. */
async function known({ trustEmail = false, at = provider, secret = clientSecret }: Settings = {}) {
  const server = await served({ ports: { publicUrl }, oidc: { issuer: at.issuer, clientId: at.clientId, clientSecret: secret, name: 'Staff login', trustEmail } });
  const begin = async (browser: ReturnType<typeof browserOn>, { callbackURL = `${publicUrl}/nordwind-ag/overview?range=28d`, errorCallbackURL = `${publicUrl}/login?next=%2F` } = {}) =>
    browser.post('/auth/sign-in/oauth2', { providerId: 'oidc', callbackURL, errorCallbackURL });
  return {
    ...server, begin,
    people: peopleOf(server),
    browser: () => browserOn(server.app),
    /** Signs in through the provider, and says where that leads. */
    async through(subject: string, browser = browserOn(server.app)) {
      const begun = await begin(browser);
      if (begun.status !== 200) throw new Error(`It did not begin: ${begun.status} ${await begun.text()}`);
      const { url } = (await begun.json()) as { url: string }; // The contract of 200.
      const back = await at.visit(url, subject);
      const response = await browser.get(back);
      return { browser, back, response, to: response.headers.get('location') ?? '' };
    },
    journal: () => (server.read("SELECT chain, happening, actor, actor_id, about FROM audit_journal WHERE happening NOT LIKE 'organisation%' ORDER BY at, number") as { chain: string; happening: string; actor: string; about: string }[]).map(({ about, ...entry }) => ({ ...entry, about: JSON.parse(about) as unknown })),
    invite: (email: string, { expires = 4_000_000_000_000, withdrawn = 'NULL' } = {}) =>
      server.change(`INSERT INTO invitations (id, organisation, email, role, hash, invited_by, created_at, expires_at, withdrawn_at) VALUES ('i-${email}', 'nordwind-ag', sealed('${email}', 'accounts'), 'member', '${email}', (SELECT id FROM user LIMIT 1), 1, ${expires}, ${withdrawn})`),
  };
}

const whoIs = async (browser: ReturnType<typeof browserOn>) => ((await (await browser.get('/auth/get-session')).json()) as { email: string } | null)?.email ?? null;

describe('somebody with an account', () => {
  test('signs in, comes back to where they wanted to go, and it stands in the journal', async () => {
    provider.people.set('s-1', verified);
    const { app, through, journal, read } = await known();
    expect(await (await app.request('/sign-in.json')).json()).toEqual({ setUp: false, oidc: { name: 'Staff login' } });
    const { browser, response, to } = await through('s-1');
    expect([response.status, to]).toEqual([303, `${publicUrl}/nordwind-ag/overview?range=28d`]);
    expect(response.headers.getSetCookie().find((cookie) => cookie.includes('session_token'))).toMatch(/HttpOnly; SameSite=Strict$/);
    expect(await whoIs(browser)).toBe(owner.email);
    expect(journal()).toMatchObject([{ chain: 'nordwind-ag', happening: 'signed-in', actor: 'account', about: { with: 'oidc', client: 'browser' } }]);
    // Nothing of what opens doors at the provider is kept, and the password still is.
    expect(read("SELECT provider_id, access_token, refresh_token, id_token, password IS NOT NULL AS has_password FROM account ORDER BY provider_id")).toEqual([
      { provider_id: 'credential', access_token: null, refresh_token: null, id_token: null, has_password: 1 },
      { provider_id: 'oidc', access_token: null, refresh_token: null, id_token: null, has_password: 0 },
    ]);
    expect(await (await browser.get('/account')).json()).toMatchObject({ email: owner.email, hasPassword: true });
  });

  test('does so also where the provider puts the address into its token', async () => {
    const other = await identityProvider(redirectUri, { clientSecret, claimsInIdToken: true });
    other.people.set('s-1', { ...verified, email: owner.email.toUpperCase() });
    const { through } = await known({ at: other });
    expect(await whoIs((await through('s-1')).browser)).toBe(owner.email);
    await other.close();
  });

  test('stays who they are when the address changes at the provider, also to somebody else\'s', async () => {
    provider.people.set('s-1', verified);
    const { through, people, read } = await known();
    people.add('other@nordwind.example', 'member');
    await through('s-1');
    provider.people.set('s-1', { email: 'other@nordwind.example', email_verified: true });
    expect(await whoIs((await through('s-1')).browser)).toBe(owner.email);
    expect(read("SELECT unsealed(email) AS email FROM user ORDER BY 1")).toEqual([{ email: owner.email }, { email: 'other@nordwind.example' }]);
  });

  test('shares it with no second subject that claims the address', async () => {
    provider.people.set('s-1', verified).set('s-2', verified);
    const { through, journal, read } = await known();
    await through('s-1');
    const { browser, to } = await through('s-2');
    expect(to).toBe(`${publicUrl}/login?next=%2F&error=account_not_linked`);
    expect(await whoIs(browser)).toBeNull();
    expect(journal().at(-1)).toMatchObject({ chain: '', happening: 'sign-in-refused', actor: 'nobody', about: { reason: 'account-not-linked', with: 'oidc', isKnown: false } });
    expect(read("SELECT 1 FROM account WHERE provider_id = 'oidc'")).toHaveLength(1);
    expect(await whoIs((await through('s-1')).browser)).toBe(owner.email);
  });

  test('shares it with none of several that claim it at once', async () => {
    const subjects = ['s-1', 's-2', 's-3', 's-4', 's-5'];
    for (const subject of subjects) provider.people.set(subject, verified);
    const { through, read } = await known();
    const found = await Promise.all(subjects.map((subject) => through(subject)));
    expect(found.filter(({ to }) => to.endsWith('/overview?range=28d'))).toHaveLength(1);
    expect(read("SELECT 1 FROM account WHERE provider_id = 'oidc'")).toHaveLength(1);
    expect(read('SELECT 1 FROM session')).toHaveLength(1);
  });

  test('is asked for the second factor by the provider alone', async () => {
    provider.people.set('s-1', verified);
    const { through, change } = await known();
    change("UPDATE user SET two_factor_enabled = 1; INSERT INTO two_factor (id, secret, backup_codes, user_id) SELECT 't', 's', 'b', id FROM user");
    expect(await whoIs((await through('s-1')).browser)).toBe(owner.email);
  });
});

describe('an account that was made by an invitation\'s link', () => {
  test('is given to whoever has the address: what was left in it by others ends', async () => {
    provider.people.set('s-1', { email: 'ada@nordwind.example', email_verified: true });
    const { through, people, invite, change, browser, journal } = await known();
    const id = people.add('ada@nordwind.example', 'member');
    invite('ada@nordwind.example');
    change(`UPDATE invitations SET accepted_at = 2; UPDATE user SET two_factor_enabled = 1 WHERE id = '${id}'; INSERT INTO two_factor (id, secret, backup_codes, user_id) VALUES ('t', 's', 'b', '${id}')`);
    change(`UPDATE user SET two_factor_enabled = 0 WHERE id = '${id}'`);
    const whoeverHadTheLink = browser();
    expect((await whoeverHadTheLink.signIn(owner.password, 'ada@nordwind.example')).status).toBe(200);
    const { browser: ada } = await through('s-1');
    expect(await whoIs(ada)).toBe('ada@nordwind.example');
    expect(await whoIs(whoeverHadTheLink)).toBeNull();
    expect((await whoeverHadTheLink.signIn(owner.password, 'ada@nordwind.example')).status).toBe(401);
    expect(journal().map(({ happening }) => happening)).toEqual(expect.arrayContaining(['two-factor-changed', 'password-changed', 'signed-in']));
  });
});

describe('somebody without an account', () => {
  test('gets none, unless they are invited; and sees nothing until they have accepted', async () => {
    provider.people.set('s-1', { email: 'new@nordwind.example', email_verified: true });
    const { through, invite, read, journal } = await known();
    expect((await through('s-1')).to).toBe(`${publicUrl}/login?next=%2F&error=signup_disabled`);
    expect(read("SELECT 1 FROM user WHERE unsealed(email) LIKE 'new%'")).toEqual([]);
    expect(journal()).toMatchObject([{ chain: '', happening: 'sign-in-refused', about: { reason: 'signup-disabled' } }]);

    invite('new@nordwind.example');
    const { browser, to } = await through('s-1');
    expect([to, await whoIs(browser)]).toEqual([`${publicUrl}/nordwind-ag/overview?range=28d`, 'new@nordwind.example']);
    expect(await (await browser.get('/account')).json()).toMatchObject({ hasPassword: false, organisations: [] });
    expect((await browser.get('/trpc/reader?input=%7B%22organisation%22%3A%22nordwind-ag%22%7D')).status).toBe(403);
    expect(read('SELECT 1 FROM memberships')).toHaveLength(1);
    expect((await browser.signIn('', 'new@nordwind.example')).status).toBe(401);
  });

  test.each([['expired', { expires: 2 }], ['withdrawn', { withdrawn: '2' }]])('gets none by an invitation that is %s', async (_, invitation) => {
    provider.people.set('s-1', { email: 'new@nordwind.example', email_verified: true });
    const { through, invite, read } = await known();
    invite('new@nordwind.example', invitation);
    expect((await through('s-1')).to).toMatch(/error=signup_disabled$/);
    expect(read('SELECT 1 FROM user')).toHaveLength(1);
  });
});

describe('an address', () => {
  test.each([
    [{ ...verified, email_verified: false }, false, false],
    [{ ...verified, email_verified: false }, true, false],
    [{ email: owner.email }, false, false],
    [{ email: owner.email }, true, true],
    [{ ...verified, email_verified: 'true' }, false, false],
    [{ email_verified: true }, true, false],
  ])('of %j, where one without a word is trusted: %j, lets them in: %j', async (claims, trustEmail, isIn) => {
    provider.people.set('s-1', claims);
    const { through, read } = await known({ trustEmail });
    const { browser, to } = await through('s-1');
    expect([await whoIs(browser), to.includes('error=email_not_verified')]).toEqual([isIn ? owner.email : null, !isIn]);
    expect(read("SELECT 1 FROM account WHERE provider_id = 'oidc'")).toHaveLength(isIn ? 1 : 0);
  });
});

describe('coming back', () => {
  test('after denying leads to the page of the sign-in, with nothing of what the provider wrote', async () => {
    const { through } = await known();
    const { to, back } = await through('denies');
    expect(back).toContain('planted');
    expect(to).toBe(`${publicUrl}/login?next=%2F&error=access_denied`);
  });

  test('a second time is nothing', async () => {
    provider.people.set('s-1', verified);
    const { through, read } = await known();
    const { browser, back } = await through('s-1');
    expect((await browser.get(back)).headers.get('location')).toBe(`${publicUrl}/login?error=state_mismatch`);
    expect(read('SELECT 1 FROM session')).toHaveLength(1);
  });

  test('in a browser that never went there signs nobody in: not as somebody else either', async () => {
    provider.people.set('s-1', verified);
    const { begin, browser, read } = await known();
    const attacker = browser();
    const { url } = (await (await begin(attacker)).json()) as { url: string }; // The contract of 200.
    const back = await provider.visit(url, 's-1');
    const victim = browser();
    expect((await victim.get(back)).headers.get('location')).toMatch(/\/login\?(next=%2F&)?error=state_mismatch$/);
    await begin(victim);
    expect((await victim.get(back)).headers.get('location')).toMatch(/error=state_mismatch$/);
    expect(read('SELECT 1 FROM session')).toEqual([]);
  });

  test('with a code that was meant for another begin is nothing, although the state is one\'s own', async () => {
    provider.people.set('s-1', verified);
    const { begin, browser, read } = await known();
    const [one, other] = [browser(), browser()];
    const urlOf = async (response: Response) => ((await response.json()) as { url: string }).url; // The contract of 200.
    const stolen = new URL(await provider.visit(await urlOf(await begin(one)), 's-1'));
    const own = new URL(await provider.visit(await urlOf(await begin(other)), 's-1'));
    own.searchParams.set('code', stolen.searchParams.get('code') ?? '');
    expect((await other.get(own.href)).headers.get('location')).toMatch(/error=state_mismatch$/);
    expect(read('SELECT 1 FROM session')).toEqual([]);
  });

  test.each([
    ['a token for another question', (url: URL) => url.searchParams.set('nonce', 'of somebody else'), () => undefined],
    ['a token for no question', (url: URL) => url.searchParams.delete('nonce'), () => undefined],
    ['the word of another issuer', () => undefined, (back: URL) => back.searchParams.set('iss', 'https://evil.example')],
    ['no code', () => undefined, (back: URL) => back.searchParams.delete('code')],
  ])('with %s is nothing', async (_, going, coming) => {
    provider.people.set('s-1', verified);
    const { begin, browser, read } = await known();
    const somebody = browser();
    const url = new URL(((await (await begin(somebody)).json()) as { url: string }).url); // The contract of 200.
    going(url);
    const back = new URL(await provider.visit(url.href, 's-1'));
    coming(back);
    expect((await somebody.get(back.href)).headers.get('location')).toBe(`${publicUrl}/login?next=%2F&error=failed`);
    expect(read('SELECT 1 FROM session')).toEqual([]);
  });

  test.each(['', '?', '?code=x', '?state=x', '?code=x&state=y', `?state=${'x'.repeat(3_000)}`, '?error=access_denied', '?code=x&state=y&error_description=<script>'].map((query) => [query.slice(0, 40), query] as const))('with %j is a page of ours', async (_, query) => {
    const { browser } = await known();
    const response = await browser().get(`/auth/oauth2/callback/oidc${query}`);
    expect(response.status).toBe(303);
    expect(response.headers.get('location')).toMatch(/^http:\/\/localhost\/login\?error=[a-z_]+$/);
  });
});

test('coming back as nobody again and again fills no journal: twenty a minute are told', async () => {
  const { browser, journal } = await known();
  const somebody = browser();
  for (let time = 0; time < 30; time += 1) expect((await somebody.get('/auth/oauth2/callback/oidc?code=x&state=y')).status).toBe(303);
  expect(journal()).toHaveLength(20);
});

describe('going there', () => {
  test('is asked with a state, a nonce and a challenge of its own each time', async () => {
    const { begin, browser } = await known();
    const asked = await Promise.all([1, 2].map(async () => new URL(((await (await begin(browser())).json()) as { url: string }).url).searchParams)); // The contract of 200.
    for (const name of ['state', 'nonce', 'code_challenge']) expect(new Set(asked.map((one) => one.get(name))).size).toBe(2);
    expect(asked[0]?.get('code_challenge_method')).toBe('S256');
    expect(asked[0]?.get('redirect_uri')).toBe(redirectUri);
  });

  test.each([
    'https://evil.example/', '//evil.example', '/\\evil.example', '\\\\evil.example', 'http://localhost@evil.example/', 'http://localhost.evil.example/', 'http://localhost:81/', 'https://localhost/', 'javascript:alert(1)',
    'data:text/html,x', '/%0d%0aSet-Cookie:x=y\r\n', ' //evil.example', '\t//evil.example', 'http://localhost//evil.example', '/..//evil.example', 'http://user@localhost/', 'blob:http://localhost/x', `/${'x'.repeat(3_000)}`,
  ].map((address) => [address.slice(0, 40), address] as const))('never leads on to %j', async (_, address) => {
    const { begin, browser } = await known();
    for (const which of ['callbackURL', 'errorCallbackURL']) {
      const response = await begin(browser(), { [which]: address });
      expect([response.status, await sentenceOf(response)]).toEqual([400, expect.stringContaining(which)]);
    }
  });

  test('takes exactly its three fields', async () => {
    const { browser } = await known();
    const right = { providerId: 'oidc', callbackURL: '/', errorCallbackURL: '/login' };
    for (const body of [{}, { ...right, providerId: 'google' }, { ...right, scopes: 'admin' }, { ...right, idToken: { token: 'x' } }, { ...right, requestSignUp: true }, { providerId: 'oidc' }]) {
      expect((await browser().post('/auth/sign-in/oauth2', body)).status).toBe(400);
    }
    expect((await browser().post('/auth/sign-in/oauth2', right)).status).toBe(200);
  });

  test('is not there where there is no provider, nor are the library\'s own addresses', async () => {
    const { app } = await served();
    expect(await (await app.request('/sign-in.json')).json()).toEqual({ setUp: false, oidc: null });
    expect((await browserOn(app).post('/auth/sign-in/oauth2', {})).status).toBe(404);
    expect((await app.request('/auth/oauth2/callback/oidc?code=x&state=y')).status).toBe(404);
    const { browser } = await known();
    for (const [method, path] of [['post', '/auth/sign-in/social'], ['get', '/auth/callback/oidc?code=x&state=y'], ['get', '/auth/oauth2/callback/other']] as const) expect((await browser()[method](path)).status).toBe(404);
  });
});

describe('a provider', () => {
  test('that does not answer keeps nobody from signing in with a password, and is there again when it does', async () => {
    provider.people.set('s-1', verified);
    const other = await identityProvider(redirectUri, { clientSecret });
    other.people.set('s-1', verified);
    await other.close();
    const { begin, browser, through, folder, logged } = await known({ at: other });
    await folder.accounts.oidc?.prepare();
    expect(logged()).toContain(`${other.issuer}/.well-known/openid-configuration does not answer as a provider does.`);
    const refused = await begin(browser());
    expect([refused.status, await sentenceOf(refused)]).toEqual([503, expect.stringContaining('does not answer at the moment')]);
    expect((await browser().signIn()).status).toBe(200);
    await other.open();
    const { to } = await through('s-1');
    expect(to).toMatch(/\/overview/);
    const gone = browser();
    const { url } = (await (await begin(gone)).json()) as { url: string }; // The contract of 200.
    const back = await other.visit(url, 's-1');
    await other.close();
    expect((await gone.get(back)).headers.get('location')).toMatch(/\/login\?next=%2F&error=/);
  });

  test('is asked by exactly the issuer that was named', async () => {
    const { begin, browser, logged } = await known({ at: { ...provider, issuer: `${provider.issuer}/` } });
    expect((await begin(browser())).status).toBe(503);
    expect(logged()).toContain('PEGEL_OIDC_ISSUER must be exactly that');
  });

  test('of another issuer has other people, although it calls them the same', async () => {
    provider.people.set('s-1', verified);
    const { through, read } = await known();
    await through('s-1');
    expect(read("SELECT unsealed(account_id) AS account_id FROM account WHERE provider_id = 'oidc'")).toEqual([{ account_id: `${provider.issuer} s-1` }]);
  });

  test('that refuses the client is an answer, and the log says so without the secret', async () => {
    provider.people.set('s-1', verified);
    const { through, logged } = await known({ secret: 'planted-wrong-secret' });
    expect((await through('s-1')).to).toMatch(/error=state_mismatch$/);
    expect(logged()).toContain('look at PEGEL_OIDC_CLIENT_ID and PEGEL_OIDC_CLIENT_SECRET');
    expect(logged()).not.toContain('planted');
  });

  test('keeps its secrets to itself: nothing of them is in an answer, the log or the database', async () => {
    provider.people.set('s-1', verified);
    const { through, logged, read, app } = await known();
    const { back, response } = await through('s-1');
    const code = new URL(back).searchParams.get('code') ?? expect.fail();
    const kept = ['user', 'account', 'session', 'verification', 'audit_journal', 'settings', 'rate_limit'].map((table) => JSON.stringify(read(`SELECT * FROM ${table}`))).join('');
    const told = `${JSON.stringify([...response.headers])}${await response.text()}${await (await app.request('/sign-in.json')).text()}`;
    for (const text of [logged(), kept, told]) for (const secret of [clientSecret, encodeURIComponent(clientSecret), code]) expect(text).not.toContain(secret);
  });
});
