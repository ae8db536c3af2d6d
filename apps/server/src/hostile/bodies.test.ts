import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { limits } from '../limits.js';
import { accountOf, message, reportOf, sentenceOf, served, spend } from '../testing/served.js';

afterEach(() => {
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});

const text = (fields: string, type = 'message.sent') =>
  `{"id":"e-1","type":"${type}","at":"2026-11-22T09:30:00Z","person":{"email":"ada@nordwind.example"},${type === 'spend' ? '"currency":"USD","basis":"billed"' : '"chat":"c-1"'},${fields}}`;
const body = (...events: readonly string[]) => many(events);
const many = (events: readonly string[]) => `{"events":[${events.join()}]}`;
const total = 'from=2026-11-22&to=2026-11-22&grain=total';

/** What became of one event, with the sentence where it was refused. */
async function fateOf(event: string) {
  const { post, get } = await served();
  const response = await post(body(event));
  if (response.status !== 200) return { status: response.status, sentence: await sentenceOf(response) };
  const account = await accountOf(response);
  expect(account.received).toBe(account.stored + account.duplicate + account.superseded + account.quarantined + account.rejected);
  const report = await reportOf(await get(`/report.json?metrics=messages,spend&${total}`));
  return { ...account, code: account.errors[0]?.code, sentence: account.errors[0]?.message, values: report.rows[0]?.values };
}

describe('numbers', () => {
  test.each([
    ['0', 0], ['-0', 0], ['1e3', 1_000], ['1.0', 1], ['1000000000000', 1_000_000_000_000],
  ])('a count of %s is %d', async (digits, messages) => {
    expect(await fateOf(text(`"count":${digits}`))).toMatchObject({ stored: 1, values: { messages } });
  });

  test.each(['-1', '1000000000001', '9007199254740993', '1e400', '9'.repeat(400), '1.5', '"1"', '"1,234.5"', '"１２"', '"0x10"', '""', 'null', '[1]', '{}', 'true'])('a count of %s is refused', async (digits) => {
    expect(await fateOf(text(`"count":${digits}`))).toMatchObject({ stored: 0, rejected: 1, code: 'bad-count', sentence: expect.stringContaining('count must be a whole number from 0 to 1,000,000,000,000; got') });
  });

  test.each(['0.99999999999999999999', '999999999999.99999', '1e-400'])('%s, which would be read as another number, is stored as none', async (digits) => {
    expect(await fateOf(text(`"count":${digits}`))).toMatchObject({ stored: 0, rejected: 1, code: 'bad-json', sentence: expect.stringContaining(`count is ${digits}, which would be read as`) });
  });

  test.each(['NaN', 'Infinity', '0x10', '01', '1.', '.5', '+1', '1_000', '１２'])('%s is no JSON', async (digits) => {
    expect(await fateOf(text(`"count":${digits}`))).toMatchObject({ status: 422 });
  });

  test.each([['"0"', '0'], ['"-0"', '0'], ['"-0.000000000"', '0'], ['"007"', '7'], ['"999999999.999999999"', '999999999.999999999'], ['"-999999999.999999999"', '-999999999.999999999']])('an amount of %s is %s', async (amount, value) => {
    expect(await fateOf(text(`"amount":${amount}`, 'spend'))).toMatchObject({ stored: 1, values: { spend: value } });
  });

  test.each([
    '"1000000000"', '"0.0000000001"', '"1,234.5"', '"1.234,5"', '"１２"', '"0x10"', '"1e3"', '""', '" 1"', '"1\\n"', '"+1"', '"NaN"', '"Infinity"', '"--1"', '"1."', '".5"', '"٣"', `"${'9'.repeat(400)}"`,
    '1', '1.5', '1e400', '-0', 'null', '["1"]', '{"valueOf":"1"}',
  ])('an amount of %s is refused', async (amount) => {
    expect(await fateOf(text(`"amount":${amount}`, 'spend'))).toMatchObject({ stored: 0, rejected: 1, code: 'bad-amount', sentence: expect.stringContaining('amount must be a decimal string such as "12.50"') });
  });

  test('ten thousand of the largest lines and counts add up exactly', async () => {
    const { send, get } = await served();
    const large = { input: 1e12, output: 1e12, cacheRead: 1e12, cacheWrite: 1e12 };
    const lines = Array.from({ length: 5_000 }, () => spend({ amount: '999999999.999999999', requests: 1e12, tokens: large }));
    const messages = Array.from({ length: 5_000 }, () => message({ count: 1e12 }));
    expect(await (await send([...lines, ...messages])).json()).toMatchObject({ stored: 10_000 });
    expect(await (await get(`/report.json?metrics=spend,messages,requests,inputTokens&${total}`)).json()).toMatchObject({
      rows: [{ values: { spend: '4999999999999.999995', messages: 5e15, requests: 5e15, inputTokens: 5e15 } }],
    });
    expect(await (await get('/export/spend-by-user.csv?from=2026-11-22&to=2026-11-22')).text()).toContain('4999999999999.999995,4999999999999.999995,0,5000000000000000,');
  });

  test('another currency than the organisation’s is set aside, and is in no sum', async () => {
    const { send, get } = await served();
    const account = await accountOf(await send([spend({ amount: '1' }), spend({ amount: '1', currency: 'EUR' }), spend({ amount: '1', currency: 'usd' }), spend({ amount: '1', currency: 'ＵＳＤ' })]));
    expect(account).toMatchObject({ stored: 1, quarantined: 1, rejected: 2 });
    expect(account.errors.map(({ code }) => code)).toEqual(['foreign-currency', 'bad-currency', 'bad-currency']);
    expect(await (await get(`/report.json?metrics=spend&${total}`)).json()).toMatchObject({ rows: [{ values: { spend: '1' } }] });
  });
});

describe('texts', () => {
  const pairs: readonly (readonly [string, string])[] = [
    ['e\u0301', '\u00e9'], ['a\u0000b', 'a\u0000c'], ['a\u0000', 'a'], ['ab', 'a\u200bb'], ['ab', 'a\u202eb'], ['a', 'a '], ['a', 'A'], ['\ufffd', '\ufffd\ufffd'], ['👩‍👩‍👧', '👩👩👧'], ['a\u2028b', 'a\nb'], ['%', '_'], ["'", "''"],
  ];
  test.each(pairs)('ids, chats and models that differ by as little as %j and %j are two', async (a, b) => {
    const { send, get } = await served();
    const account = await accountOf(await send([message({ id: a, chat: a, model: a }), message({ id: b, chat: b, model: b }), message({ id: a, chat: a, model: a })]));
    expect(account).toMatchObject({ stored: 2, duplicate: 1 });
    const report = await reportOf(await get(`/report.json?metrics=messages&by=model&${total}`));
    expect(report.rows.map(({ key }) => key).sort()).toEqual([a, b].sort());
    for (const model of [a, b]) {
      const one = await reportOf(await get(`/report.json?metrics=messages&where=model:${encodeURIComponent(model)}&${total}`));
      expect(one.rows[0]?.values).toEqual({ messages: 1 });
    }
  });

  test('an address is one person however it is composed, and another with a character that cannot be seen', async () => {
    const { send, get } = await served();
    await send(['é@nordwind.example', 'e\u0301@nordwind.example', ' É@NORDWIND.example ', 'é\u200b@nordwind.example'].map((email) => message({ person: { email } })));
    expect(await (await get(`/report.json?metrics=activeUsers&${total}`)).json()).toMatchObject({ rows: [{ values: { activeUsers: 2 } }] });
  });

  test.each(['\\ud800', '\\udc00x', 'x\\ud83d', '', ' ', '\\ufeff', '\\u00a0\\u2003', 'x'.repeat(201), '😀'.repeat(201), 'x'.repeat(1_000_000)])('%s is no id, no chat and no name', async (written) => {
    for (const [field, code] of [['id', 'bad-id'], ['chat', 'bad-name']] as const) {
      const { post } = await served();
      const event = JSON.parse(text('"x":1')) as Record<string, unknown>;
      const account = await accountOf(await post(body(JSON.stringify({ ...event, [field]: 'HERE' }).replace('HERE', written))));
      expect(account).toMatchObject({ stored: 0, rejected: 1, errors: [{ code }] });
      expect(account.errors[0]?.message.length).toBeLessThan(400);
    }
  });

  test('200 characters are 200, also beyond the first 65,536', async () => {
    const { send } = await served();
    expect(await (await send([message({ id: '😀'.repeat(200), chat: 'e\u0301'.repeat(100) })])).json()).toMatchObject({ stored: 1 });
  });

  test.each([
    ['UTF-16', Buffer.from(body(text('"x":1')), 'utf16le')],
    ['UTF-16 with its mark', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(body(text('"x":1')), 'utf16le')])],
    ['CP1252', Buffer.from(body(text('"project":"Süd"')), 'latin1')],
    ['a surrogate in UTF-8', Buffer.concat([Buffer.from('{"events":["'), Buffer.from([0xed, 0xa0, 0x80]), Buffer.from('"]}')])],
    ['an overlong slash', Buffer.concat([Buffer.from('{"events":["'), Buffer.from([0xc0, 0xaf]), Buffer.from('"]}')])],
    ['half a character at the end', Buffer.concat([Buffer.from('{"events":[]}'), Buffer.from([0xc3])])],
  ])('%s is refused as a whole', async (_, bytes) => {
    const { post } = await served();
    expect((await post(new Uint8Array(bytes))).status).toBe(422);
  });

  test('UTF-8 with a mark at its beginning is what it is without', async () => {
    const { post } = await served();
    expect(await (await post(`\ufeff${body(text('"x":1'))}`)).json()).toMatchObject({ stored: 1 });
  });
});

describe('names that mean something to the language', () => {
  const names = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf', '__defineGetter__'];

  test.each(names)('%s is an ordinary id, model, project, connector, group and person', async (name) => {
    const { app, send, get, ingestKey } = await served();
    const person = { id: name, email: `${name}@nordwind.example`, name };
    const events = [
      message({ id: name, person, chat: name, project: name, model: name }),
      message({ id: `${name}-2`, type: 'connector.used', person, connector: name }),
      message({ id: `${name}-3`, person: { service: name } }),
      spend({ id: `${name}-4`, person, model: name, amount: '1', priceTable: name }),
    ];
    expect(await (await send(events, { 'pegel-source': 'source' })).json()).toMatchObject({ stored: 4 });
    const put = await app.request('/v1/directory', {
      method: 'PUT',
      headers: { authorization: `Bearer ${ingestKey}`, 'content-type': 'application/json', 'pegel-source': 'source' },
      body: JSON.stringify({ takenAt: '2026-11-01T00:00:00Z', complete: true, people: [{ ...person, status: 'active', seat: name, groups: [name], department: name, costCentre: name }] }),
    });
    expect(await put.json()).toMatchObject({ stored: 1 });
    for (const [metric, by, value] of [['messages', 'model', 1], ['messages', 'project', 1], ['connectorCalls', 'connector', 1], ['messages', 'group', 1], ['messages', 'department', 1], ['messages', 'costCentre', 1], ['spend', 'model', '1']] as const) {
      const report = await reportOf(await get(`/report.json?metrics=${metric}&by=${by}&${total}`));
      expect(report.rows).toContainEqual(expect.objectContaining({ key: by === 'connector' ? name.toLowerCase() : name, values: { [metric]: value } }));
      const filtered = await reportOf(await get(`/report.json?metrics=${metric}&where=${by}:${by === 'connector' ? name.toLowerCase() : name}&${total}`));
      expect(filtered.rows[0]?.values).toEqual({ [metric]: value });
    }
    expect(await (await get('/export/spend-by-user.csv?from=2026-11-22&to=2026-11-22')).text()).toContain(`,${name},${name.toLowerCase()}@nordwind.example,${name},${name},USD,1,`);
  });

  test.each(names)('%s as a field is dropped and counted like any other', async (name) => {
    expect(await fateOf(text(`"${name}":{"polluted":1,"prototype":{"polluted":1}},"x":{"__proto__":{"polluted":1}}`))).toMatchObject({ stored: 1, droppedFields: 2 });
    expect(await fateOf(`{"${name}":${text('"x":1')}}`)).toMatchObject({ rejected: 1, code: 'missing-field' });
    expect(await fateOf(text(`"amount":"1","tokens":{"${name}":{"polluted":1}}`, 'spend'))).toMatchObject({ stored: 1, droppedFields: 1 });
  });

  test.each(names)('%s is no parameter, metric, split, range, organisation and source', async (name) => {
    const { get, send } = await served();
    for (const query of [`${name}=1`, `metrics=${name}&range=7d`, `metrics=chats&range=${name}`, `metrics=chats&range=7d&by=${name}`, `metrics=chats&range=7d&grain=${name}`, `metrics=chats&range=7d&compare=${name}`, `metrics=chats&range=7d&where=${name}:x`]) {
      expect((await get(`/report.json?${query}`)).status).toBe(400);
    }
    expect((await get(`/report.json?metrics=chats&range=7d&organisation=${name}`)).status).toBe(403);
    expect((await get(`/trpc/${name}`)).status).toBe(404);
    expect((await get(`/trpc/report?input=${encodeURIComponent(`{"metrics":["${name}"],"range":"7d"}`)}`)).status).toBe(400);
    expect((await get(`/trpc/report?input=${encodeURIComponent(`{"metrics":["chats"],"range":"7d","${name}":{"polluted":1}}`)}`)).status).toBe(200);
    const sent = await send([message()], { 'pegel-source': name });
    expect(sent.status).toBe(/^[a-z]+$/.test(name) ? 200 : 400);
  });
});

describe('a field that is given twice', () => {
  test('sinks its own event alone, with a sentence', async () => {
    const { post, get } = await served();
    const account = await accountOf(await post(body(text('"amount":"1"', 'spend'), text('"amount":"1","amount":"100"', 'spend').replace('e-1', 'e-2'), text('"person":{"id":"x"}', 'spend'))));
    expect(account).toMatchObject({ received: 3, stored: 1, rejected: 2 });
    expect(account.errors).toEqual([
      { index: 1, id: null, code: 'bad-json', message: 'amount is given twice; write it so that it can be read in one way only.', refusal: { name: 'item-twice', about: { field: 'amount' } } },
      { index: 2, id: null, code: 'bad-json', message: 'person is given twice; write it so that it can be read in one way only.', refusal: { name: 'item-twice', about: { field: 'person' } } },
    ]);
    expect(await (await get(`/report.json?metrics=spend&${total}`)).json()).toMatchObject({ rows: [{ values: { spend: '1' } }] });
  });

  test('sinks its line of newline-delimited JSON, however it is spelt', async () => {
    const { post } = await served();
    const lines = [text('"count":1'), text('"count":1,"\\u0063ount":2'), text('"tokens":{"input":1,"input":2}')];
    expect(await (await post(lines.join('\n'), { 'content-type': 'application/x-ndjson' })).json()).toMatchObject({ received: 3, stored: 1, rejected: 2, errors: [{ index: 1, code: 'bad-json', message: expect.stringContaining('count is given twice') }, { index: 2 }] });
  });

  test('outside of the events, and in a directory, sinks the whole', async () => {
    const { app, post, ingestKey } = await served();
    expect(await sentenceOf(await post(`{"events":[${text('"x":1')}],"events":[]}`))).toBe('The body cannot be relied on: events is given twice.');
    const response = await app.request('/v1/directory', {
      method: 'PUT',
      headers: { authorization: `Bearer ${ingestKey}`, 'content-type': 'application/json' },
      body: '{"takenAt":"2026-11-01T00:00:00Z","complete":true,"people":[{"email":"a@b","status":"active"},{"email":"c@d","email":"e@f","status":"active"}]}',
    });
    expect([response.status, await sentenceOf(response)]).toEqual([422, 'The body cannot be relied on: people.1.email is given twice.']);
  });
});

describe('how much a body may hold', () => {
  const ndjson = { 'content-type': 'application/x-ndjson' };
  const mib16 = 16 * 1024 * 1024;
  const empty = '{"events":[]}';

  test.each<[string, string, Record<string, string>, number]>([
    ['16 MiB', empty.padEnd(mib16), {}, 200],
    ['a byte more', empty.padEnd(mib16 + 1), {}, 413],
    ['10,000 items', many(Array(10_000).fill('0')), {}, 200],
    ['10,001 items', many(Array(10_001).fill('0')), {}, 413],
    ['10,001 lines', '0\n'.repeat(10_001), ndjson, 413],
    ['16 MiB of empty lines', '\n'.repeat(mib16), ndjson, 200],
    ['8 million lines', '0\n'.repeat(8_000_000), ndjson, 413],
    ['5 million objects', many(Array(5_000_000).fill('{}')), {}, 413],
    ['8 million numbers in one event', `{"events":[[${Array(8_000_000).fill('0').join()}]]}`, {}, 413],
    ['8 million numbers in some lines', `[${Array(400_000).fill('0').join()}]\n`.repeat(20), ndjson, 413],
    ['a million fields', body(`{${Array.from({ length: 1_000_000 }, (_, index) => `"k${index}":0`).join()}}`), {}, 422],
    ['65 levels', `{"events":${'['.repeat(64)}${']'.repeat(64)}}`, {}, 422],
    ['a hundred thousand levels', `{"events":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, {}, 422],
    ['a hundred thousand levels that nobody closes', `{"events":${'[{"a":'.repeat(100_000)}`, {}, 422],
    ['an id of 16 MiB', body(`{"id":"${'x'.repeat(mib16 - 100)}"}`), {}, 200],
    ['JSON and something after it', `${empty} x`, {}, 422],
    ['JSON and a NUL after it', `${empty}\u0000`, {}, 422],
    ['nothing', '', {}, 422],
  ])('%s', async (_, sent, headers, status) => {
    const { post, send } = await served();
    const response = await post(sent, headers);
    expect(response.status).toBe(status);
    if (status === 200) expect(await response.json()).toMatchObject({ stored: 0 });
    else expect(await sentenceOf(response)).toMatch(/\.$/);
    expect(await (await send([message()])).json()).toMatchObject({ stored: 1 });
  });

  test.each<[string, string]>([
    ['more people', Array(limits.people + 1).fill('{}').join()],
    ['more memberships', Array(501).fill(`{"groups":[${Array(1_000).fill('"g"').join()}]}`).join()],
  ])('%s than a directory may hold', async (_, people) => {
    const { app, ingestKey, get } = await served();
    const response = await app.request('/v1/directory', { method: 'PUT', headers: { authorization: `Bearer ${ingestKey}`, 'content-type': 'application/json' }, body: `{"takenAt":"2026-11-01T00:00:00Z","complete":true,"people":[${people}]}` });
    expect([response.status, await sentenceOf(response)]).toEqual([413, expect.stringMatching(/^A directory may hold at most [25]00,000 (people|memberships in groups); this one holds [25]0[01],00[01]\./)]);
    expect(await (await get('/report.json?metrics=seats&range=7d&grain=total')).json()).toMatchObject({ rows: [{ values: { seats: null } }] });
  });

  test('lines may end as they do on other systems, and a carriage return alone ends none', async () => {
    const { post } = await served();
    const [a, b] = [JSON.stringify(message()), JSON.stringify(message())];
    expect(await (await post(`\r\n${a}\r\n\n \t\r\n${b}`, ndjson)).json()).toMatchObject({ received: 2, stored: 2 });
    expect(await (await post(`${a}\r${b}\n\u0000\n"\u0000"\n[${a}]`, ndjson)).json()).toMatchObject({ received: 4, stored: 0, rejected: 4 });
  });

  test('bodies that arrive at the same time share a room, and a refused one leaves it', async () => {
    const { post, send } = await served();
    const large = 16 * 1024 * 1024 - 1;
    const streams = Array.from({ length: limits.bodyBytesAtOnce / limits.bodyBytes + 1 }, () => {
      let end = (): void => undefined;
      const stream = new ReadableStream<Uint8Array<ArrayBuffer>>({
        start(controller) {
          controller.enqueue(new TextEncoder().encode(empty.padEnd(large)));
          end = () => controller.close();
        },
      });
      return { answer: post(stream), end: () => end() };
    });
    const refused = await Promise.race(streams.map(({ answer }) => answer));
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '2']);
    for (const { end } of streams) end();
    expect((await Promise.all(streams.map(({ answer }) => answer))).map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 429]);
    expect(await (await send([message()])).json()).toMatchObject({ stored: 1 });
  });
});

describe('gzip', () => {
  const one = gzipSync(body(text('"x":1')));
  const corrupt = (at: number) => {
    const bytes = Buffer.from(one);
    bytes[at < 0 ? bytes.length + at : at] = (bytes[at < 0 ? bytes.length + at : at] ?? 0) ^ 1;
    return bytes;
  };
  const none = gzipSync('');

  test.each<[string, Buffer, number]>([
    ['a thousandfold bomb', gzipSync(Buffer.alloc(256 * 1024 * 1024)), 413],
    ['a bomb behind a body', Buffer.concat([one, gzipSync(Buffer.alloc(64 * 1024 * 1024))]), 413],
    ['gzip in gzip', gzipSync(one), 422],
    ['a wrong check sum', corrupt(-6), 422],
    ['a wrong length', corrupt(-1), 422],
    ['another method', corrupt(2), 422],
    ['data after its end', Buffer.concat([one, Buffer.from('garbage')]), 422],
    ['eight hundred thousand empty members', Buffer.concat(Array<Buffer>(800_000).fill(none)), 422],
    ['more empty members than may be sent', Buffer.concat(Array<Buffer>(900_000).fill(none)), 413],
    ['no gzip', Buffer.from('{"events":[]}'), 422],
    ['two members', Buffer.concat([gzipSync('{"events":'), gzipSync('[]}')]), 200],
    ['zeros after its end, as tapes leave them', Buffer.concat([one, Buffer.alloc(512)]), 200],
  ])('%s', async (_, bytes, status) => {
    const { post, get } = await served();
    const response = await post(new Uint8Array(bytes), { 'content-encoding': 'gzip' });
    expect(response.status).toBe(status);
    if (status !== 200) expect(await (await get(`/report.json?metrics=messages&${total}`)).json()).toMatchObject({ rows: [{ values: { messages: null } }] });
  });

  test('cut off anywhere is refused, and nothing of it is stored', async () => {
    const { post, get } = await served();
    for (let length = 1; length < one.length; length++) expect((await post(new Uint8Array(one.subarray(0, length)), { 'content-encoding': 'gzip' })).status).toBe(422);
    expect(await (await get(`/report.json?metrics=messages&${total}`)).json()).toMatchObject({ rows: [{ values: { messages: null } }] });
  });

  test.each(['gzip, gzip', 'br', 'deflate', 'gzip;q=1', '__proto__'])('an encoding of %s is refused', async (encoding) => {
    const { post } = await served();
    expect((await post(new Uint8Array(one), { 'content-encoding': encoding })).status).toBe(415);
  });
});
