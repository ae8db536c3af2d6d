import { gunzipSync } from 'node:zlib';
import type { Report } from '@pegel/domain';
import { describe, expect, test } from 'vitest';
import { message, reportOf, sentenceOf, served, spend } from './testing/served.js';

const days = 'from=2026-11-21&to=2026-11-22';

describe('a report', () => {
  test('as JSON has its query, its contract and its rows', async () => {
    const { send, get } = await served();
    await send([message({ at: '2026-11-20T12:00:00Z' }), message({ at: '2026-11-22T12:00:00Z' }), message({ at: '2026-11-22T12:00:00Z' })]);
    const response = await get(`/report.json?metrics=messages&${days}`);
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(await response.json()).toMatchObject({
      query: { metrics: ['messages'], grain: 'day', from: '2026-11-21', to: '2026-11-22' },
      contract: { organisation: 'nordwind-ag', timeZone: 'Europe/Berlin' },
      rows: [{ bucket: '2026-11-21', values: { messages: 0 } }, { bucket: '2026-11-22', values: { messages: 2 } }],
    });
  });

  test('as JSON is sent smaller to whoever takes it so; files and streams are sent as they are', async () => {
    const { get } = await served();
    const asked = `metrics=messages,chats&from=2026-10-22&to=2026-11-22`;
    const call = `/trpc/report?input=${encodeURIComponent(JSON.stringify({ metrics: ['messages', 'chats'], from: '2026-10-22', to: '2026-11-22' }))}`;
    for (const path of [`/report.json?${asked}`, call]) {
      const whole = await (await get(path)).text();
      const response = await get(path, { 'accept-encoding': 'gzip, deflate, br' });
      expect([response.headers.get('content-encoding'), response.headers.get('vary')]).toEqual(['gzip', expect.stringMatching(/accept-encoding$/i)]);
      const body = Buffer.from(await response.arrayBuffer());
      expect([gunzipSync(body).toString(), body.length < whole.length / 3]).toEqual([whole, true]);
    }
    // A page asks for several at once. Once one has begun it is sent whole, in the same turn of the event loop: the next one may be long.
    for (const path of [`/report.json?${asked}`, call]) {
      const response = await get(path, { 'accept-encoding': 'gzip' });
      const order: string[] = [];
      const turn = new Promise<void>((resolve) => setImmediate(() => resolve(void order.push('next turn'))));
      await Promise.all([response.arrayBuffer().then(() => order.push('whole')), turn]);
      expect(order, path).toEqual(['whole', 'next turn']);
    }
    for (const path of [`/report.csv?${asked}`, `/export/report.json?${asked}`, '/trpc/changes?input={}']) {
      const response = await get(path, { 'accept-encoding': 'gzip' });
      expect([response.status, response.headers.get('content-encoding')], path).toEqual([200, null]);
      await response.body?.cancel();
    }
  });

  test('rests on what a vendor counted of days, and on numbers it reports, only where no event says more', async () => {
    const { send, get } = await served();
    const person = { email: 'ada@nordwind.example' };
    const sent = await send([
      { id: 'd-1', type: 'person-day', day: '2026-11-20', days: 'utc', person, messages: 12, chats: 3, prompt: 'dropped' },
      { id: 'd-2', type: 'person-day', day: '2026-11-21', days: 'utc', person, messages: 50 },
      { id: 'r-1', type: 'reported', person: null, metric: 'weeklyActiveUsers', value: 312, from: '2026-11-01', to: '2026-11-19', days: 'utc' },
      message({ at: '2026-11-21T12:00:00Z' }),
    ], { 'pegel-source': 'gateway' });
    expect(await sent.json()).toMatchObject({ received: 4, stored: 4, droppedFields: 1 });
    const ask = async (query: string) => (await (await get(`/report.json?${query}`)).json()) as Report;
    const { rows, contract } = await ask('metrics=messages,chats&from=2026-11-20&to=2026-11-21');
    expect(rows).toMatchObject([{ values: { messages: 12, chats: 3 }, authority: { messages: 'person-days', chats: 'person-days' } }, { values: { messages: 1, chats: 1 } }]);
    expect(rows[1]?.authority).toBeUndefined();
    expect(contract.sources).toMatchObject([{ name: 'gateway', hasUtcDays: true }]);
    const { rows: [window] } = await ask('metrics=weeklyActiveUsers&from=2026-11-01&to=2026-11-19&grain=total');
    expect(window).toMatchObject({ values: { weeklyActiveUsers: 312 }, authority: { weeklyActiveUsers: 'reported' }, complete: true });
  });

  test('counts what a clock ahead of ours delivers for tomorrow once tomorrow has come, in no day and in no longer period before', async () => {
    let now = Date.parse('2026-11-24T09:00:00Z');
    const { send, get } = await served({ ports: { now: () => now } });
    const tomorrow = '2026-11-24T23:30:00Z';
    await send([message({ at: '2026-11-24T08:00:00Z' }), message({ at: tomorrow }), spend({ at: '2026-11-24T08:00:00Z', amount: '1' }), spend({ at: tomorrow, amount: '2' })]);
    const numbers = async (query: string) => (await reportOf(await get(`/report.json?metrics=messages,spend&from=2026-11-24&${query}`))).rows.map(({ values }) => [values.messages, values.spend]);
    const exported = async () => (await (await get('/export/spend-by-user.csv?from=2026-11-24&to=2026-11-30')).text()).split('\r\n').slice(1, -1).map((line) => line.split(',')[7]);
    const asked = async () => [await numbers('to=2026-11-25'), await numbers('to=2026-11-25&grain=total'), await numbers('to=2026-11-30&grain=week'), await exported()];
    expect(await asked()).toEqual([[[1, '1'], [null, null]], [[1, '1']], [[1, '1'], [null, null]], ['1']]);
    now += 86_400_000;
    expect(await asked()).toEqual([[[1, '1'], [1, '2']], [[2, '3']], [[2, '3'], [null, null]], ['3']]);
  });

  test('as CSV is a file, and no text in it runs in a spreadsheet', async () => {
    const { send, get } = await served();
    const model = '=HYPERLINK("http://evil.example","x")';
    await send([message({ model }), message({ model: '+1' }), message({ model: '-5.20' }), message({ model: 'a,"b"\nc' })]);
    const response = await get(`/report.csv?metrics=messages&by=model&from=2026-11-22&to=2026-11-22`);
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="usage_messages-by-model_nordwind-ag_2026-11-22_2026-11-22.csv"');
    expect((await response.text()).split('\r\n')).toMatchInlineSnapshot(`
      [
        "bucket,key,label,complete,messages",
        "2026-11-22,'+1,'+1,true,1",
        "2026-11-22,'-5.20,'-5.20,true,1",
        "2026-11-22,"'=HYPERLINK(""http://evil.example"",""x"")","'=HYPERLINK(""http://evil.example"",""x"")",true,1",
        "2026-11-22,"a,""b""
      c","a,""b""
      c",true,1",
        "",
      ]
    `);
  });

  test('for Excel in German has the same numbers with semicolons and decimal commas, and a dialect that does not exist is refused', async () => {
    const { send, get } = await served();
    await send([spend({ model: '=1+1', amount: '1234.5678' }), spend({ model: 'a;=2', amount: '0.1' })]);
    const days = 'from=2026-11-22&to=2026-11-22';
    const bytes = new Uint8Array(await (await get(`/report.csv?metrics=spend&by=model&dialect=excel-de&${days}`)).arrayBuffer());
    expect(bytes.slice(0, 3)).toEqual(new Uint8Array([0xef, 0xbb, 0xbf]));
    expect(new TextDecoder().decode(bytes).split('\r\n')).toEqual([
      'Beginn;Schlüssel;Bezeichnung;Vollständig;Gesamtausgaben (USD)', "22.11.2026;'=1+1;'=1+1;WAHR;1234,5678", `22.11.2026;"a;'=2";"a;'=2";WAHR;0,1`, '',
    ]);
    const lines = async (path: string) => (await (await get(`/export/spend-by-user.csv?${days}${path}`)).text()).split('\r\n').map((line) => line.split(path === '' ? ',' : ';').length);
    expect([await lines(''), (await lines('&dialect=excel-de'))[0]]).toEqual([[16, 16, 16, 1], 16]);
    const refused = await get(`/report.csv?metrics=spend&dialect=excel&${days}`);
    expect([refused.status, await refused.json()]).toEqual([400, expect.objectContaining({ error: expect.objectContaining({ message: 'dialect must be one of standard, excel-de; got "excel".' }) })]);
    for (const path of ['/report.json?metrics=spend&', '/report.md?metrics=spend&', '/export/journal.ndjson?']) expect((await get(`${path}dialect=excel-de&${days}`)).status).toBe(400);
  });

  test('as Markdown is a table, in two languages', async () => {
    const { send, get } = await served();
    await send([message()]);
    const english = await (await get(`/report.md?metrics=messages&${days}`)).text();
    const german = await (await get(`/report.md?metrics=messages&${days}&lang=de`)).text();
    expect(english).toContain('| ');
    expect(german).not.toBe(english);
    expect((await get(`/report.md?metrics=messages&${days}&lang=fr`)).status).toBe(400);
  });

  test('says of every number that is not the whole one why, from when on it is known, and who feeds it', async () => {
    const { send, get } = await served();
    await send([message({ at: '2026-11-20T12:00:00Z' })]);
    const asked = async (query: string) => (await (await get(`/report.json?${query}`)).json()) as Report; // What the address promises.
    const report = await asked('metrics=messages,weeklyActiveUsers,spend,seats,messagesPerChat&from=2026-11-19&to=2026-11-20');
    expect(report.rows.map(({ incomplete }) => incomplete)).toEqual([undefined, { weeklyActiveUsers: 'before-data' }]);
    expect(report.contract.knownFrom).toEqual({ messages: '2026-11-20', weeklyActiveUsers: '2026-11-20', spend: '2026-11-20', messagesPerChat: '2026-11-20' });
    expect(report.contract.sources.map(({ metrics }) => metrics)).toEqual([['messages', 'weeklyActiveUsers', 'spend', 'messagesPerChat']]);
    const { today } = report.contract;
    const running = await asked(`metrics=messages,seats&from=${today}&to=${today}`);
    expect(running.rows[0]?.incomplete).toEqual({ messages: 'not-over' });
  });

  test('takes several conditions', async () => {
    const { send, get } = await served();
    await send([message({ model: 'opus:1' }), message({ model: 'haiku' }), message({ model: 'sonnet' })]);
    const response = await get('/report.json?metrics=messages&from=2026-11-22&to=2026-11-22&where=model:opus:1&where=model:haiku');
    expect(await response.json()).toMatchObject({ rows: [{ values: { messages: 2 } }] });
  });

  test('keeps every nano of money', async () => {
    const { send, get } = await served();
    await send([spend({ amount: '999999999.999999999' }), spend({ amount: '0.000000001' }), spend({ amount: '-0.1' })]);
    const response = await get('/report.json?metrics=spend&from=2026-11-22&to=2026-11-22');
    expect(await response.json()).toMatchObject({ rows: [{ values: { spend: '999999999.9' } }] });
  });

  test.each([
    ['metrics=utilisation&by=model', 'Utilisation cannot be split by model.'],
    ['metrics=utilisation&where=model:opus', 'Utilisation cannot be filtered by model.'],
    ['metrics=happiness', 'There is no metric "happiness".'],
    ['metrics=messages&by=mood', 'by must be one of'],
    ['metrics=messages&by=__proto__', 'by must be one of'],
    ['metrics=__proto__', 'There is no metric "__proto__".'],
    ['', 'A report needs at least one metric'],
    ['metrics=messages&top=3', 'top needs by'],
    ['metrics=messages&where=model', 'where must look like dimension:value'],
    ['metrics=messages&were=model:opus', 'There is no parameter "were".'],
    ['metrics=messages&metrics=chats', 'metrics is given more than once'],
  ])('that cannot be made is refused in a sentence: %s', async (query, sentence) => {
    const { get } = await served();
    for (const extension of ['json', 'csv', 'md']) {
      const response = await get(`/report.${extension}?${days}&${query}`);
      expect(response.status).toBe(400);
      expect(await sentenceOf(response)).toContain(sentence);
    }
  });

  test.each(['from=2026-11-22&to=2026-11-21', 'from=2026-02-30&to=2026-03-01', 'from=2026-11-22', 'range=29d', 'range=28d&from=2026-11-22&to=2026-11-22', 'from=2024-01-01&to=2026-01-01'])(
    'over days that make no sense is refused: %s',
    async (query) => {
      const { get } = await served();
      expect((await get(`/report.json?metrics=messages&${query}`)).status).toBe(400);
    },
  );

  test('is the same for every client', async () => {
    const { send, get } = await served();
    await send([message(), spend()]);
    const input = encodeURIComponent(JSON.stringify({ metrics: ['messages', 'spend'], from: '2026-11-21', to: '2026-11-22' }));
    const called = (await (await get(`/trpc/report?input=${input}`)).json()) as { result: { data: unknown } };
    expect(called.result.data).toEqual(await (await get(`/report.json?metrics=messages,spend&${days}`)).json());
  });

  test('by tRPC is refused with the same sentence', async () => {
    const { get } = await served();
    const input = encodeURIComponent(JSON.stringify({ metrics: ['utilisation'], from: '2026-11-21', to: '2026-11-22', by: 'model' }));
    const response = await get(`/trpc/report?input=${input}`);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { message: expect.stringContaining('Utilisation cannot be split by model.') } });
  });
});

describe('spend by user', () => {
  const path = '/export/spend-by-user.csv?from=2026-11-22&to=2026-11-22';
  const linesOf = async (response: Response) => (await response.text()).split('\r\n');

  test('names who spent what on which model; services and nobody included', async () => {
    const { send, get } = await served();
    await send([
      spend({ model: 'opus', person: { id: 'u-1', email: 'ada@nordwind.example', name: 'Ada' } }),
      spend({ model: 'opus', person: { email: 'ada@nordwind.example' }, amount: '0.5' }),
      spend({ person: { service: 'nightly' }, amount: '1' }),
      spend({ person: null, amount: '2' }),
    ]);
    const response = await get(path);
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="usage_spend-by-user_nordwind-ag_2026-11-22_2026-11-22.csv"');
    expect(await linesOf(response)).toMatchInlineSnapshot(`
      [
        "from,to,user_id,email,name,model,currency,spend,list_spend,credits,requests,input_tokens,output_tokens,cache_read_tokens,cache_write_tokens,basis",
        "2026-11-22,2026-11-22,@service,,,,USD,1,1,0,0,0,0,0,0,computed",
        "2026-11-22,2026-11-22,@unattributed,,,,USD,2,2,0,0,0,0,0,0,computed",
        "2026-11-22,2026-11-22,u-1,ada@nordwind.example,Ada,opus,USD,13,13,0,0,0,0,0,0,computed",
        "",
      ]
    `);
  });

  test('has what a vendor reported of exactly these days where no line tells of them, and the sum that the report says', async () => {
    const { send, get } = await served();
    const reported = (id: string, metric: string, value: unknown, more: Record<string, unknown> = {}) => ({ id, type: 'reported', metric, value, from: '2026-11-01', to: '2026-11-20', days: 'utc', person: null, ...more });
    const ada = { person: { id: 'u-1', email: 'ada@nordwind.example', name: 'Ada' } };
    await send([
      reported('t', 'spend', '30.5'), reported('p', 'spend', '20', ada), reported('pm', 'spend', '12.25', { ...ada, model: 'opus' }), reported('r', 'requests', 7, { ...ada, model: 'opus' }), reported('m', 'spend', '14', { model: 'opus' }), reported('s', 'spend', '30.5', { surface: 'chat' }),
    ], { 'pegel-source': 'vendor' });
    const days = 'from=2026-11-01&to=2026-11-20';
    expect((await linesOf(await get(`/export/spend-by-user.csv?${days}`))).slice(1)).toMatchInlineSnapshot(`
      [
        "2026-11-01,2026-11-20,@unattributed,,,,USD,10.5,,,,,,,,reported",
        "2026-11-01,2026-11-20,u-1,ada@nordwind.example,Ada,,USD,7.75,,,,,,,,reported",
        "2026-11-01,2026-11-20,u-1,ada@nordwind.example,Ada,opus,USD,12.25,,,7,,,,,reported",
        "",
      ]
    `);
    expect(await (await get(`/report.json?metrics=spend&grain=total&${days}`)).json()).toMatchObject({ rows: [{ values: { spend: '30.5' }, authority: { spend: 'reported' } }] });
    expect(await linesOf(await get('/export/spend-by-user.csv?from=2026-11-01&to=2026-11-19'))).toHaveLength(2);
  });

  test('no name in it runs in a spreadsheet', async () => {
    const { send, get } = await served();
    await send([spend({ person: { id: '=1+1', email: '+x@nordwind.example', name: '=cmd|calc' }, model: '@sum' }), spend({ person: { id: '-2', name: '\t=x' } })]);
    for (const line of (await linesOf(await get(path))).slice(1)) {
      for (const cell of line.split(',')) expect(cell).not.toMatch(/^"?[=+@\t]|^"?-[^0-9]/);
    }
  });

  test('goes on beyond one piece, and its sum is the report', async () => {
    const { send, get } = await served();
    await send(Array.from({ length: 1_201 }, (_, index) => spend({ person: { id: `u-${index}` }, amount: '0.01' })));
    const rows = (await linesOf(await get(path))).slice(1, -1);
    expect(rows).toHaveLength(1_201);
    expect(rows.reduce((sum, row) => sum + Math.round(Number(row.split(',')[7]) * 100), 0)).toBe(1_201);
    expect(await (await get('/report.json?metrics=spend&from=2026-11-22&to=2026-11-22')).json()).toMatchObject({ rows: [{ values: { spend: '12.01' } }] });
  });

  test.each(['', 'from=2026-11-22', 'from=2026-11-22&to=2026-11-21', 'from=2026-11-22&to=tomorrow', 'from=2026-11-22&to=2026-11-22&by=model'])('needs its days: %s', async (query) => {
    const { get } = await served();
    const response = await get(`/export/spend-by-user.csv?${query}`);
    expect(response.status).toBe(400);
    expect(await sentenceOf(response)).toMatch(/\.$/);
  });

  test.each([
    [{ names: 'off' } as const, 'Spend by user is not exported: numbers by person are switched off for this organisation.'],
    [{ extraUsage: false }, 'Spend is not reported: extra usage is off for this organisation.'],
  ])('is refused where %j', async (organisation, sentence) => {
    const { get } = await served({ organisation });
    const response = await get(path);
    expect([response.status, await sentenceOf(response)]).toEqual([403, sentence]);
  });

  test.each([['initials', /^[A-Z]\.( [A-Z]\.)?$/], ['pseudonyms', /^Person [0-9A-F]{6}$/]] as const)('has, where names are %s, what stands for people in place of who they are', async (names, label) => {
    const { send, get } = await served({ organisation: { names } });
    await send([spend({ person: { id: 'u-1', email: 'ada@nordwind.example', name: 'Ada Sommer' } }), spend({ person: { id: 'u-2', email: 'ben.winter@nordwind.example' } })]);
    const [header = '', ...lines] = (await (await get(path)).text()).trim().split('\r\n');
    const rows = lines.map((line) => line.split(',')).filter(([, , id]) => id?.startsWith('p_'));
    expect(header.split(',').slice(2, 5)).toEqual(['user_id', 'email', 'name']);
    expect(rows.length).toBeGreaterThan(0);
    for (const [, , , email, name] of rows) expect([email, name]).toEqual(['', expect.stringMatching(label)]);
    expect(lines.join()).not.toContain('@nordwind');
  });

  test('stands in the journal before its first byte, and its reader in no log', async () => {
    const { get, logged, folder } = await served();
    const { body } = await get(path);
    expect(folder.accounts.journalEntries('nordwind-ag', { limit: 1 })).toMatchObject([{ happening: 'exported', about: { what: 'spend-by-user', format: 'csv', from: '2026-11-22', to: '2026-11-22' } }]);
    await body?.cancel();
    expect(logged()).not.toContain('h@nordwind.example');
  });
});
