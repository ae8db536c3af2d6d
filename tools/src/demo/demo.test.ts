import { addDays, amountPattern, calendar, monthStart, weekdayOf, wireInstantOf, type Day, type WireEvent } from '@pegel/domain';
import { expect, test } from 'vitest';
import { isHoliday, isWorkday } from './holidays.js';
import { demoEvents, demoOrganisation, demoSnapshots, demoStart } from './index.js';

const until = Date.parse('2026-11-24T10:00:00Z');
const year = [...demoEvents({ until })];
const snapshots = demoSnapshots({ until });
const people = snapshots.at(-1)?.people ?? [];

const small = { until, people: 40, months: 2 };
const { dayOf } = calendar(demoOrganisation.timeZone);

const personIdOf = ({ person }: WireEvent): string | null => (person && 'id' in person && person.id ? person.id : null);

const chatsByDay = new Map<Day, Set<string>>();
for (const event of year) {
  if (event.type !== 'message.sent' || (event.surface ?? 'chat') !== 'chat') continue;
  const day = dayOf(wireInstantOf(event));
  chatsByDay.set(day, (chatsByDay.get(day) ?? new Set()).add(event.chat));
}
const chatsOn = (day: Day): number => chatsByDay.get(day)?.size ?? 0;

test('the same seed gives the same bytes, another seed another history', () => {
  const history = JSON.stringify([...demoEvents(small)]);
  expect(JSON.stringify([...demoEvents(small)])).toBe(history);
  expect(JSON.stringify([...demoEvents({ ...small, seed: 2 })])).not.toBe(history);
  expect(JSON.stringify(demoSnapshots(small))).toBe(JSON.stringify(demoSnapshots(small)));
});

test('a later end adds events behind the earlier ones and changes none', () => {
  const events = (end: string) => [...demoEvents({ ...small, until: Date.parse(end) })].map((event) => JSON.stringify(event));
  const earlier = events('2026-11-18T13:20:00Z');
  const later = events('2026-11-24T10:00:00Z');
  expect(later.length).toBeGreaterThan(earlier.length);
  expect(later.slice(0, earlier.length)).toEqual(earlier);
});

test('a history that names its first day goes on into the next month unchanged', () => {
  const from = demoStart(until, small.months);
  const earlier = [...demoEvents(small)].map(({ id }) => id);
  const later = [...demoEvents({ ...small, from, until: Date.parse('2026-12-02T10:00:00Z') })].map(({ id }) => id);
  expect(later.slice(0, earlier.length)).toEqual(earlier);
});

test('a later end changes no snapshot but the closing one', () => {
  const earlier = demoSnapshots({ ...small, until: Date.parse('2026-11-18T13:20:00Z') });
  expect(demoSnapshots(small).slice(0, earlier.length - 1)).toEqual(earlier.slice(0, -1));
});

test('thirteen months are enough to look at and few enough to load', () => {
  expect(year.length).toBeGreaterThan(150_000);
  expect(year.length).toBeLessThan(330_000);
  expect(year.slice(0, 1).map((event) => dayOf(wireInstantOf(event)))).toEqual(['2025-10-01']);
});

test('events come in time order, each id once, none after the end and some on the last day', () => {
  expect(new Set(year.map(({ id }) => id)).size).toBe(year.length);
  const instants = year.map(wireInstantOf);
  expect(instants).toEqual(instants.toSorted((a, b) => a - b));
  const ids = year.map(({ id }) => id);
  expect(ids).toEqual(ids.toSorted());
  expect(instants.at(-1)).toBeLessThanOrEqual(until);
  expect(instants.at(-1)).toBeGreaterThan(until - 3_600_000);
});

test('weekdays are busy; weekends, holidays and the days between the years are not', () => {
  const week = Array.from({ length: 14 }, (_, index) => addDays('2026-11-09', index));
  const mean = (days: Day[]) => days.reduce((sum, day) => sum + chatsOn(day), 0) / days.length;
  expect(mean(week.filter(isWorkday))).toBeGreaterThan(1_400);
  expect(mean(week.filter(isWorkday))).toBeLessThan(1_800);
  expect(mean(week.filter((day) => !isWorkday(day)))).toBeLessThan(300);

  for (const [day, chats] of chatsByDay) {
    if (isHoliday(day) && weekdayOf(day) % 6 !== 0) expect(chats.size).toBeLessThan(chatsOn(addDays(day, 14)) * 0.7);
  }
  expect(chatsOn('2025-12-29')).toBeLessThan(chatsOn('2025-12-15') * 0.6);
});

test('people work in daylight on either side of a change of the clocks', () => {
  const hours = new Intl.DateTimeFormat('en-GB', { timeZone: demoOrganisation.timeZone, hour: '2-digit', hourCycle: 'h23' });
  const byPeople = year.filter((event) => personIdOf(event) !== null && event.type === 'message.sent');
  for (const day of ['2026-03-29', '2026-03-30', '2026-10-25', '2026-10-26']) {
    const onDay = byPeople.filter((event) => dayOf(wireInstantOf(event)) === day);
    expect(onDay.length).toBeGreaterThan(0);
    for (const event of onDay) expect(Number(hours.format(wireInstantOf(event)))).toBeGreaterThanOrEqual(6);
  }
});

test('every amount is a decimal string, and what is paid is never more than the list price', () => {
  const lines = year.filter((event) => event.type === 'spend');
  expect(lines.length).toBeGreaterThan(10_000);
  expect(lines.filter(({ amount, listAmount }) => !amountPattern.test(amount) || (listAmount !== undefined && !amountPattern.test(listAmount)))).toEqual([]);
  expect(lines.filter(({ amount, listAmount }) => listAmount !== undefined && Number(amount) > Number(listAmount))).toEqual([]);
  expect(lines.some(({ credits }) => credits !== undefined)).toBe(true);
  expect(lines.some(({ amount }) => amount.startsWith('-'))).toBe(true);
});

test('the roll-out ends with 480 seats and grows towards them', () => {
  const seatsIn = (list: typeof people) => list.filter(({ status, seat }) => status === 'active' && seat).length;
  expect(Math.abs(seatsIn(people) - 480)).toBeLessThanOrEqual(4);
  const complete = snapshots.filter(({ complete }) => complete).map((snapshot) => seatsIn(snapshot.people ?? []));
  expect(complete[0]).toBeLessThan(260);
  expect(complete[7]).toBeLessThan(400);
});

test('invites of every age are pending, and a few people are suspended', () => {
  const ages = people.filter(({ status }) => status === 'invited').map(({ invitedAt = '' }) => (until - Date.parse(invitedAt)) / 86_400_000);
  expect(ages.length).toBeGreaterThanOrEqual(18);
  expect(ages.length).toBeLessThanOrEqual(28);
  expect(ages.some((age) => age < 14)).toBe(true);
  expect(ages.some((age) => age > 14 && age <= 30)).toBe(true);
  expect(ages.some((age) => age > 30)).toBe(true);
  expect(people.some(({ status }) => status === 'suspended')).toBe(true);
});

test('the directory is whole at the start, every month and at the end, and small in between', () => {
  const complete = snapshots.filter((snapshot) => snapshot.complete).map(({ takenAt }) => dayOf(Date.parse(takenAt)));
  expect(complete).toEqual([...Array.from({ length: 14 }, (_, index) => monthStart('2025-10-01', index)), '2026-11-23']);
  expect(until - Date.parse(snapshots.at(-1)?.takenAt ?? '')).toBeLessThan(86_400_000);
  expect(snapshots.reduce((sum, { people: listed = [] }) => sum + listed.length, 0)).toBeLessThan(12_000);
});

test('partial snapshots laid over the last whole one give the next whole one', () => {
  let known = new Map<string | undefined, string>();
  for (const { complete, people: listed = [] } of snapshots) {
    if (complete) {
      const whole = new Map(listed.map((person) => [person.email, JSON.stringify(person)]));
      // What changed on the day of the whole snapshot is in it alone, hence "nearly".
      const same = [...whole].filter(([email, person]) => known.get(email) === person).length;
      if (known.size > 0) expect(same).toBeGreaterThan(whole.size * 0.9);
      known = whole;
    } else for (const person of listed) known.set(person.email, JSON.stringify(person));
  }
});

test('nobody has an address outside the invented domain, and no address belongs to two people', () => {
  const idsByEmail = new Map<string, Set<string>>();
  for (const { people: listed = [] } of snapshots) {
    for (const { email = '', name, id } of listed) {
      expect(email).toMatch(/^[a-z]\.[a-z]+\d*@nordwind\.example$/);
      idsByEmail.set(email, (idsByEmail.get(email) ?? new Set<string>()).add(id ?? name ?? ''));
    }
  }
  expect(year.filter(({ person }) => person && 'email' in person && !person.email?.endsWith('@nordwind.example'))).toEqual([]);
  // One entry is the name, while the person was invited; the other the id.
  expect([...idsByEmail.values()].filter((ids) => ids.size > 2)).toEqual([]);
  expect(people.find(({ email }) => email === demoOrganisation.ownerEmail)?.name).toBe(demoOrganisation.ownerName);
});

test('everybody who acts is in the directory, apart from services and the few that nobody knows', () => {
  const listed = new Set(snapshots.flatMap((snapshot) => (snapshot.people ?? []).map(({ id }) => id)));
  expect(year.filter((event) => personIdOf(event) !== null && !listed.has(personIdOf(event) ?? undefined))).toEqual([]);
  expect(new Set(year.flatMap(({ person }) => (person && 'service' in person ? [person.service] : [])))).toEqual(new Set(['ci-review', 'helpdesk-triage']));
  expect(year.some(({ person }) => person === null)).toBe(true);
});
