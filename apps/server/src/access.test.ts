import { describe, expect, test } from 'vitest';
import { message, sentenceOf, served } from './testing/served.js';

const bearer = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` });
const reports = ['/report.json?metrics=messages&range=28d', '/report.csv?metrics=messages&range=28d', '/report.md?metrics=messages&range=28d', '/export/spend-by-user.csv?from=2026-11-01&to=2026-11-30'];
const call = `/trpc/report?input=${encodeURIComponent(JSON.stringify({ metrics: ['messages'], range: '28d' }))}`;

const who = '/trpc/reader?input=%7B%7D';

describe('reading', () => {
  test('needs to know who asks', async () => {
    const { app } = await served();
    for (const path of [...reports, call, who]) {
      for (const headers of [{}, bearer(`pegel_reader_${'x'.repeat(43)}`), bearer('something'), { cookie: 'pegel.session_token=garbage.signature' }, { authorization: 'Bearer ' }]) {
        expect((await app.request(path, { headers })).status).toBe(401);
      }
    }
  });

  test('takes exactly the scheme Bearer', async () => {
    const { app, ownerToken } = await served();
    for (const authorization of [`bearer ${ownerToken}`, `BEARER ${ownerToken}`, `Token ${ownerToken}`, ownerToken, `Bearer  ${ownerToken}`, `Basic ${btoa(`:${ownerToken}`)}`]) {
      expect((await app.request(reports[0] ?? '', { headers: { authorization } })).status).toBe(401);
    }
  });

  test('with an ingest key is refused with what would be right; a key that nobody made is unknown', async () => {
    const { app, ingestKey, change } = await served();
    for (const path of [...reports, call]) expect((await app.request(path, { headers: bearer(ingestKey) })).status).toBe(403);
    expect(await sentenceOf(await app.request(reports[0] ?? '', { headers: bearer(ingestKey) }))).toMatchInlineSnapshot(`"This is an ingest key, which sends data and reads none. Use a reader token; it begins with pegel_reader_."`);
    expect((await app.request(reports[0] ?? '', { headers: bearer(`pegel_ingest_${'x'.repeat(43)}`) })).status).toBe(401);
    change('UPDATE ingest_keys SET revoked_at = 1');
    expect((await app.request(reports[0] ?? '', { headers: bearer(ingestKey) })).status).toBe(401);
  });

  test('ends with the request after a token is revoked', async () => {
    const { get, change } = await served();
    expect((await get('/report.json?metrics=messages&range=28d')).status).toBe(200);
    change('UPDATE reader_tokens SET revoked_at = 1');
    expect((await get('/report.json?metrics=messages&range=28d')).status).toBe(401);
  });

  test.each(['admin', 'auditor', 'member'])('is for owners: the role %s sees no number', async (role) => {
    const { get, change } = await served();
    change(`UPDATE memberships SET role = '${role}'`);
    for (const path of [...reports, call]) expect((await get(path)).status).toBe(403);
    expect(await sentenceOf(await get(reports[0] ?? ''))).toBe('Usage analytics is available to Primary Owners and Owners.');
    expect(await (await get(who)).json()).toMatchObject({ result: { data: { role } } });
  });

  test('an owner sees what a Primary Owner sees', async () => {
    const { get, change } = await served();
    change("UPDATE memberships SET role = 'owner'");
    for (const path of [...reports, call]) expect((await get(path)).status).toBe(200);
  });

  test("somebody else's organisation and one that does not exist are refused alike", async () => {
    const { get } = await served({ others: [{ organisation: 'Südwind', ownerEmail: 's@suedwind.example' }] });
    const answers = [];
    for (const organisation of ['suedwind', 'nobody', '', "x' OR 1=1 --"]) {
      const response = await get(`/report.json?metrics=messages&range=28d&organisation=${encodeURIComponent(organisation)}`);
      answers.push([response.status, await sentenceOf(response)]);
    }
    expect(answers).toEqual(answers.map(() => [403, 'Usage analytics is available to Primary Owners and Owners.']));
  });

  test('never tells the secret behind the pseudonyms', async () => {
    const { get, folder } = await served();
    const secret = folder.accounts.organisation('nordwind-ag')?.pseudonymSecret ?? expect.fail();
    for (const path of [who, ...reports]) expect(await (await get(path)).text()).not.toContain(secret);
  });
});

describe('sending', () => {
  const events = (app: Awaited<ReturnType<typeof served>>['app'], headers: Record<string, string>) =>
    app.request('/v1/events', { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify({ events: [message()] }) });

  test('needs an ingest key: none, an unknown and a revoked one are 401', async () => {
    const { app, ingestKey, change } = await served();
    for (const headers of [{}, bearer('something'), bearer(`pegel_ingest_${'x'.repeat(43)}`), bearer(`pegel_reader_${'x'.repeat(43)}`), { authorization: `bearer ${ingestKey}` }, { cookie: 'a=b' }]) {
      expect((await events(app, headers)).status).toBe(401);
    }
    change('UPDATE ingest_keys SET revoked_at = 1');
    expect((await events(app, bearer(ingestKey))).status).toBe(401);
  });

  test('with a reader token is refused with what would be right', async () => {
    const { app, ownerToken } = await served();
    const response = await events(app, bearer(ownerToken));
    expect(response.status).toBe(403);
    expect(await sentenceOf(response)).toMatchInlineSnapshot(`"This is a reader token, which reads reports and sends nothing. Use an ingest key; it begins with pegel_ingest_."`);
  });

  test('needs the scope', async () => {
    const { app, ingestKey, change } = await served();
    change(`UPDATE ingest_keys SET scopes = '["directory"]'`);
    const response = await events(app, bearer(ingestKey));
    expect(response.status).toBe(403);
    expect(await sentenceOf(response)).toMatchInlineSnapshot(`"This key may send directory, not events. Use a key with the scope events."`);
  });

  test('a key that is bound to a source speaks for no other', async () => {
    const { app, ingestKey, change } = await served();
    change(`UPDATE ingest_keys SET label = 'gateway', sources = '["gateway"]'`);
    expect((await events(app, bearer(ingestKey))).status).toBe(200);
    expect((await events(app, { ...bearer(ingestKey), 'pegel-source': 'gateway' })).status).toBe(200);
    expect((await events(app, { ...bearer(ingestKey), 'pegel-source': 'claude-code' })).status).toBe(403);
  });

  test('reads no body of somebody unknown', async () => {
    const { app } = await served();
    let pulled = 0;
    const body = new ReadableStream<Uint8Array>({ pull: (controller) => { pulled += 1; controller.enqueue(new Uint8Array(1024)); } }, { highWaterMark: 0 });
    expect((await app.request('/v1/events', { method: 'POST', headers: { 'content-type': 'application/json' }, body, duplex: 'half' })).status).toBe(401);
    expect(pulled).toBe(0);
  });
});

test('a reader of several organisations says which; questions at once do not mix', async () => {
  const { app, signIn } = await served({ others: [{ organisation: 'Südwind', currency: 'EUR' }] });
  const headers = { cookie: (await signIn()).cookie };
  const response = await app.request('/report.json?metrics=messages&range=28d', { headers });
  expect(response.status).toBe(400);
  expect(await sentenceOf(response)).toMatchInlineSnapshot(`"Say which organisation you mean; yours are nordwind-ag, suedwind."`);
  const slugs = ['nordwind-ag', 'suedwind', 'nordwind-ag', 'suedwind'];
  const answers = await Promise.all(slugs.map((slug) => app.request(`/report.json?metrics=messages&range=28d&organisation=${slug}`, { headers })));
  const reports = await Promise.all(answers.map((answer) => answer.json()));
  expect(reports).toMatchObject(slugs.map((organisation) => ({ contract: { organisation } })));
});
