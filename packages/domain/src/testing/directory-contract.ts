import { beforeEach, describe, expect, test } from 'vitest';
import type { DirectoryField, DirectoryPerson, PersonReference } from '../events.js';
import { readerWithRole } from '../permissions.js';
import type { ReportQuery } from '../query.js';
import { report } from '../report.js';
import type { Delivery, Source, UsageStore } from '../store.js';
import { activity, directory, events, instant, live, organisationIn, person, receivedAt, seatOf } from './examples.js';

const ada = person('ada@nordwind.example');
const ben = person('ben@nordwind.example');
const cleo = person('cleo@nordwind.example');

/** The organisation's own directory, which knows people by other ids and nothing of seats. */
const staff: Source = { name: 'staff', kind: 'import', feeds: { types: [], surfaces: [] }, run: 'one' };
const named = (who: PersonReference, id: string): PersonReference => ({ ...who, id });

/** What every store must do with directories that know one part each. */
export function directoryContract(name: string, open: () => Promise<UsageStore> | UsageStore): void {
  describe(`${name}: directories that say what they speak of`, () => {
    const utc = organisationIn('UTC');
    let store: UsageStore;
    beforeEach(async () => {
      store = await open();
    });

    const send = async (...deliveries: readonly Delivery[]) => {
      const receipts = [];
      for (const delivery of deliveries) receipts.push((await store.append(utc, delivery)).counts);
      return receipts;
    };
    const members = (takenAt: string, people: readonly DirectoryPerson[]) => directory(takenAt, people, { fields: ['status', 'seat'] });
    const part = (takenAt: string, fields: readonly DirectoryField[], people: readonly (Partial<DirectoryPerson> & Pick<DirectoryPerson, 'person'>)[], complete = true): Delivery => ({
      ...directory(takenAt, people.map((one) => seatOf(one.person, { status: null, seat: null, ...one })), { fields, complete }), source: staff,
    });
    const departments = (takenAt: string, of: Readonly<Record<string, string>>, complete = true) =>
      part(takenAt, ['department'], Object.entries(of).map(([email, department], index) => ({ person: named(person(email), `staff-${index}`), department })), complete);
    const ask = (query: ReportQuery) => report(readerWithRole(utc, 'owner'), store, query, receivedAt);
    const on = async (day: string, metric: ReportQuery['metrics'][number], by?: NonNullable<ReportQuery['by']>) => {
      const { rows } = await ask({ metrics: [metric], from: day, to: day, grain: 'total', ...(by === undefined ? {} : { by }) });
      return by === undefined ? (rows[0]?.values[metric] ?? null) : Object.fromEntries(rows.map((row) => [row.key, row.values[metric]]));
    };
    const messages = events([activity('2026-01-20T09:00:00Z', ada), activity('2026-01-20T10:00:00Z', ada), activity('2026-01-20T09:00:00Z', ben), activity('2026-01-20T09:00:00Z', cleo)]);

    test('departments split seats and use without touching a seat, whichever is older and whichever arrives first', async () => {
      const people = members('2026-01-05T00:00:00Z', [seatOf(ada), seatOf(ben)]);
      const staffList = { 'ada@nordwind.example': 'Sales', 'ben@nordwind.example': 'Legal', 'cleo@nordwind.example': 'Legal' };
      for (const takenAt of ['2026-01-04T00:00:00Z', '2026-01-06T00:00:00Z']) {
        for (const deliveries of [[people, departments(takenAt, staffList)], [departments(takenAt, staffList), people]]) {
          store = await open();
          await send(...deliveries, messages);
          expect(await on('2026-01-20', 'seats')).toBe(2);
          expect(await on('2026-01-20', 'seats', 'department')).toEqual({ Sales: 1, Legal: 1 });
          expect(await on('2026-01-20', 'messages', 'department')).toEqual({ Sales: 2, Legal: 2 });
        }
      }
    });

    test('departments are known before any seat is, and no seat is not none', async () => {
      await send(departments('2026-01-04T00:00:00Z', { 'ada@nordwind.example': 'Sales' }), messages);
      expect(await on('2026-01-20', 'messages', 'department')).toEqual({ Sales: 2, '@unattributed': 2 });
      const { rows: [row] } = await ask({ metrics: ['seats', 'pendingInvites', 'utilisation'], from: '2026-01-20', to: '2026-01-20' });
      expect(row).toMatchObject({ values: { seats: null, pendingInvites: null, utilisation: null }, reasons: { seats: 'no-data', pendingInvites: 'no-data', utilisation: 'no-data' } });
      expect(await store.state(utc)).toMatchObject({ seatsKnownSince: null, invitesKnownSince: null });
    });

    test('who knows seats and no invites makes seats known alone', async () => {
      await send(members('2026-01-05T00:00:00Z', [seatOf(ada)]), messages);
      expect(await store.state(utc)).toMatchObject({ seatsKnownSince: instant('2026-01-05T00:00:00Z'), invitesKnownSince: null });
      expect([await on('2026-01-20', 'seats'), await on('2026-01-20', 'pendingInvites')]).toEqual([1, null]);
    });

    test('who knows seats, and not who is active, makes none known; nor does who knows the contrary', async () => {
      const known = async () => (await store.state(utc)).seatsKnownSince;
      await send(part('2026-01-04T00:00:00Z', ['seat'], [{ person: ada, seat: 'standard' }]), part('2026-01-05T00:00:00Z', ['status'], [{ person: ada, status: 'active' }]), messages);
      expect([await known(), await on('2026-01-20', 'seats')]).toEqual([null, null]);
      await send(members('2026-01-06T00:00:00Z', [seatOf(ben)]));
      expect([await known(), await on('2026-01-20', 'seats')]).toEqual([instant('2026-01-06T00:00:00Z'), 1]);
    });

    test('a complete list takes from whoever is missing only what it speaks of', async () => {
      await send(
        members('2026-01-05T00:00:00Z', [seatOf(ada), seatOf(ben)]),
        departments('2026-01-06T00:00:00Z', { 'ada@nordwind.example': 'Sales', 'ben@nordwind.example': 'Legal' }),
        departments('2026-01-08T00:00:00Z', { 'ada@nordwind.example': 'Research' }),
        members('2026-01-10T00:00:00Z', [seatOf(ben)]),
        messages,
      );
      expect(await on('2026-01-07', 'seats', 'department')).toEqual({ Sales: 1, Legal: 1 });
      expect(await on('2026-01-09', 'seats', 'department')).toEqual({ Research: 1, '@unattributed': 1 });
      expect(await on('2026-01-20', 'seats', 'department')).toEqual({ '@unattributed': 1 });
      expect(await on('2026-01-20', 'messages', 'department')).toEqual({ Research: 2, '@unattributed': 2 });
    });

    test('a part of a list leaves everybody else as they were', async () => {
      await send(members('2026-01-05T00:00:00Z', [seatOf(ada), seatOf(ben)]), departments('2026-01-06T00:00:00Z', { 'ada@nordwind.example': 'Sales', 'ben@nordwind.example': 'Legal' }), departments('2026-01-08T00:00:00Z', { 'ada@nordwind.example': 'Research' }, false));
      expect(await on('2026-01-20', 'seats', 'department')).toEqual({ Research: 1, Legal: 1 });
    });

    test('a person is the same under another id and address, as soon as a list says who is who and whatever else it does not', async () => {
      const address = person('a.lovelace@nordwind.example');
      await send(members('2026-01-05T00:00:00Z', [seatOf(ada), seatOf(ben)]), part('2026-01-06T00:00:00Z', ['costCentre', 'groups'], [{ person: named(address, 'staff-1'), costCentre: '4711', groups: ['Berlin', 'Sales'] }]), messages);
      expect(await on('2026-01-20', 'seats', 'costCentre')).toEqual({ '@unattributed': 2 });
      await send(part('2026-01-07T00:00:00Z', [], [{ person: named(ada, 'staff-1') }]));
      expect(await on('2026-01-20', 'seats')).toBe(2);
      expect(await on('2026-01-20', 'seats', 'costCentre')).toEqual({ 4711: 1, '@unattributed': 1 });
      expect(await on('2026-01-20', 'messages', 'group')).toEqual({ Berlin: 2, Sales: 2, '@unattributed': 2 });
    });

    test('who is who alone makes nobody leave and nothing known', async () => {
      await send(part('2026-01-04T00:00:00Z', [], [{ person: named(ada, 'staff-1') }]));
      expect(await store.state(utc)).toMatchObject({ seatsKnownSince: null, invitesKnownSince: null });
      // Nor does a part of everything say anything about the rest by it.
      await send(directory('2026-01-05T00:00:00Z', [seatOf(ada, { department: 'Sales' })], { complete: false }), messages);
      expect([await on('2026-01-20', 'seats'), await on('2026-01-20', 'messages', 'department')]).toEqual([null, { '@unattributed': 4 }]);
    });

    test('who is invited stays so until somebody who speaks of invites, or of that person, says otherwise', async () => {
      const invited = (who: PersonReference) => seatOf(who, { status: 'invited', seat: null, invitedAt: instant('2026-01-04T00:00:00Z') });
      await send(
        directory('2026-01-05T00:00:00Z', [seatOf(ada), invited(ben), invited(cleo)]),
        members('2026-01-07T00:00:00Z', [seatOf(ada), seatOf(ben)]),
        part('2026-01-09T00:00:00Z', ['invites'], [{ person: named(ada, 'staff-1') }]),
        messages,
      );
      expect([await on('2026-01-06', 'seats'), await on('2026-01-06', 'pendingInvites')]).toEqual([1, 2]);
      expect([await on('2026-01-08', 'seats'), await on('2026-01-08', 'pendingInvites')]).toEqual([2, 1]);
      expect([await on('2026-01-10', 'seats'), await on('2026-01-10', 'pendingInvites')]).toEqual([2, 0]);
    });

    test('who has come is not invited once more when they leave', async () => {
      await send(
        directory('2026-01-05T00:00:00Z', [seatOf(ada), seatOf(ben, { status: 'invited', seat: null })]),
        members('2026-01-07T00:00:00Z', [seatOf(ada), seatOf(ben)]),
        members('2026-01-09T00:00:00Z', [seatOf(ada)]),
        messages,
      );
      expect([await on('2026-01-06', 'pendingInvites'), await on('2026-01-08', 'pendingInvites'), await on('2026-01-10', 'pendingInvites')]).toEqual([1, 0, 0]);
    });

    test('open invites are those that are counted, each with whose it is and since when', async () => {
      const [day, sent, ends] = ['2026-01-20', instant('2026-01-04T08:00:00Z'), instant('2026-02-01T00:00:00Z')];
      const invited = (who: PersonReference, changes: Partial<DirectoryPerson> = {}) => seatOf(who, { status: 'invited', seat: null, ...changes });
      const dan = person('dan@nordwind.example');
      await send(
        directory('2026-01-05T00:00:00Z', [seatOf(ada), invited(ben, { invitedAt: sent, inviteExpiresAt: ends }), invited(cleo), invited(dan, { invitedAt: sent, inviteExpiresAt: instant('2026-01-10T00:00:00Z') })]),
        messages,
      );
      const keyOf = async (who: PersonReference) => (await store.personWithEmail(utc, who.email ?? '', day))?.key;
      const open = await store.openInvites(utc, day);
      expect(open.total).toBe(await on(day, 'pendingInvites'));
      // Where its source does not say when an invite was sent, it was so when the directory first listed it; one that has run out is none.
      expect(new Set(open.invites)).toEqual(new Set([{ person: await keyOf(ben), invitedAt: sent, expiresAt: ends }, { person: await keyOf(cleo), invitedAt: instant('2026-01-05T00:00:00Z'), expiresAt: null }]));
      expect((await store.openInvites(utc, '2026-01-04')).total).toBe(null);

      const key = (await keyOf(ben)) ?? '';
      await store.erase(utc, key, { at: receivedAt, reason: 'They asked for it.' });
      expect((await store.openInvites(utc, day)).invites?.map((invite) => invite.person).sort()).toEqual(['@unattributed', await keyOf(cleo)].sort());
    });

    test('a total without people says of no invite whose it is', async () => {
      await send(directory('2026-01-05T00:00:00Z', null, { totals: { purchased: 50, assigned: 40, pendingInvites: 3 } }), messages);
      expect(await store.openInvites(utc, '2026-01-20')).toEqual({ total: 3, invites: null });
    });

    test('totals stand until people can be counted', async () => {
      await send(directory('2026-01-05T00:00:00Z', null, { totals: { purchased: 50, assigned: 40, pendingInvites: 3 } }), departments('2026-01-06T00:00:00Z', { 'ada@nordwind.example': 'Sales' }), members('2026-01-08T00:00:00Z', [seatOf(ada), seatOf(ben)]), messages);
      expect([await on('2026-01-07', 'seats'), await on('2026-01-07', 'pendingInvites')]).toEqual([40, 3]);
      expect([await on('2026-01-20', 'seats'), await on('2026-01-20', 'pendingInvites')]).toEqual([2, 3]);
    });

    test('the same list again that speaks of more is not the same', async () => {
      const list = (fields: readonly DirectoryField[]) => part('2026-01-05T00:00:00Z', fields, [{ person: named(ada, 'staff-1'), department: 'Sales' }]);
      expect(await send(list(['department']), list(['department']), list(['department', 'costCentre']))).toMatchObject([{ stored: 1 }, { duplicate: 1 }, { superseded: 1 }]);
    });

    test('what is left out speaks of everything', async () => {
      await send(departments('2026-01-05T00:00:00Z', { 'ada@nordwind.example': 'Sales' }), { ...directory('2026-01-06T00:00:00Z', [seatOf(ada)]), source: live }, messages);
      expect([await on('2026-01-20', 'seats'), await on('2026-01-20', 'messages', 'department')]).toEqual([1, { '@unattributed': 4 }]);
    });
  });
}
