import { gzipSync } from 'node:zlib';
import { fc, test as property } from '@fast-check/vitest';
import { refusalFrom, refusalSentence, type Account } from '@pegel/domain';
import { describe, expect, test } from 'vitest';
import { message, sentenceOf, served, spend } from './testing/served.js';

const accountIn = async (response: Response): Promise<Account> => {
  expect(response.status).toBe(200);
  return (await response.json()) as Account; // The contract of a 200.
};

describe('the account of a request', () => {
  test('counts every item and says what was wrong with which', async () => {
    const { send } = await served();
    const response = await send([message({ id: 'e-1' }), message({ id: 'e-1', chat: 'another' }), spend({ id: 'e-17', amount: 12.5 }), message({ id: 'e-2', colour: 'blue', text: 'hello' })]);
    expect(await response.text()).toMatchInlineSnapshot(`"{"received":4,"stored":2,"duplicate":0,"superseded":0,"quarantined":1,"rejected":1,"droppedFields":2,"errors":[{"index":1,"id":"e-1","code":"conflict","message":"\\"e-1\\" is already stored with revision 0 and other content; send a higher revision to change it.","refusal":{"name":"item-conflict","about":{"id":"e-1","revision":"0"}}},{"index":2,"id":"e-17","code":"bad-amount","message":"amount must be a decimal string such as \\"12.50\\"; got the number 12.5.","refusal":{"name":"field-rule","about":{"field":"amount","rule":"decimal","given":"the number 12.5"}}}]}"`);
  });

  test.each([
    ['bad-json', 'no object at all'],
    ['bad-id', message({ id: '' })],
    ['bad-type', message({ type: 'message.read' })],
    ['bad-at', message({ at: '2026-11-22T09:30:00' })],
    ['bad-at', message({ at: '2026-02-30T09:30:00Z' })],
    ['bad-at', message({ at: '2026-11-22T24:00:00Z' })],
    ['bad-period', spend({ at: undefined, from: '2026-11-22T09:30:00Z', to: '2026-11-22T09:30:00Z' })],
    ['bad-period', spend({ from: '2026-11-22T09:30:00Z', to: '2026-11-23T09:30:00Z' })],
    ['bad-person', message({ person: {} })],
    ['bad-person', message({ person: { email: 'no address' } })],
    ['bad-surface', message({ surface: 'paper' })],
    ['missing-field', message({ chat: undefined })],
    ['missing-field', message({ person: undefined })],
    ['bad-count', message({ count: -1 })],
    ['bad-count', message({ count: 1.5 })],
    ['bad-amount', spend({ amount: 12.5 })],
    ['bad-amount', spend({ amount: '1,234.50' })],
    ['bad-currency', spend({ currency: 'dollars' })],
    ['bad-name', message({ project: '@other' })],
    ['bad-name', message({ model: '' })],
    ['missing-field', { id: 'p-1', type: 'person-day', person: null, days: 'utc', messages: 1 }],
    ['bad-currency', { id: 'r-1', type: 'reported', person: null, metric: 'messages', value: 1, currency: 'USD', from: '2026-11-01', to: '2026-11-19', days: 'utc' }],
    ['bad-name', { id: 'r-1', type: 'reported', person: null, metric: 'likes', value: 1, from: '2026-11-01', to: '2026-11-19', days: 'utc' }],
  ])('%s is rejected and sinks nothing else', async (code, item) => {
    const { send } = await served();
    const account = await accountIn(await send([item, message()]));
    expect(account).toMatchObject({ received: 2, stored: 1, rejected: 1, quarantined: 0, errors: [{ index: 0, code }] });
    expect(account.errors[0]?.message).toMatch(/\.$/);
  });

  test.each([
    ['future', message({ at: '2026-11-25T09:00:01Z' })],
    ['foreign-currency', spend({ currency: 'EUR' })],
  ])('%s is quarantined', async (code, item) => {
    const { send } = await served();
    expect(await accountIn(await send([item]))).toMatchObject({ received: 1, stored: 0, quarantined: 1, errors: [{ index: 0, code }] });
  });

  test('the same id and revision with other content is quarantined as a conflict, and the first stays', async () => {
    const { send } = await served();
    await send([message({ id: 'e-1' })]);
    const account = await accountIn(await send([message({ id: 'e-1', chat: 'another' })]));
    expect(account).toMatchObject({ quarantined: 1, errors: [{ index: 0, id: 'e-1', code: 'conflict' }] });
  });

  test('sending again changes nothing', async () => {
    const { send } = await served();
    const events = [message(), message(), spend()];
    expect(await accountIn(await send(events))).toMatchObject({ received: 3, stored: 3, duplicate: 0 });
    expect(await accountIn(await send(events))).toMatchObject({ received: 3, stored: 0, duplicate: 3 });
  });

  test('another revision supersedes, also one that arrives late', async () => {
    const { send } = await served();
    const first = message({ id: 'e-1', revision: 5 });
    expect(await accountIn(await send([first, { ...first, revision: 3 }, { ...first, revision: 7 }]))).toMatchObject({ stored: 1, superseded: 2 });
  });

  test('the errors are the first thousand in the order of the items', async () => {
    const { send } = await served();
    const events = Array.from({ length: 1_500 }, (_, index) => (index % 2 === 0 ? message({ at: '2030-01-01T00:00:00Z' }) : message({ chat: '' })));
    const account = await accountIn(await send(events));
    expect(account).toMatchObject({ quarantined: 750, rejected: 750 });
    expect(account.errors.map(({ index }) => index)).toEqual(Array.from({ length: 1_000 }, (_, index) => index));
  });

  test('content has no field to live in, and what is dropped is counted', async () => {
    const { send, logged } = await served();
    expect(await accountIn(await send([message({ text: 'secret', content: 'secret', prompt: 'secret', message: 'secret' })]))).toMatchObject({ stored: 1, droppedFields: 4 });
    expect(logged()).not.toContain('secret');
  });

  const item = fc.oneof(
    fc.record({ id: fc.constantFrom('a', 'b', 'c'), revision: fc.nat(2), chat: fc.constantFrom('x', 'y') }).map((fields) => message(fields)),
    fc.record({ currency: fc.constantFrom('USD', 'EUR', 'dollars'), amount: fc.constantFrom('1', '-2.5', 'x') }).map((fields) => spend(fields)),
    fc.record({ at: fc.constantFrom('2026-11-01T00:00:00Z', '2031-01-01T00:00:00Z', 'yesterday') }).map((fields) => message(fields)),
    fc.jsonValue(),
  );
  property.prop([fc.array(fc.array(item, { maxLength: 12 }), { maxLength: 4 })], { numRuns: 25 })(
    'nothing is lost: what was received is what became of it, whatever was sent',
    async (batches) => {
      const { send } = await served();
      for (const batch of batches) {
        const account = await accountIn(await send(batch));
        expect(account.received).toBe(batch.length);
        expect(account.stored + account.duplicate + account.superseded + account.quarantined + account.rejected).toBe(account.received);
        expect(account.errors).toHaveLength(account.quarantined + account.rejected);
      }
    },
  );
});

describe('keys that are words of the language', () => {
  test.each(['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'])('%s is an id, a chat, a person and a model like any other', async (word) => {
    const { post, get } = await served();
    const body = `{"events":[{"id":"${word}","type":"message.sent","at":"2026-11-22T09:30:00Z","person":{"id":"${word}"},"chat":"${word}","model":"${word}","${word}":{"polluted":true}}]}`;
    expect(await accountIn(await post(body))).toMatchObject({ received: 1, stored: 1, droppedFields: 1 });
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    const report = await get('/report.json?metrics=messages&from=2026-11-22&to=2026-11-22&by=model');
    expect(await report.json()).toMatchObject({ rows: [{ key: word, values: { messages: 1 } }] });
  });
});

describe('lines', () => {
  const lines = { 'content-type': 'application/x-ndjson' };

  test('one broken line is rejected with its place; blank lines are nothing', async () => {
    const { post } = await served();
    const account = await accountIn(await post(`${JSON.stringify(message())}\n\n  \r\n{"id": "half\n${JSON.stringify(message())}\r\n`, lines));
    expect(account).toMatchObject({ received: 3, stored: 2, rejected: 1, errors: [{ index: 1, id: null, code: 'bad-json' }] });
  });

  test('the error does not quote the line', async () => {
    const { post } = await served();
    expect(JSON.stringify(await accountIn(await post('my secret prompt', lines)))).not.toContain('secret');
  });

  test('compressed lines are read', async () => {
    const { post } = await served();
    const body = gzipSync([message(), message()].map((event) => JSON.stringify(event)).join('\n'));
    expect(await accountIn(await post(body, { ...lines, 'content-encoding': 'gzip' }))).toMatchObject({ received: 2, stored: 2 });
  });

  test('no line at all is an empty account', async () => {
    const { post } = await served();
    expect(await accountIn(await post('\n', lines))).toMatchObject({ received: 0, stored: 0, errors: [] });
  });
});

describe('limits', () => {
  test('10,000 events are taken, 10,001 are too many', async () => {
    const { send } = await served();
    const events = Array.from({ length: 10_000 }, () => message());
    expect(await accountIn(await send(events))).toMatchObject({ received: 10_000, stored: 10_000 });
    const response = await send([...events, message()]);
    expect(response.status).toBe(413);
    expect(await sentenceOf(response)).toMatchInlineSnapshot(`"A request may hold at most 10,000 events; this one holds 10,001. Send it in several parts."`);
  });

  test('17 MiB are too large, whether or not the headers say so', async () => {
    const { post } = await served();
    const body = `{"events":[],"padding":"${'x'.repeat(17 * 1024 * 1024)}"}`;
    const stream = new Blob([body]).stream();
    for (const response of [await post(body), await post(body, { 'content-length': String(body.length) }), await post(stream, { 'content-length': '20' })]) {
      expect(response.status).toBe(413);
      expect(await sentenceOf(response)).toBe('A request may hold at most 16 MiB after decompression; send it in several parts.');
    }
  });

  test('a gzip bomb is stopped at the limit', async () => {
    const { post } = await served();
    const bomb = gzipSync(Buffer.alloc(128 * 1024 * 1024));
    expect(bomb.length).toBeLessThan(150_000);
    const before = process.memoryUsage().rss;
    expect((await post(bomb, { 'content-encoding': 'gzip' })).status).toBe(413);
    expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1024 * 1024);
  });

  test('a stream of empty gzip members is stopped too', async () => {
    const { post } = await served();
    const empty = gzipSync('');
    const endless = Buffer.alloc(17 * 1024 * 1024 - ((17 * 1024 * 1024) % empty.length));
    for (let at = 0; at < endless.length; at += empty.length) empty.copy(endless, at);
    expect((await post(endless, { 'content-encoding': 'gzip' })).status).toBe(413);
  });
});

describe('what cannot be read as a whole', () => {
  test.each([
    ['not JSON', '{"events": [', {}],
    ['no list of events', '{"event": []}', {}],
    ['a bare list', '[]', {}],
    ['a bare null', 'null', {}],
    ['nothing', '', {}],
    ['invalid UTF-8', Buffer.from([0x7b, 0xff, 0x7d]), {}],
    ['no gzip', 'plain text', { 'content-encoding': 'gzip' }],
    ['gzip that ends early', gzipSync('{"events":[]}').subarray(0, 20), { 'content-encoding': 'gzip' }],
    ['brackets without end', `{"events":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, {}],
  ])('%s: 422', async (_, body, headers) => {
    const { post } = await served();
    const response = await post(body, headers);
    expect(response.status).toBe(422);
    expect(await sentenceOf(response)).toMatch(/\.$/);
  });

  test.each([
    ['text/plain', {}],
    ['application/x-www-form-urlencoded', {}],
    ['', {}],
    ['application/json; charset=iso-8859-1', {}],
    ['application/json', { 'content-encoding': 'br' }],
    ['application/json', { 'content-encoding': 'gzip, gzip' }],
  ])('the content type "%s" with %j: 415', async (type, headers) => {
    const { post } = await served();
    expect((await post('{"events":[]}', { 'content-type': type, ...headers })).status).toBe(415);
  });
});

describe('the source', () => {
  test('has the rules of its header', async () => {
    const { send } = await served();
    for (const source of ['Gateway', 'a b', 'a'.repeat(41), '../x']) expect((await send([], { 'pegel-source': source })).status).toBe(400);
    for (const run of ['a b', 'a'.repeat(65)]) expect((await send([], { 'pegel-run': run })).status).toBe(400);
    expect((await send([], { 'pegel-source': 'my-gateway', 'pegel-run': 'run-1' })).status).toBe(200);
  });

  test('ids are unique within it', async () => {
    const { send } = await served();
    const event = message();
    expect(await accountIn(await send([event], { 'pegel-source': 'one' }))).toMatchObject({ stored: 1 });
    expect(await accountIn(await send([event], { 'pegel-source': 'two' }))).toMatchObject({ stored: 1 });
  });

  test("of an importer's name is an import; any other delivers live", async () => {
    const { send, folder } = await served();
    await send([message()], { 'pegel-source': 'claude-code', 'pegel-run': 'run-1' });
    await send([message()], { 'pegel-source': 'gateway', 'pegel-run': 'run-1' });
    await send([message()]);
    const organisation = folder.accounts.organisation('nordwind-ag');
    const { sources } = await folder.store.state(organisation ?? expect.fail());
    expect(sources.map(({ name, kind, feeds }) => [name, kind, feeds === null])).toEqual([['claude-code', 'import', false], ['gateway', 'live', true], ['live', 'live', true]]);
  });
});

describe('the directory', () => {
  const snapshot = { takenAt: '2026-11-22T21:00:00Z', complete: true, people: [{ email: 'ada@nordwind.example', status: 'active', seat: 'standard' }] };

  test('is taken as a whole and counted by its people', async () => {
    const { put, get } = await withDirectory();
    expect(await accountIn(await put(snapshot))).toMatchObject({ received: 1, stored: 1 });
    expect(await accountIn(await put(snapshot))).toMatchObject({ received: 1, stored: 0, duplicate: 1 });
    const report = await get('/report.json?metrics=seats&from=2026-11-22&to=2026-11-23&grain=total');
    expect(await report.json()).toMatchObject({ rows: [{ values: { seats: 1 } }] });
  });

  test('one bad person refuses it, by name, and nothing is stored', async () => {
    const { put, get } = await withDirectory();
    const response = await put({ ...snapshot, people: [...snapshot.people, { email: 'bob@nordwind.example', status: 'asleep' }] });
    expect(response.status).toBe(422);
    expect(await sentenceOf(response)).toContain('bob@nordwind.example');
    const report = await get('/report.json?metrics=seats&from=2026-11-23&to=2026-11-23');
    expect(await report.json()).toMatchObject({ rows: [{ values: { seats: null }, reasons: { seats: 'no-data' } }] });
  });

  test('from the day after tomorrow is refused', async () => {
    const { put } = await withDirectory();
    expect((await put({ ...snapshot, takenAt: '2026-11-25T09:00:01Z' })).status).toBe(422);
    expect((await put({ ...snapshot, takenAt: '2026-11-25T09:00:00Z' })).status).toBe(200);
  });

  test('speaks of what it says it does: departments of one list leave the seats of another alone', async () => {
    const { put, get } = await withDirectory();
    await put(snapshot);
    const staff = { takenAt: '2026-11-22T22:00:00Z', complete: true, fields: ['department'], people: [{ id: 'e-1', email: 'ada@nordwind.example', department: 'Sales', seat: 'premium' }] };
    expect(await accountIn(await put(staff))).toMatchObject({ received: 1, stored: 1, droppedFields: 1 });
    const report = await get('/report.csv?metrics=seats&from=2026-11-23&to=2026-11-23&by=department');
    expect(await report.text()).toContain('Sales,Sales,true,1');
  });

  test.each([
    ['a word that is no field', { fields: ['department', 'phone'] }, 'fields.1 must be one of status, seat, invites, joinedAt, groups, department, costCentre; got "phone".'],
    ['what is no list', { fields: 'department' }, 'fields must be a list of what the snapshot speaks of: any of status, seat, invites, joinedAt, groups, department, costCentre; got "department".'],
    ['fields without people', { fields: [], people: undefined, seats: { assigned: 4 } }, 'fields is what a snapshot says of its people, and must be left out where it has none.'],
    ['no status where it speaks of it', { fields: ['status'], people: [{ email: 'ada@nordwind.example' }] }, 'people.0 (ada@nordwind.example): status must be one of active, invited, suspended, removed; got nothing.'],
    ['no status where it speaks of everything', { people: [{ email: 'ada@nordwind.example' }] }, 'people.0 (ada@nordwind.example): status must be one of active, invited, suspended, removed; got nothing.'],
    ['an invite where it speaks of none', { fields: ['status', 'seat'], people: [{ email: 'ada@nordwind.example', status: 'invited' }] }, 'people.0 (ada@nordwind.example): status must be one of active, suspended, removed where fields has no invites; got "invited".'],
    ['somebody who is nobody', { people: [{ status: 'active' }] }, 'people.0: must be an object with at least one of id and email; got an object.'],
    ['what is no person', { people: ['ada'] }, 'people.0: must be an object with at least one of id and email; got "ada".'],
    ['a group that is no list', { people: [{ email: 'ada@nordwind.example', status: 'active', groups: 'Sales' }] }, 'people.0 (ada@nordwind.example): groups must be a list of at most 1,000 group names; got "Sales".'],
    ['neither people nor totals', { people: undefined, seats: undefined }, 'A directory needs people, or totals in seats; it has neither.'],
    ['totals that are no object', { seats: 3 }, 'seats must be an object with any of purchased, assigned and pendingInvites; got the number 3.'],
    ['no instant', { takenAt: undefined }, 'takenAt must be a date and time with its offset, such as "2026-11-22T09:30:00Z"; got nothing.'],
  ])('%s is refused by name', async (_, change, sentence) => {
    const { put } = await withDirectory();
    const response = await put({ ...snapshot, ...change });
    const { error } = (await response.json()) as { readonly error: { readonly message: string; readonly refusal?: unknown } }; // What every refusal is.
    expect([response.status, error.message]).toEqual([422, sentence]);
    // With what whoever does not read English is told instead.
    const refusal = refusalFrom(error.refusal) ?? expect.fail('It has no name.');
    expect(refusalSentence(refusal)).toBe(sentence);
  });

  test.each([
    ['what is no JSON', '{"takenAt":', 'The body is not valid JSON: it ends too early or is not JSON.'],
    ['a list', '[]', 'The body must be a JSON object with takenAt, complete and people.'],
    ['what can be read in two ways', '{"complete":true,"complete":false}', 'The body cannot be relied on: complete is given twice.'],
    ['what is nested too deep', `{"people":${'['.repeat(70)}${']'.repeat(70)}}`, 'The body is not valid JSON: it is nested deeper than 64 levels.'],
  ])('%s in place of a directory is refused by name', async (_, body, sentence) => {
    const { app, ingestKey } = await withDirectory();
    const response = await app.request('/v1/directory', { method: 'PUT', headers: { authorization: `Bearer ${ingestKey}`, 'content-type': 'application/json' }, body });
    const { error } = (await response.json()) as { readonly error: { readonly message: string; readonly refusal?: unknown } }; // As above.
    expect([response.status, error.message]).toEqual([422, sentence]);
    expect(refusalSentence(refusalFrom(error.refusal) ?? expect.fail('It has no name.'))).toBe(sentence);
  });

  async function withDirectory() {
    const server = await served();
    const put = (body: unknown) =>
      server.app.request('/v1/directory', {
        method: 'PUT',
        headers: { authorization: `Bearer ${server.ingestKey}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    return { ...server, put };
  }
});

test('an unknown path under /v1 is a 404 in words, and a method that a path does not have is a 405 that names those it has', async () => {
  const { app } = await served();
  for (const [method, path] of [['POST', '/v1/event'], ['GET', '/v1'], ['POST', '/v2/events']] as const) {
    const response = await app.request(path, { method, headers: { accept: 'text/html' } });
    expect(response.status).toBe(404);
    expect(await sentenceOf(response)).toMatch(/^There is/);
  }
  for (const [method, path, allowed] of [['GET', '/v1/events', 'POST'], ['DELETE', '/v1/directory', 'PUT'], ['POST', '/report.json', 'GET']] as const) {
    const response = await app.request(path, { method });
    expect([response.status, response.headers.get('allow'), await sentenceOf(response)]).toEqual([405, allowed, `${path} takes ${allowed}, not ${method}.`]);
  }
});
