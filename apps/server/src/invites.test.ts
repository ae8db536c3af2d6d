import type { InviteCounts, InvitesView, JournalParticulars } from '@pegel/domain';
import { describe, expect, test } from 'vitest';
import { served } from './testing/served.js';

type Server = Awaited<ReturnType<typeof served>>;

const invited = (email: string, invitedAt: string, more: object = {}) => ({ email, status: 'invited', invitedAt, ...more });
/** Seen at the end of 23 November, a Monday. */
const people = [
  { email: 'ada@nordwind.example', name: 'Ada Sommer', status: 'active', seat: 'standard' },
  invited('new@nordwind.example', '2026-11-23T08:00:00+01:00'),
  invited('week@nordwind.example', '2026-11-16T08:00:00+01:00'),
  invited('fortnight@nordwind.example', '2026-11-09T08:00:00+01:00', { inviteExpiresAt: '2026-12-09T08:00:00+01:00' }),
  invited('old.hahn@nordwind.example', '2026-11-08T23:30:00+01:00', { name: 'Ida Hahn' }),
  invited('month@nordwind.example', '2026-10-24T08:00:00+02:00'),
  invited('ancient@nordwind.example', '2026-10-23T08:00:00+02:00'),
  invited('expired@nordwind.example', '2026-10-01T08:00:00+02:00', { inviteExpiresAt: '2026-11-01T08:00:00+01:00' }),
];
const secrets = people.flatMap(({ email, ...rest }) => [email.split('@')[0] ?? '', ...('name' in rest ? [String(rest.name)] : [])]).filter((word) => word.length > 3);

async function withInvites(change?: string): Promise<Server> {
  const server = await served({ ports: { now: () => Date.parse('2026-11-24T09:00:00Z') } });
  const put = await server.app.request('/v1/directory', {
    method: 'PUT', headers: { authorization: `Bearer ${server.ingestKey}`, 'content-type': 'application/json' }, body: JSON.stringify({ takenAt: '2026-10-01T00:00:00Z', complete: true, people }),
  });
  expect(put.status).toBe(200);
  if (change !== undefined) server.change(change);
  return server;
}

const named = (names: string) => `UPDATE organisations SET names = '${names}'`;
const asked = (name: string, input: object = {}) => `/trpc/${name}?input=${encodeURIComponent(JSON.stringify(input))}`;
const answerOf = async <T>(response: Response): Promise<T> => ((await response.json()) as { result: { data: T } }).result.data; // What the procedure answers with.
const refusalOf = async (response: Response): Promise<string> => ((await response.json()) as { error: { message: string } }).error.message; // tRPC's form.
const told = ({ folder }: Server): JournalParticulars[] =>
  folder.accounts.journalEntries('nordwind-ag', { limit: 100 }).filter(({ happening }) => happening === 'people-viewed' || happening === 'exported').map(({ happening, about }) => ({ happening, ...about })).toReversed();

describe('pending invites', () => {
  test('are counted by age in days of the organisation, and those that have run out are none', async () => {
    const server = await withInvites();
    const counts = await answerOf<InviteCounts>(await server.get(asked('inviteCounts')));
    expect(counts).toMatchObject({ day: '2026-11-23', total: 6, byAge: [1, 2, 2, 1], old: 3, oldDays: 14 });
    expect(await (await server.get('/report.json?metrics=pendingInvites&from=2026-11-23&to=2026-11-23')).json()).toMatchObject({ rows: [{ values: { pendingInvites: counts.total } }] });
    expect(told(server)).toEqual([]);
  });

  test('are listed with whose they are, the oldest first, and the journal knows who looked', async () => {
    const server = await withInvites();
    const view = await answerOf<InvitesView>(await server.get(asked('invites')));
    expect(view.invites?.map(({ person, age, isOld }) => [person?.email, age, isOld])).toEqual([
      ['ancient@nordwind.example', 31, true], ['month@nordwind.example', 30, true], ['old.hahn@nordwind.example', 15, true],
      ['fortnight@nordwind.example', 14, false], ['week@nordwind.example', 7, false], ['new@nordwind.example', 0, false],
    ]);
    expect(view.invites?.[2]?.label).toBe('Ida Hahn');
    expect(view.invites?.[3]).toMatchObject({ invitedAt: '2026-11-09T07:00:00.000Z', expiresAt: '2026-12-09T07:00:00.000Z' });
    // Whoever shows some of them is told of no other.
    const some = await (await server.get(asked('invites', { first: 2 }))).text();
    expect((JSON.parse(some) as { result: { data: InvitesView } }).result.data).toMatchObject({ total: 6, byAge: [1, 2, 2, 1], invites: [{ age: 31 }, { age: 30 }] });
    for (const other of ['hahn', 'fortnight', 'week@', 'new@']) expect(some.toLowerCase()).not.toContain(other);
    expect((await server.get(asked('invites', { first: 0 }))).status).toBe(400);
    await server.get(asked('invites'));
    expect(told(server)).toMatchObject([{ happening: 'people-viewed', what: 'invites', from: '2026-11-23', to: '2026-11-23' }]);
  });

  test('as a file are written down each time, with how people are named in its name', async () => {
    const server = await withInvites();
    const response = await server.get('/export/invites.csv');
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="usage_invites_nordwind-ag_2026-11-23_2026-11-23.csv"');
    expect(response.headers.get('pegel-export')).toContain('names=full');
    const lines = (await response.text()).trim().split('\r\n');
    expect(lines).toHaveLength(7);
    expect(lines[3]).toMatch(/^2026-11-23,p_[0-9a-f]+,Ida Hahn,old\.hahn@nordwind\.example,Ida Hahn,,2026-11-08T22:30:00\.000Z,,15,true$/);
    expect(await (await server.get('/export/invites.csv?dialect=excel-de')).text()).toMatch(/^Tag;Schlüssel;.*\r\n23\.11\.2026;p_.*;31;WAHR\r\n/);
    expect(told(server)).toMatchObject([{ happening: 'exported', what: 'invites', format: 'csv', rows: 6 }, { happening: 'exported', what: 'invites' }]);
  });

  test.each(['pseudonyms', 'initials'])('name nobody where people have %s', async (names) => {
    const server = await withInvites(named(names));
    for (const path of [asked('invites'), '/export/invites.csv', asked('inviteCounts')]) {
      const response = await server.get(path);
      const text = await response.text();
      expect([path, response.status]).toEqual([path, 200]);
      for (const secret of secrets) expect(text).not.toContain(secret);
    }
    const view = await answerOf<InvitesView>(await server.get(asked('invites')));
    expect(view.invites?.every(({ person }) => person === undefined)).toBe(true);
    expect(view.invites?.map(({ label }) => label)).toContainEqual(names === 'initials' ? 'I. H.' : expect.stringMatching(/^Person [0-9A-F]{6}$/));
  });

  test.each(['pseudonyms', 'initials'])('with %s they are told by day: the second, which the vendor’s own list has too, would say who it is', async (names) => {
    const server = await withInvites(named(names));
    const view = await answerOf<InvitesView>(await server.get(asked('invites')));
    expect(view.invites?.map(({ invitedAt, sentOn }) => [invitedAt, sentOn]).slice(1, 4)).toEqual([['2026-10-23T22:00:00.000Z', '2026-10-24'], ['2026-11-07T23:00:00.000Z', '2026-11-08'], ['2026-11-08T23:00:00.000Z', '2026-11-09']]);
    const said = `${JSON.stringify(view)}${await (await server.get('/export/invites.csv')).text()}`;
    for (const moment of ['T07:00', 'T06:00', 'T22:30']) expect([moment, said.includes(moment)]).toEqual([moment, false]);
  });

  test('are counted and not listed where names are off, or for whoever may see nobody', async () => {
    const server = await withInvites(named('off'));
    expect(await refusalOf(await server.get(asked('invites')))).toBe('Numbers by person are switched off for this organisation.');
    expect((await server.get('/export/invites.csv')).status).toBe(403);
    expect(await answerOf<InviteCounts>(await server.get(asked('inviteCounts')))).toMatchObject({ total: 6, byAge: [1, 2, 2, 1] });

    server.change(named('full'));
    server.change(`UPDATE memberships SET role = 'admin', grants = '["view:usage","export:usage"]'`);
    expect([(await server.get(asked('invites'))).status, (await server.get('/export/invites.csv')).status, (await server.get(asked('inviteCounts'))).status]).toEqual([403, 403, 200]);
    expect(told(server)).toEqual([]);
  });

  test('are listed for a purpose where the organisation keeps a list, and counted for none', async () => {
    const server = await withInvites(`UPDATE organisations SET purposes = '["Cost allocation"]'`);
    const missing = await server.get(asked('invites'));
    expect([missing.status, await refusalOf(missing)]).toEqual([400, 'Numbers by person are looked at for a purpose: purpose must be one of "Cost allocation".']);
    expect([(await server.get('/export/invites.csv')).status, (await server.get(asked('inviteCounts'))).status]).toEqual([400, 200]);
    expect((await answerOf<InvitesView>(await server.get(asked('invites', { purpose: 'Cost allocation' })))).disclosure).toMatchObject({ purpose: 'Cost allocation', names: 'full' });
    expect((await server.get('/export/invites.csv?purpose=Cost%20allocation')).status).toBe(200);
    expect(told(server)).toMatchObject([{ happening: 'people-viewed', purpose: 'Cost allocation' }, { happening: 'exported', purpose: 'Cost allocation' }]);
  });

  test('of which only a total is known have no age and nobody', async () => {
    const server = await served({ ports: { now: () => Date.parse('2026-11-24T09:00:00Z') } });
    expect(await answerOf<InvitesView>(await server.get(asked('invites')))).toMatchObject({ total: null, byAge: null, invites: null });
    await server.app.request('/v1/directory', {
      method: 'PUT', headers: { authorization: `Bearer ${server.ingestKey}`, 'content-type': 'application/json' }, body: JSON.stringify({ takenAt: '2026-10-01T00:00:00Z', complete: true, seats: { pendingInvites: 3 } }),
    });
    expect(await answerOf<InvitesView>(await server.get(asked('invites')))).toMatchObject({ total: 3, byAge: null, old: null, invites: null });
  });
});
