import { disclosureFrom, type JournalParticulars } from '@pegel/domain';
import { describe, expect, test } from 'vitest';
import { message, reportOf, sentenceOf, served, spend } from './testing/served.js';

type Server = Awaited<ReturnType<typeof served>>;

const days = 'from=2026-11-22&to=2026-11-22';
const byPerson = `metrics=messages&${days}&by=person`;
const purposes = ['Cost allocation', 'Security, "urgent" – für Müller'] as const;
const [usual, other] = purposes;
const given = (purpose: string) => `purpose=${encodeURIComponent(purpose)}`;
const trpc = (input: object) => `/trpc/report?input=${encodeURIComponent(JSON.stringify({ metrics: ['messages'], from: '2026-11-22', to: '2026-11-22', ...input }))}`;

/** An organisation that keeps a list, with somebody in it who did something. */
async function withList(): Promise<Server> {
  const server = await served({ ports: { now: () => Date.parse('2026-11-24T09:00:00Z') } });
  server.change(`UPDATE organisations SET purposes = '${JSON.stringify(purposes)}'`);
  await server.send([message({ person: { email: 'ada@nordwind.example' } }), spend({ person: { email: 'ada@nordwind.example' } })]);
  return server;
}

const told = ({ folder }: Server): JournalParticulars[] =>
  folder.accounts.journalEntries('nordwind-ag', { limit: 100 }).filter(({ happening }) => happening === 'people-viewed' || happening === 'exported').map(({ happening, about }) => ({ happening, ...about })).toReversed();

describe('where an organisation keeps a list of purposes, numbers by person', () => {
  const doors: readonly (readonly [door: string, path: string])[] = [
    ['as JSON', `/report.json?${byPerson}`], ['as CSV', `/report.csv?${byPerson}`], ['as Markdown', `/report.md?${byPerson}`], ['of one person', `/report.json?metrics=messages&${days}&where=person:x`],
    ['of spend', `/export/spend-by-user.csv?${days}`], ['to clients', trpc({ by: 'person' })], ['of one person to clients', trpc({ where: [{ dimension: 'person', key: 'x' }] })],
  ];

  test.each(doors)('%s are given to nobody who does not say what for, in a sentence that names the list', async (_, path) => {
    const server = await withList();
    const response = await server.get(path);
    expect(response.status).toBe(400);
    const list = String.raw`"Cost allocation", "Security, \"urgent\" – für Müller"`;
    expect(await refusalIn(response)).toBe(`Numbers by person are looked at for a purpose: purpose must be one of ${list}.`);
    const wrong = path.startsWith('/trpc') ? trpc({ by: 'person', purpose: 'cost allocation' }) : `${path}&${given('cost allocation')}`;
    expect(await refusalIn(await server.get(wrong))).toBe(`purpose must be one of ${list}; got "cost allocation".`);
    expect(told(server)).toEqual([]);
  });

  test('are given to whoever says what for, and the journal knows who looked and why; another purpose is another look', async () => {
    const server = await withList();
    for (const purpose of [usual, usual, other, usual]) {
      expect((await server.get(`/report.json?${byPerson}&${given(purpose)}`)).status).toBe(200);
      expect((await server.get(trpc({ by: 'person', purpose }))).status).toBe(200);
    }
    expect((await server.get(`/report.csv?${byPerson}&${given(other)}`)).status).toBe(200);
    expect((await server.get(`/export/spend-by-user.csv?${days}&${given(usual)}`)).status).toBe(200);
    expect(told(server)).toMatchObject([
      { happening: 'people-viewed', by: 'person', purpose: usual },
      { happening: 'people-viewed', by: 'person', purpose: other },
      { happening: 'exported', what: 'report', format: 'csv', purpose: other },
      { happening: 'exported', what: 'spend-by-user', purpose: usual },
    ]);
  });

  test('are still refused to whoever may see nobody’s, who is not asked what for', async () => {
    const server = await withList();
    server.change("UPDATE memberships SET role = 'admin', grants = '[\"view:usage\",\"view:spend\",\"export:usage\"]'");
    for (const path of [`/report.json?${byPerson}`, `/report.csv?${byPerson}&${given(usual)}`, `/export/spend-by-user.csv?${days}`]) expect([path, (await server.get(path)).status]).toEqual([path, 403]);
  });

  test('need it once an owner has put it on the list, and not any more once it is off', async () => {
    const server = await served();
    await server.send([message()]);
    const change = (to: readonly string[]) =>
      server.app.request('/trpc/changeSettings', { method: 'POST', headers: { authorization: `Bearer ${server.ownerToken}`, 'content-type': 'application/json' }, body: JSON.stringify({ purposes: to, reason: 'Agreed.' }) });
    expect((await server.get(`/report.json?${byPerson}`)).status).toBe(200);
    expect((await change([usual])).status).toBe(200);
    expect((await server.get(`/report.json?${byPerson}`)).status).toBe(400);
    expect((await server.get(`/report.json?${byPerson}&${given(usual)}`)).status).toBe(200);
    expect((await change([])).status).toBe(200);
    expect((await server.get(`/report.json?${byPerson}`)).status).toBe(200);
  });

  test('and no other numbers need one; what is given all the same is still one of the list', async () => {
    const server = await withList();
    for (const path of [`/report.json?metrics=messages&${days}`, `/report.csv?metrics=messages&${days}&by=model`, trpc({}), trpc({ by: 'model', purpose: usual })]) expect([path, (await server.get(path)).status]).toEqual([path, 200]);
    expect((await server.get(`/report.json?metrics=messages&${days}&purpose=fun`)).status).toBe(400);
    expect(told(server).some((about) => 'purpose' in about)).toBe(false);
  });
});

test('without a list everything is answered without a purpose, and one that is given is refused as unknown', async () => {
  const server = await served();
  await server.send([message(), spend()]);
  for (const path of [`/report.json?${byPerson}`, `/report.csv?${byPerson}`, `/report.md?${byPerson}`, `/export/spend-by-user.csv?${days}`, trpc({ by: 'person' })]) {
    expect([path, (await server.get(path)).status]).toEqual([path, 200]);
    const refused = await server.get(path.startsWith('/trpc') ? trpc({ by: 'person', purpose: 'x' }) : `${path}&purpose=x`);
    expect([refused.status, await refusalIn(refused)]).toEqual([400, 'This organisation keeps no list of purposes, so leave purpose out; got "x".']);
  }
  expect(told(server).some((about) => 'purpose' in about)).toBe(false);
});

describe('what is taken along of people says who has it, when, what for and how people are named in it', () => {
  const mark = (response: Response) => disclosureFrom(response.headers.get('pegel-export'));
  const said = { by: 'h@nordwind.example', at: '2026-11-24T09:00:00.000Z', purpose: other, names: 'full' };

  test('a CSV in a header and in its name, and not in its bytes', async () => {
    const server = await withList();
    const csv = await server.get(`/report.csv?${byPerson}&${given(other)}`);
    expect([mark(csv), csv.headers.get('content-disposition')]).toEqual([said, 'attachment; filename="usage_messages-by-person_nordwind-ag_2026-11-22_2026-11-22.csv"']);
    expect((await csv.text()).split('\r\n')[0]).toBe('bucket,key,label,complete,messages');
    const spent = await server.get(`/export/spend-by-user.csv?${days}&${given(other)}`);
    expect([mark(spent), spent.headers.get('content-disposition')]).toEqual([said, 'attachment; filename="usage_spend-by-user_nordwind-ag_2026-11-22_2026-11-22.csv"']);
    expect(await spent.text()).toMatch(/^from,to,user_id,/);
  });

  test('Markdown also in its last line, JSON in its contract', async () => {
    const server = await withList();
    const written = await server.get(`/report.md?${byPerson}&${given(other)}`);
    expect(mark(written)).toEqual(said);
    expect((await written.text()).trimEnd().split('\n').at(-1)).toBe('Taken by h\\@nordwind.example, 2026-11-24 09:00 UTC · Purpose: Security, "urgent" – für Müller · Names: Full names');
    const german = await (await server.get(`/report.md?${byPerson}&${given(other)}&lang=de`)).text();
    expect(german.trimEnd().split('\n').at(-1)).toBe('Entnommen von h\\@nordwind.example, 2026-11-24 09:00 UTC · Zweck: Security, "urgent" – für Müller · Namen: Vollständige Namen');
    expect((await reportOf(await server.get(`/report.json?${byPerson}&${given(other)}`))).contract.disclosure).toEqual(said);
  });

  test.each(['initials', 'pseudonyms'])('with %s it says so, and nobody who was counted is named in it, around it or by it', async (names) => {
    const server = await withList();
    server.change(`UPDATE organisations SET names = '${names}'`);
    for (const path of [`/report.csv?${byPerson}`, `/report.md?${byPerson}`, `/report.json?${byPerson}`, `/export/spend-by-user.csv?${days}`]) {
      const response = await server.get(`${path}&${given(usual)}`);
      const text = await response.text();
      expect([path, response.status]).toEqual([path, 200]);
      expect(`${JSON.stringify([...response.headers])}${text}`).not.toContain('ada@');
      expect([path, path.includes('.json') ? text.includes(`"names":"${names}"`) : mark(response)?.names === names]).toEqual([path, true]);
    }
  });

  test('and names nobody who was counted; what is of nobody alone has no mark', async () => {
    const server = await withList();
    const csv = await server.get(`/report.csv?${byPerson}&${given(usual)}`);
    expect(JSON.stringify([...csv.headers])).not.toContain('ada');
    const whole = await server.get(`/report.csv?metrics=messages&${days}`);
    expect([whole.headers.get('pegel-export'), whole.headers.get('content-disposition')]).toEqual([null, 'attachment; filename="usage_messages_nordwind-ag_2026-11-22_2026-11-22.csv"']);
    expect((await reportOf(await server.get(`/report.json?metrics=messages&${days}`))).contract).not.toHaveProperty('disclosure');
  });
});

/** The sentence of a refusal, of a route or of a procedure. */
async function refusalIn(response: Response): Promise<string> {
  const body = (await response.clone().json()) as { error: { message: string } }; // Both kinds of doors have it there.
  return body.error.message ?? sentenceOf(response);
}
