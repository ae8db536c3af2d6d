import { randomBytes } from 'node:crypto';
import { ingestScopes, keyLimits, readingPermissions, tokenFormOf, type KeysView, type Permission, type RoleName } from '@pegel/domain';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ask, bearer, call, dataOf, directoryWith, ingestKey, joined, keyOf, keysOf, readerToken, report, revoke, sendWith, sha256 } from './testing/keyed.js';
import { message, sentenceOf, served, spend } from './testing/served.js';

describe('keys are listed', () => {
  test('with everything that founding made, and never with a secret or the hash of one', async () => {
    const server = await served();
    const made = [await ingestKey(server), await readerToken(server)];
    const text = JSON.stringify(await keysOf(server));
    for (const secret of [server.ownerToken, server.ingestKey, ...made.map((one) => one.secret)]) {
      expect(text).not.toContain(secret.slice('pegel_ingest_'.length, -7));
      expect(text).not.toContain(sha256(secret).slice(0, 13));
      expect(text).toContain(sha256(secret).slice(0, 12));
    }
    expect(await keysOf(server)).toHaveLength(4);
    expect(await keyOf(server, sha256(server.ownerToken).slice(0, 12))).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{12}$/), kind: 'reader', label: 'h@nordwind.example', state: 'active', permissions: null, lost: [], madeBy: 'h@nordwind.example',
      createdAt: expect.any(String), expiresAt: null, lastUsedAt: '2026-11-24T09:00:00.000Z', revokedAt: null, canRevoke: true,
    });
    expect(await keyOf(server, sha256(server.ingestKey).slice(0, 12))).toMatchObject({ kind: 'ingest', label: 'live', scopes: ['events', 'directory'], sources: null, lastUsedAt: null });
  });

  test.each<[RoleName, number, boolean, readonly Permission[]]>([
    ['owner', 200, true, readingPermissions], ['admin', 200, true, []], ['auditor', 200, false, []], ['member', 403, false, []],
  ])('for the role %s: %d', async (role, status, canMakeIngestKeys, canGrant) => {
    const server = await served();
    const response = await ask(server, 'keys', joined(server, role));
    expect(response.status).toBe(status);
    if (status !== 200) return expect(await sentenceOf(response)).toBe('Keys are shown to Primary Owners, Owners, Admins and Auditors.');
    const view = await dataOf<KeysView>(response);
    expect(view).toMatchObject({ canMakeIngestKeys, canGrant });
    // An Auditor has the token they ask with.
    expect(view.keys.map(({ label, canRevoke }) => [label, canRevoke]).sort()).toEqual([['h@nordwind.example', canMakeIngestKeys], ['live', canMakeIngestKeys], [role, true]].sort());
  });

  test('whole as far as they are in use; of those that are over, the newest 500', async () => {
    const server = await served();
    server.change(`WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 700)
      INSERT INTO ingest_keys (hash, organisation, label, scopes, created_at, revoked_at, expires_at) SELECT printf('%064x', i), 'nordwind-ag', 'k-' || i, '["events"]', i, iif(i % 2, i, NULL), i FROM n`);
    const keys = await keysOf(server);
    expect(keys.map(({ state }) => state).slice(0, 4)).toEqual(['active', 'active', 'expired', 'revoked']);
    expect([keys.length, keys.at(-1)?.label]).toEqual([502, 'k-201']);
  });

  test('with whether a token still opens anything: what its maker lost it has lost', async () => {
    const server = await served();
    const { key: { id } } = await readerToken(server, { permissions: ['view:usage', 'view:configuration'] });
    const auditor = joined(server, 'auditor');
    const state = async () => {
      const { kind, state: of, ...key } = (await keysOf(server, auditor)).find((one) => one.id === id) ?? expect.fail();
      return [of, kind === 'reader' && key.lost];
    };
    expect(await state()).toEqual(['active', []]);
    server.change("UPDATE memberships SET role = 'auditor' WHERE role = 'primary-owner'");
    expect(await state()).toEqual(['active', ['view:usage']]);
    server.change("UPDATE memberships SET role = 'member', grants = '[\"view:usage\"]' WHERE created_at > 0");
    expect(await state()).toEqual(['active', ['view:configuration']]);
    server.change("UPDATE memberships SET grants = '[]' WHERE created_at > 0");
    expect(await state()).toEqual(['void', ['view:usage', 'view:configuration']]);
    server.change('DELETE FROM memberships WHERE created_at > 0');
    const states = Object.fromEntries((await keysOf(server, auditor)).map((key) => [key.label, key.state]));
    // A key for sending is the organisation's, whoever made it.
    expect(states).toEqual({ 'finance dashboard': 'void', 'h@nordwind.example': 'void', live: 'active', auditor: 'active' });
  });
});

test('what is made works for exactly its scopes and sources, or its permissions, and for nothing else', async () => {
  const server = await served();
  await server.send([message(), spend()]);
  const sources = ['gateway', 'hr', 'live'];
  const wish = fc.oneof(
    fc.record({ kind: fc.constant('ingest' as const), scopes: fc.subarray([...ingestScopes], { minLength: 1 }), sources: fc.option(fc.subarray(sources, { minLength: 1 })) }),
    fc.record({ kind: fc.constant('reader' as const), permissions: fc.subarray([...readingPermissions], { minLength: 1 }) }),
  );
  const days = 'from=2026-11-22&to=2026-11-22';
  /** What can be asked, with each set of permissions that is enough. */
  const questions: readonly (readonly [path: string, enough: readonly (readonly Permission[])[]])[] = [
    [`/report.json?metrics=messages&${days}`, [['view:usage']]],
    [`/report.json?metrics=spend&${days}`, [['view:spend']]],
    [`/report.json?metrics=messages,spend&${days}`, [['view:usage', 'view:spend']]],
    [`/report.json?metrics=messages&by=person&${days}`, [['view:usage', 'view:people']]],
    [`/report.csv?metrics=messages&${days}`, [['view:usage', 'export:usage']]],
    [`/report.md?metrics=spend&by=person&${days}`, [['view:spend', 'view:people', 'export:usage']]],
    [`/export/spend-by-user.csv?${days}`, [['view:spend', 'view:people', 'export:usage']]],
    ['/sources.json', [['view:usage']]],
    ['/trpc/quarantine?input=%7B%7D', [['view:usage']]],
    ['/trpc/settings?input=%7B%7D', [['view:usage'], ['view:configuration']]],
    ['/trpc/keys?input=%7B%7D', [['view:configuration']]],
    ['/trpc/reader?input=%7B%7D', [[]]],
  ];
  const changes: readonly (readonly [name: string, input: object])[] = [
    ['release', { ids: [1], reason: 'x' }], ['discard', { ids: [1], reason: 'x' }], ['changeSettings', { timeZone: 'UTC', reason: 'x' }],
    ['makeIngestKey', { label: 'mine', scopes: ['events'], sources: null }], ['makeReaderToken', { label: 'mine', permissions: ['view:usage'] }],
    ['revokeKey', { id: sha256(server.ingestKey).slice(0, 12) }], ['revokeKey', { id: 'ffffffffffff' }],
  ];
  await fc.assert(
    fc.asyncProperty(wish, async ({ kind, ...reach }) => {
      const { secret, key } = kind === 'ingest' ? await ingestKey(server, reach) : await readerToken(server, reach);
      expect(tokenFormOf(secret)).toEqual({ kind, whole: true });
      const headers = bearer(secret);
      for (const [path, enough] of questions) {
        const may = 'permissions' in reach && enough.some((all) => all.every((permission) => reach.permissions.includes(permission)));
        const answer = await server.app.request(path, { headers });
        // An export that nobody reads to its end keeps its place, and there are a few of them.
        await answer.text();
        expect([reach, path, answer.status]).toEqual([reach, path, may ? 200 : 403]);
      }
      for (const [name, input] of changes) expect([reach, name, (await call(server, name, input, headers)).status]).toEqual([reach, name, 403]);
      for (const [scope, send] of [['events', sendWith], ['directory', directoryWith]] as const) {
        for (const source of [null, ...sources]) {
          const [only] = 'sources' in reach && reach.sources?.length === 1 ? reach.sources : [key.label];
          const may = 'scopes' in reach && reach.scopes.includes(scope) && (reach.sources === null || reach.sources.includes(source ?? only ?? ''));
          expect([reach, scope, source, (await send(server, { ...headers, ...(source === null ? {} : { 'pegel-source': source }) })).status]).toEqual([reach, scope, source, may ? 200 : 403]);
        }
      }
      await revoke(server, key.id);
      for (const [path] of questions) expect((await server.app.request(path, { headers })).status).toBe(401);
      for (const send of [sendWith, directoryWith]) expect((await send(server, headers)).status).toBe(401);
    }),
    { numRuns: 25 },
  );
});

test('a key bound to one source sends as that one without saying so, so that a new key can take over from an old one', async () => {
  const server = await served();
  const { secret } = await ingestKey(server, { label: 'gateway-2026', sources: ['gateway'] });
  expect((await sendWith(server, bearer(secret))).status).toBe(200);
  expect(server.read('SELECT name FROM sources')).toEqual([{ name: 'gateway' }]);
});

describe('making', () => {
  test('says when a key expires: in a year unless told otherwise, and never only where that is said', async () => {
    const server = await served();
    const expiries = [];
    for (const days of [undefined, 1, 730, null]) expiries.push((await ingestKey(server, { days })).key.expiresAt, (await readerToken(server, { days })).key.expiresAt);
    expect(expiries).toEqual(['2027-11-24', '2027-11-24', '2026-11-25', '2026-11-25', '2028-11-23', '2028-11-23', null, null].map((on) => on && `${on}T09:00:00.000Z`));
  });

  test.each<[string, object, string]>([
    ['makeIngestKey', { label: 'My Gateway' }, 'label must be 1 to 40 lower-case letters, digits and hyphens, such as "my-gateway", since it can be the source of what names none; got "My Gateway".'],
    ['makeIngestKey', { scopes: [] }, 'scopes needs one of events, directory, or several.'],
    ['makeIngestKey', { scopes: ['events', 'everything'] }, 'scopes must be of events, directory; got "everything".'],
    ['makeIngestKey', { sources: [] }, 'sources needs 1 to 20 names, or null for any source; got 0.'],
    ['makeIngestKey', { sources: ['Gate Way'] }, 'sources must be names of 1 to 40 lower-case letters, digits and hyphens; got "Gate Way".'],
    ['makeIngestKey', { sources: Array.from({ length: 21 }, (_, index) => `s-${index}`) }, 'sources needs 1 to 20 names, or null for any source; got 21.'],
    ['makeIngestKey', { days: 731 }, 'days must be a whole number from 1 to 730, or null for a key that does not expire; without it 365. Got 731.'],
    ['makeIngestKey', { days: 0 }, 'days must be a whole number from 1 to 730, or null for a key that does not expire; without it 365. Got 0.'],
    ['makeReaderToken', { days: 1.5 }, 'days must be a whole number from 1 to 730, or null for a key that does not expire; without it 365. Got 1.5.'],
    ['makeIngestKey', { label: 'live' }, 'There is an ingest key "live" in use already; choose another label, or revoke that one first.'],
    ['makeReaderToken', { label: ' ' }, 'label must be 1 to 80 characters in one line, such as "finance dashboard"; got " ".'],
    ['makeReaderToken', { label: 'x'.repeat(81) }, `label must be 1 to 80 characters in one line, such as "finance dashboard"; got "${'x'.repeat(60)}…".`],
    ['makeReaderToken', { label: 'two\nlines' }, 'label must be 1 to 80 characters in one line, such as "finance dashboard"; got "two\\nlines".'],
    ['makeReaderToken', { label: '\ud800' }, 'label must be 1 to 80 characters in one line, such as "finance dashboard"; got "\\ud800".'],
    ['makeReaderToken', { permissions: [] }, 'permissions needs one of view:usage, view:spend, view:people, export:usage, view:configuration, view:journal, or several.'],
    ['makeReaderToken', { permissions: ['view:usage', 'manage:sources'] }, 'permissions must be of view:usage, view:spend, view:people, export:usage, view:configuration, view:journal; got "manage:sources".'],
  ])('%s %j is refused in a sentence, and makes nothing', async (name, wish, sentence) => {
    const server = await served();
    const right = name === 'makeIngestKey' ? { label: 'gateway', scopes: ['events'], sources: null } : { label: 'x', permissions: ['view:usage'] };
    const response = await call(server, name, { ...right, ...wish }, bearer(server.ownerToken));
    expect([response.status, await sentenceOf(response)]).toEqual([400, sentence]);
    expect(await keysOf(server)).toHaveLength(2);
    expect(server.read("SELECT * FROM audit_journal WHERE happening = 'key-made'")).toEqual([]);
  });

  test('is for whoever manages sources; a token grants only what whoever makes it holds at that moment', async () => {
    const server = await served();
    const admin = joined(server, 'admin');
    const { key: { id } } = await ingestKey(server, { label: 'by-admin' }, admin);
    expect(await keyOf(server, id)).toMatchObject({ madeBy: expect.stringContaining('@nordwind.example') });
    const ofAdmin = await call(server, 'makeReaderToken', { label: 'x', permissions: ['view:usage', 'view:spend'] }, admin);
    expect([ofAdmin.status, await sentenceOf(ofAdmin)]).toEqual([403, 'You can make tokens only for what you may do yourself; that is not view:usage, view:spend.']);
    server.change("UPDATE memberships SET grants = '[\"view:usage\"]' WHERE role = 'admin'");
    const granted = await readerToken(server, {}, admin);
    expect((await server.app.request(report, { headers: bearer(granted.secret) })).status).toBe(200);
    server.change("UPDATE memberships SET grants = '[]' WHERE role = 'admin'");
    expect((await server.app.request(report, { headers: bearer(granted.secret) })).status).toBe(403);
    for (const role of ['auditor', 'member'] as const) {
      const headers = joined(server, role);
      for (const [name, input] of [['makeIngestKey', { label: 'x', scopes: ['events'], sources: null }], ['makeReaderToken', { label: 'x', permissions: ['view:configuration'] }]] as const) expect((await call(server, name, input, headers)).status).toBe(403);
    }
  });

  test('a token of whose maker nothing is known makes none that would have nobody’s eyes', async () => {
    const server = await served();
    server.change('UPDATE reader_tokens SET created_by = NULL');
    const response = await call(server, 'makeReaderToken', { label: 'x', permissions: ['view:usage'] }, bearer(server.ownerToken));
    expect([response.status, await sentenceOf(response)]).toEqual([403, 'Of this token it is not known who made it, so nobody would answer for what it makes. Sign in to make tokens.']);
    expect((await ingestKey(server)).key.madeBy).toBeNull();
  });

  test('the same label at the same time makes one key, and a label is free again once its key is over', async () => {
    const server = await served();
    const attempts = await Promise.all(Array.from({ length: 8 }, () => call(server, 'makeIngestKey', { label: 'gateway', scopes: ['events'], sources: null }, bearer(server.ownerToken))));
    expect(attempts.map(({ status }) => status).sort()).toEqual([200, ...Array(7).fill(400)]);
    await revoke(server, (await keysOf(server)).find(({ label }) => label === 'gateway')?.id ?? '');
    await ingestKey(server, { label: 'gateway' });
  });

  test('at most 200 are in use at the same time, however many are asked for at once', async () => {
    const server = await served();
    for (let index = 2; index < keyLimits.active - 1; index += 1) server.folder.accounts.makeKey('nordwind-ag', { label: `k-${index}`, reach: { kind: 'ingest', scopes: ['events'], sources: null }, expiresAt: null }, { at: 0, role: 'owner', by: { kind: 'operator', id: null, name: 'x', address: null } }, () => {});
    const attempts = await Promise.all(Array.from({ length: 8 }, (_, index) => call(server, 'makeIngestKey', { label: `more-${index}`, scopes: ['events'], sources: null }, bearer(server.ownerToken))));
    expect(attempts.map(({ status }) => status).sort()).toEqual([200, ...Array(7).fill(400)]);
    const refused = attempts.find(({ status }) => status === 400) ?? expect.fail();
    expect(await sentenceOf(refused)).toBe('At most 200 keys and tokens can be in use at the same time; revoke one that is not needed any more first.');
    await revoke(server, sha256(server.ingestKey).slice(0, 12));
    await readerToken(server);
  });
});

describe('revoking', () => {
  test('whoever manages sources may end every key, also of those above; again changes nothing', async () => {
    const server = await served();
    const admin = joined(server, 'admin');
    const id = sha256(server.ownerToken).slice(0, 12);
    expect(await dataOf(await revoke(server, id, admin))).toMatchObject({ isChanged: true, key: { id, state: 'revoked', canRevoke: false, revokedAt: '2026-11-24T09:00:00.000Z' } });
    expect(await dataOf(await revoke(server, id, admin))).toMatchObject({ isChanged: false, key: { state: 'revoked' } });
    expect((await server.get(report)).status).toBe(401);
    expect(server.read("SELECT count(*) AS n FROM audit_journal WHERE happening = 'key-revoked'")).toEqual([{ n: 1 }]);
  });

  test('one’s own may be revoked by whoever made it, whatever they have become, and a token ends itself and no other', async () => {
    const server = await served();
    const session = { cookie: (await server.signIn()).cookie, origin: 'http://localhost' };
    const [mine, narrow] = [await readerToken(server, {}, session), await readerToken(server, {}, session)];
    for (const id of [mine.key.id, sha256(server.ingestKey).slice(0, 12)]) expect((await revoke(server, id, bearer(narrow.secret))).status).toBe(403);
    expect((await revoke(server, narrow.key.id, bearer(narrow.secret))).status).toBe(200);
    expect((await revoke(server, narrow.key.id, bearer(narrow.secret))).status).toBe(401);
    server.change("UPDATE memberships SET role = 'member'");
    expect((await revoke(server, mine.key.id, session)).status).toBe(200);
    const others = joined(server, 'owner');
    const theirs = await readerToken(server, {}, others);
    const refused = await revoke(server, theirs.key.id, session);
    expect([refused.status, await sentenceOf(refused)]).toEqual([403, 'Keys are revoked by Primary Owners, Owners and Admins, and by whoever made them.']);
  });

  test('a key of another organisation and one that never was are refused alike', async () => {
    const server = await served({ others: [{ organisation: 'Südwind', ownerEmail: 's@suedwind.example' }] });
    const [other] = server.elsewhere;
    const foreign = [other?.ownerToken ?? '', other?.ingestKey ?? ''].map((token) => sha256(token).slice(0, 12));
    const answers = [];
    for (const id of [...foreign, 'ffffffffffff', '', '%', 'f', sha256(server.ownerToken)]) {
      for (const headers of [bearer(server.ownerToken), joined(server, 'member')]) {
        const response = await revoke(server, id.slice(0, 40), headers);
        answers.push([response.status, (await sentenceOf(response)).replace(JSON.stringify(id.slice(0, 40)), '…')]);
      }
    }
    expect([...new Set(answers.map((answer) => JSON.stringify(answer)))].map((answer) => JSON.parse(answer) as unknown)).toEqual([
      [400, 'There is no key …; its id is 12 characters of 0 to 9 and a to f.'], [403, 'Keys are revoked by Primary Owners, Owners and Admins, and by whoever made them.'],
    ]);
    expect(JSON.stringify(await keysOf(server))).not.toMatch(new RegExp([...foreign, 'suedwind'].join('|')));
    expect((await server.app.request(report, { headers: bearer(other?.ownerToken ?? '') })).status).toBe(200);
    // Two hashes that begin alike, as no two ever will.
    for (const [slug, end] of [['nordwind-ag', '1'], ['suedwind', '2']] as const) server.change(`INSERT INTO ingest_keys (hash, organisation, label, scopes, created_at) VALUES ('${`abcdefabcdef${end}`.padEnd(64, '0')}', '${slug}', 'twin', '["events"]', 0)`);
    expect((await revoke(server, 'abcdefabcdef')).status).toBe(200);
    expect(server.read("SELECT organisation, revoked_at IS NULL AS isOpen FROM ingest_keys WHERE label = 'twin'")).toEqual([{ organisation: 'nordwind-ag', isOpen: 0 }, { organisation: 'suedwind', isOpen: 1 }]);
  });

  test('while a key is in use, whatever is asked for afterwards is refused, and nothing that was acknowledged is lost', async () => {
    const server = await served();
    const { secret, key } = await ingestKey(server);
    let isRevoked = false;
    const answers: { readonly after: boolean; readonly status: number }[] = [];
    const sender = async () => {
      for (let left = 3; left > 0; ) {
        const after = isRevoked;
        if (after) left -= 1;
        answers.push({ after, status: (await sendWith(server, bearer(secret))).status });
        await new Promise((resolve) => setImmediate(resolve));
      }
    };
    const revoker = async () => {
      while (answers.length < 30) await new Promise((resolve) => setImmediate(resolve));
      expect((await revoke(server, key.id)).status).toBe(200);
      isRevoked = true;
    };
    await Promise.all([revoker(), ...Array.from({ length: 8 }, sender)]);
    expect(answers.filter(({ after, status }) => status !== 401 && (after || status !== 200))).toEqual([]);
    expect(answers.filter(({ after }) => after)).toHaveLength(24);
    expect(server.read('SELECT count(*) AS n FROM events')).toEqual([{ n: answers.filter(({ status }) => status === 200).length }]);
  });
});

test('making and revoking are in the journal, with what a key opens and neither a secret nor a name; what cannot be written down does not happen', async () => {
  const server = await served();
  const made = [await ingestKey(server, { label: 'ada-lovelace', scopes: ['directory'] }), await readerToken(server, { label: 'for Ada', permissions: ['view:spend', 'view:usage'], days: null })];
  for (const { key } of made) await revoke(server, key.id);
  const by = { actor: 'token', actor_id: sha256(server.ownerToken).slice(0, 12) };
  const rows = server.read("SELECT happening, actor, actor_id, about FROM audit_journal WHERE happening LIKE 'key-%' ORDER BY number") as { about: string }[];
  const [ingest, reader] = [{ key: made[0]?.key.id, kind: 'ingest', scopes: ['directory'] }, { key: made[1]?.key.id, kind: 'reader', permissions: ['view:usage', 'view:spend'] }];
  expect(rows.map(({ about, ...row }) => ({ ...row, about: JSON.parse(about) as unknown }))).toEqual([
    { happening: 'key-made', ...by, about: { ...ingest, expires: '2027-11-24T09:00:00.000Z' } },
    { happening: 'key-made', ...by, about: { ...reader, expires: null } },
    { happening: 'key-revoked', ...by, about: ingest },
    { happening: 'key-revoked', ...by, about: reader },
  ]);
  const kept = JSON.stringify([server.read('SELECT * FROM audit_journal'), server.read('SELECT * FROM reader_tokens'), server.read('SELECT * FROM ingest_keys'), server.logged()]);
  for (const { secret } of made) expect(kept).not.toContain(secret.slice('pegel_ingest_'.length, -7));

  const { key } = await ingestKey(server);
  server.change("CREATE TRIGGER full BEFORE INSERT ON audit_journal BEGIN SELECT RAISE(ABORT, 'no room'); END");
  expect((await call(server, 'makeIngestKey', { label: 'unwritten', scopes: ['events'], sources: null }, bearer(server.ownerToken))).status).toBe(503);
  expect((await revoke(server, key.id)).status).toBe(503);
  const after = await keysOf(server);
  expect(after.map(({ label }) => label)).not.toContain('unwritten');
  expect(after.find(({ id }) => id === key.id)?.state).toBe('active');
});

describe('the form of a token', () => {
  test('one that was mistyped is refused without a look into the database, and says so', async () => {
    const server = await served();
    const { secret } = await readerToken(server);
    server.change('ALTER TABLE reader_tokens RENAME TO elsewhere; ALTER TABLE ingest_keys RENAME TO elsewhere_too');
    for (const token of [secret, server.ingestKey]) {
      const slip = `${token.slice(0, -10)}${token.at(-10) === 'x' ? 'y' : 'x'}${token.slice(-9)}`;
      for (const response of [await server.app.request(report, { headers: bearer(slip) }), await sendWith(server, bearer(slip))]) {
        expect([response.status, await sentenceOf(response)]).toEqual([401, 'This is not a whole token or key: a character of it is missing, added or wrong. Copy it again, from the first to the last.']);
      }
      expect((await server.app.request(report, { headers: bearer(token) })).status).toBe(500);
    }
  });

  test('one that is older than the checksum goes on', async () => {
    const server = await served();
    const old = `pegel_reader_${randomBytes(32).toString('base64url')}`;
    expect((await server.app.request(report, { headers: joined(server, 'owner', 'nordwind-ag', old) })).status).toBe(200);
  });
});
