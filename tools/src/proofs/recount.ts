import { DateTime } from 'luxon';
import type { WireDirectory, WireEvent, WirePerson } from '@pegel/domain';

/**
 * Numbers counted once more from the events as they were sent, by somebody who knows nothing of how the product does it:
 * no measure, no store, no calendar, no identity of the domain, and days from luxon. It looks at every event for every
 * day. It knows people by their addresses, and expects a single source, revisions of nothing, and one basis of spend.
 */
export interface Recount {
  /** The days on which there is anything to say, in order. */
  readonly days: readonly string[];
  /** What a report must say of some days that follow each other. */
  of(days: readonly string[]): Readonly<Record<string, number | string>>;
  /** Spend by model, in nano-units, without what is nothing. */
  spendByModel(days: readonly string[]): ReadonlyMap<string, bigint>;
}

const doing = ['message.sent', 'project.created', 'project.used', 'artifact.created', 'connector.used'];

/** What happened on one day. */
class OneDay {
  readonly events: WireEvent[] = [];
}

export function recount(events: readonly WireEvent[], snapshots: readonly WireDirectory[], timeZone: string, today: string): Recount {
  const byDay = new Map<string, OneDay>();
  const dayOf = (text: string): string => DateTime.fromISO(text, { zone: timeZone }).toISODate() ?? '';
  const known = new Map<string, string>();
  for (const event of events) {
    if (!('at' in event)) throw new Error('The recount knows no lines over several days.');
    const hour = event.at.slice(0, 16);
    const day = known.get(hour) ?? dayOf(`${hour}:00Z`);
    known.set(hour, day);
    const found = byDay.get(day) ?? new OneDay();
    found.events.push(event);
    byDay.set(day, found);
  }
  const first = [...byDay.keys()].sort()[0] ?? today;
  const days: string[] = [];
  for (let day = first; day <= today; day = plus(day, 1)) days.push(day);

  const on = (some: readonly string[]): WireEvent[] => some.flatMap((day) => byDay.get(day)?.events ?? []);
  const trailing = (end: string, length: number): WireEvent[] => on(Array.from({ length }, (_, back) => plus(end, -back)));

  return {
    days,
    of(some) {
      const here = on(some);
      const end = some.at(-1) ?? today;
      const directory = directoryOn(snapshots, endOf(end, timeZone));
      const inChats = here.filter((event) => event.type === 'message.sent' && (event.surface ?? 'chat') === 'chat');
      const inCode = here.filter((event) => event.type === 'message.sent' && event.surface === 'code');
      const calls = here.filter(({ type }) => type === 'connector.used');
      const created = here.filter(({ type }) => type === 'project.created');
      const artifacts = here.filter(({ type }) => type === 'artifact.created');
      return {
        activeUsers: people(here.filter(({ type }) => doing.includes(type))),
        weeklyActiveUsers: people(trailing(end, 7).filter(({ type }) => doing.includes(type))),
        monthlyActiveUsers: people(trailing(end, 30).filter(({ type }) => doing.includes(type))),
        chats: different(inChats, 'chat'),
        messages: times(inChats),
        codingSessions: different(inCode, 'chat'),
        codingPrompts: times(inCode),
        projectsCreated: different(created, 'project'),
        projectCreators: people(created),
        artifactsCreated: different(artifacts, 'artifact'),
        artifactCreators: people(artifacts),
        connectorUsers: people(calls),
        connectorCalls: times(calls),
        seats: directory.filter(({ status, seat }) => status === 'active' && seat !== null && seat !== undefined).length,
        pendingInvites: directory.filter((person) => isOut(person, endOf(end, timeZone))).length,
        spend: written([...spendIn(here).values()].reduce((sum, amount) => sum + amount, 0n)),
      };
    },
    spendByModel: (some) => new Map([...spendIn(on(some))].filter(([, amount]) => amount !== 0n)),
  };
}

const later = new Map<string, string>();

/** Some days later, or earlier; found once, since every window asks for the same ones again. */
function plus(day: string, days: number): string {
  const place = `${day} ${days}`;
  const found = later.get(place) ?? DateTime.fromISO(day, { zone: 'utc' }).plus({ days }).toISODate() ?? '';
  later.set(place, found);
  return found;
}

/** The first instant after a day. */
const endOf = (day: string, timeZone: string): number => DateTime.fromISO(plus(day, 1), { zone: timeZone }).startOf('day').toMillis();

const addressOf = ({ person }: WireEvent): string | null => (person !== null && 'email' in person ? (person.email ?? null) : null);

function people(events: readonly WireEvent[]): number {
  const addresses = new Set<string>();
  for (const event of events) {
    const address = addressOf(event);
    if (address !== null) addresses.add(address);
  }
  return addresses.size;
}

function different(events: readonly WireEvent[], field: 'chat' | 'project' | 'artifact'): number {
  const things = new Set<unknown>();
  for (const event of events) {
    const thing: unknown = Reflect.get(event, field);
    if (thing !== undefined) things.add(thing);
  }
  return things.size;
}

const times = (events: readonly WireEvent[]): number => events.reduce((sum, event) => sum + ('count' in event ? (event.count ?? 1) : 1), 0);

function spendIn(events: readonly WireEvent[]): Map<string, bigint> {
  const sums = new Map<string, bigint>();
  for (const event of events) {
    if (event.type !== 'spend' || event.costType === 'seat') continue;
    const model = event.model ?? '@unattributed';
    sums.set(model, (sums.get(model) ?? 0n) + read(event.amount));
  }
  return sums;
}

/** A decimal string in nano-units, and back. */
function read(amount: string): bigint {
  const sign = amount.startsWith('-') ? -1n : 1n;
  const [whole = '0', part = ''] = amount.replace('-', '').split('.');
  return sign * BigInt(whole + part.padEnd(9, '0'));
}

export function written(nano: bigint): string {
  const digits = String(nano < 0n ? -nano : nano).padStart(10, '0');
  const text = `${digits.slice(0, -9)}.${digits.slice(-9)}`.replace(/0+$/, '').replace(/\.$/, '');
  return nano < 0n ? `-${text}` : text;
}

/** Everybody as the newest whole snapshot before an instant has them, with the later partial ones laid over it. */
function directoryOn(snapshots: readonly WireDirectory[], end: number): (WirePerson & { readonly takenAt: string })[] {
  let known = new Map<string, WirePerson & { readonly takenAt: string }>();
  for (const { takenAt, complete, people: listed = [] } of [...snapshots].sort((a, b) => Date.parse(a.takenAt) - Date.parse(b.takenAt))) {
    if (Date.parse(takenAt) >= end) break;
    if (complete) known = new Map();
    for (const person of listed) known.set(person.email ?? '', { ...person, takenAt });
  }
  return [...known.values()];
}

const isOut = ({ status, invitedAt, takenAt, inviteExpiresAt }: WirePerson & { readonly takenAt: string }, end: number): boolean =>
  status === 'invited' && Date.parse(invitedAt ?? takenAt) < end && (inviteExpiresAt === undefined || Date.parse(inviteExpiresAt) > end);
