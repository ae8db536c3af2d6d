import fc from 'fast-check';
import { surfaces, bases, costTypes, dimensions, type Dimension } from '../facts.js';
import { addDays, type Day } from '../days.js';
import { asFarAs, speaksOf } from '../directory.js';
import {
  dayCounts, dayKinds, directoryFields, reportedDimensions,
  type ActivityEvent, type DirectoryField, type DirectoryPerson, type DirectorySnapshot, type PersonDayEvent, type PersonReference, type Reference, type ReportedEvent, type SpendEvent, type UsageEvent,
} from '../events.js';
import { dimensionsOf } from '../measures.js';
import { metricNames, metricOf } from '../metrics.js';
import type { Organisation } from '../organisation.js';
import { besides, comparisons, grains, ranges } from '../periods.js';
import type { Condition, ReportQuery } from '../query.js';
import type { OrganisationSettings } from '../settings.js';
import type { Decision } from '../source-store.js';
import { unattributed, type Delivery, type Source } from '../store.js';
import { organisationIn } from './examples.js';

/**
 * Random organisations small enough that everything collides: few people with several names each, few things, few days,
 * most of them around the two clock changes of the year.
 */

const firstDay: Day = '2026-03-25';
const daysInPlay = 12;
const start = Date.parse(`${firstDay}T00:00:00Z`);
const hour = 3_600_000;

/** When random deliveries are received: on the last day in play, so that there is a today. */
export const randomNow = start + (daysInPlay - 1) * 24 * hour + 11 * hour;

const zones = ['UTC', 'Europe/Berlin', 'America/Los_Angeles', 'Asia/Kathmandu', 'Pacific/Chatham', 'Australia/Lord_Howe', 'Africa/Cairo', 'Asia/Beirut'];

/** No order, and ones that turn what is known around, take its place or have nothing to do with it. */
const orders: readonly (readonly string[])[] = [[], [], ['claude-admin', 'claude-export'], ['gateway', 'claude-admin'], ['vendor', 'claude-export'], ['files', 'live'], ['live', 'gateway', 'vendor']];

/** How an organisation cuts its facts. */
export const randomSettings: fc.Arbitrary<Pick<OrganisationSettings, 'timeZone' | 'weekStart' | 'fiscalYearStart' | 'sourceOrder'>> = fc.record({
  timeZone: fc.constantFrom(...zones), weekStart: fc.constantFrom('monday', 'sunday', 'saturday'), fiscalYearStart: fc.constantFrom(1, 2, 4, 10), sourceOrder: fc.constantFrom(...orders),
});

/** At times numbers are told by person for a few days only. */
export const randomOrganisation: fc.Arbitrary<Organisation> = fc.tuple(randomSettings, fc.constantFrom(null, null, 3, 8)).map(([{ timeZone, ...settings }, retentionDays]) => organisationIn(timeZone, { ...settings, retentionDays }));

const sources: readonly Source[] = [
  { name: 'live', kind: 'live', feeds: null, run: '' },
  { name: 'gateway', kind: 'live', feeds: null, run: '' },
  { name: 'files', kind: 'import', feeds: { types: ['message.sent', 'connector.used', 'spend'], surfaces: ['code'] }, run: 'one' },
  { name: 'files', kind: 'import', feeds: { types: ['message.sent', 'connector.used', 'spend'], surfaces: ['code'] }, run: 'two' },
  { name: 'vendor', kind: 'import', feeds: { types: ['spend'], surfaces: ['chat', 'cowork'], dayCounts: ['messages', 'chats', 'projectsUsed', 'codingSessions'] }, run: 'one' },
  { name: 'claude-export', kind: 'import', feeds: { types: ['message.sent', 'project.created', 'spend'], surfaces: ['chat', 'code'], dayCounts: ['messages'] }, run: 'one' },
  { name: 'claude-admin', kind: 'import', feeds: { types: ['project.created', 'connector.used', 'spend'], surfaces: ['chat', 'cowork'], dayCounts: ['messages', 'chats'] }, run: 'one' },
];

const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(arbitrary, { nil: null });

const sometimes = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(arbitrary, { nil: undefined });

const personReference: fc.Arbitrary<PersonReference> = fc
  .record({ id: maybe(fc.constantFrom('u1', 'u2', 'u3', '__proto__')), email: maybe(fc.constantFrom('a@x.example', 'b@x.example', 'c@x.example')), name: maybe(fc.constantFrom('A', 'B', 'Ä')) })
  .filter(({ id, email }) => id !== null || email !== null)
  .map((fields) => ({ kind: 'person', ...fields }));

const reference: fc.Arbitrary<Reference> = fc.oneof(
  { weight: 8, arbitrary: personReference },
  { weight: 1, arbitrary: fc.constantFrom<Reference>({ kind: 'service', name: 'bot' }, { kind: 'service', name: 'cron' }) },
  { weight: 1, arbitrary: fc.constant<Reference>({ kind: 'nobody' }) },
);

// Whole and half hours, with the millisecond before them, find the edges of days in every zone.
const instant = fc.tuple(fc.integer({ min: 0, max: daysInPlay * 48 - 1 }), fc.constantFrom(0, -1, 60_000)).map(([halfHours, offset]) => start + halfHours * (hour / 2) + offset);

const identity = {
  id: fc.constantFrom(...Array.from({ length: 25 }, (_, index) => `e${index}`)),
  revision: fc.constantFrom(0, 0, 0, 1, 2),
  retracted: fc.constantFrom(false, false, false, false, true),
  person: reference,
  surface: fc.constantFrom(...surfaces.slice(0, 3)),
};

const thing = (letter: string) => fc.constantFrom(`${letter}1`, `${letter}2`, `${letter}3`);
const model = maybe(fc.constantFrom('opus', 'haiku', 'constructor'));

const activity: fc.Arbitrary<ActivityEvent> = fc
  .record({
    ...identity,
    at: instant,
    count: fc.integer({ min: 0, max: 9 }),
    type: fc.constantFrom('message.sent', 'message.sent', 'message.sent', 'chat.created', 'project.created', 'project.used', 'artifact.created', 'connector.used'),
    chat: thing('c'),
    project: maybe(thing('p')),
    artifact: thing('a'),
    connector: fc.constantFrom('Slack', 'slack', ' Jira', 'github'),
    model,
  })
  .map((fields): ActivityEvent => {
    const none = { chat: null, project: null, artifact: null, artifactKind: null, connector: null, model: null };
    const { id, revision, retracted, person, surface, at, type, count } = fields;
    const base = { id, revision, retracted, person, surface, at, ...none, count: 1 };
    switch (type) {
      case 'message.sent':
        return { ...base, type, chat: fields.chat, project: fields.project, model: fields.model, count };
      case 'chat.created':
        return { ...base, type, chat: fields.chat, project: fields.project };
      case 'project.created':
      case 'project.used':
        return { ...base, type, project: fields.project ?? 'p1' };
      case 'artifact.created':
        return { ...base, type, artifact: fields.artifact, project: fields.project };
      case 'connector.used':
        return { ...base, type, connector: fields.connector, count };
    }
  });

const nano = fc.oneof(fc.bigInt({ min: -5_000_000_000n, max: 90_000_000_000n }), fc.constantFrom(999_999_999_999_999_999n, -1n, 0n));
const quantity = fc.oneof(fc.integer({ min: 0, max: 100 }), fc.constant(1_000_000_000_000));
// A point, minutes, hours, one exact UTC day, several days.
const length = fc.constantFrom(0, 0, 0, hour / 2, 3 * hour, 24 * hour, 48 * hour, 5 * 24 * hour);

const spend: fc.Arbitrary<SpendEvent> = fc
  .record({
    ...identity,
    at: instant,
    length,
    whole: fc.boolean(),
    amount: nano,
    listAmount: maybe(nano),
    credits: maybe(nano),
    basis: fc.constantFrom(...bases),
    model,
    costType: fc.constantFrom(...costTypes),
    requests: quantity,
    inputTokens: quantity,
    currency: fc.constantFrom('USD', 'USD', 'USD', 'USD', 'EUR'),
  })
  .map(({ at, length: duration, whole, ...fields }): SpendEvent => {
    const from = whole ? Math.floor(at / (24 * hour)) * 24 * hour : at;
    return { ...fields, type: 'spend', from, to: from + duration, outputTokens: fields.requests, cacheReadTokens: 1, cacheWriteTokens: 0, priceTable: null };
  });

const dayInPlay = fc.integer({ min: 0, max: daysInPlay - 1 }).map((offset) => addDays(firstDay, offset));
const dayKind = fc.constantFrom(...dayKinds);

const personDay: fc.Arbitrary<PersonDayEvent> = fc
  .record({ ...identity, day: dayInPlay, days: dayKind, counts: fc.record(Object.fromEntries(dayCounts.map((name) => [name, fc.constantFrom(0, 1, 2, 7)])), { requiredKeys: [] }) })
  .filter(({ counts }) => Object.keys(counts).length > 0)
  .map((fields): PersonDayEvent => ({ ...fields, type: 'person-day' }));

const reported: fc.Arbitrary<ReportedEvent> = fc
  .record({ ...identity, metric: fc.constantFrom(...metricNames), value: fc.constantFrom('0', '7', '312', '0.5'), days: fc.tuple(dayInPlay, fc.constantFrom(0, 0, 0, 1, 6)), kind: dayKind, currency: fc.constantFrom(null, 'USD', 'EUR'), about: fc.subarray([...reportedDimensions], { maxLength: 1 }), hasKey: fc.boolean(), byPerson: fc.boolean() })
  .map(({ about, hasKey, byPerson, currency, days: [from, more], kind, person, ...fields }): ReportedEvent => {
    const possible = dimensionsOf(metricOf(fields.metric).measure);
    const dimensions = Object.fromEntries(about.filter((name) => possible.includes(name)).map((name) => [name, hasKey || name === 'surface' || name === 'costType' ? (keys[name][0] ?? 'x') : unattributed]));
    // There are parts of money and of ratios, and of nothing else.
    const value = fields.value === '0.5' && !['money', 'percent', 'perChat'].includes(metricOf(fields.metric).unit) ? '5' : fields.value;
    return { ...fields, value, person: byPerson && possible.includes('person') ? person : { kind: 'nobody' }, surface: 'other', type: 'reported', from, to: addDays(from, more), days: kind, ...(currency !== null && metricOf(fields.metric).unit === 'money' ? { currency } : {}), dimensions };
  });

const event: fc.Arbitrary<UsageEvent> = fc.oneof({ weight: 6, arbitrary: activity }, { weight: 4, arbitrary: spend }, { weight: 2, arbitrary: personDay }, { weight: 2, arbitrary: reported });

const directoryPerson: fc.Arbitrary<DirectoryPerson> = fc
  .record({
    person: personReference,
    status: fc.constantFrom('active', 'active', 'invited', 'suspended', 'removed'),
    seat: maybe(fc.constant('standard')),
    groups: fc.subarray(['Berlin', 'Sales', 'constructor']),
    department: maybe(fc.constantFrom('Sales', 'Legal')),
    costCentre: maybe(fc.constantFrom('4711', '4712')),
    invitedAt: maybe(instant),
    inviteExpiresAt: maybe(instant),
  })
  .map((fields): DirectoryPerson => ({ ...fields, joinedAt: null }));

const total = maybe(fc.integer({ min: 0, max: 9 }));
const spokenOf = fc.option(fc.oneof(fc.subarray([...directoryFields]), fc.constantFrom<readonly DirectoryField[]>(['status', 'seat'], ['department', 'costCentre'], ['invites'])), { nil: null });
/** A directory snapshot, of everything or of some fields. */
export const randomSnapshot: fc.Arbitrary<DirectorySnapshot> = fc
  .record({ takenAt: instant, complete: fc.boolean(), fields: spokenOf, people: fc.option(fc.array(directoryPerson, { maxLength: 5 }), { nil: null, freq: 4 }), totals: fc.record({ purchased: total, assigned: total, pendingInvites: total }) })
  .map(({ fields, people, ...rest }): DirectorySnapshot =>
    people === null ? { ...rest, people, fields: null } : { ...rest, fields, people: people.map((said) => asFarAs((field) => speaksOf({ fields }, field), sendable(fields, said))) },
  );

/** Whoever speaks of who is what, and not of invites, cannot say that somebody is invited. */
const sendable = (fields: readonly DirectoryField[] | null, said: DirectoryPerson): DirectoryPerson =>
  said.status === 'invited' && speaksOf({ fields }, 'status') && !speaksOf({ fields }, 'invites') ? { ...said, status: 'active' } : said;

// What arrives days early tells of days that have not come yet.
const receivedAt = fc.constantFrom(randomNow, randomNow, randomNow - 5 * 24 * hour);

const delivery: fc.Arbitrary<Delivery> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ source: fc.constantFrom(...sources), receivedAt, rejected: fc.nat(2), droppedFields: fc.nat(2), items: fc.array(event, { maxLength: 25 }) }).map(
      ({ items, ...fields }): Delivery => ({ kind: 'events', ...fields, items: items.map((item, index) => ({ index, event: item })) }),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.record({ source: fc.constantFrom(...sources.slice(0, 2)), snapshot: randomSnapshot }).map((fields): Delivery => ({ kind: 'directory', receivedAt: randomNow, droppedFields: 0, ...fields })),
  },
);

/** Deliveries in the order of their arrival, with revisions, retractions, conflicts, repeats and things set aside. */
export const randomHistory: fc.Arbitrary<readonly Delivery[]> = fc.array(delivery, { maxLength: 6 });

/** Somebody decides on some of what waits, chosen by its place in the list; at times the organisation accounts in another currency by then. */
export interface RandomDecision {
  readonly verb: Decision['verb'];
  readonly picks: readonly number[];
  readonly currency: string;
}

const decision: fc.Arbitrary<RandomDecision> = fc.record({
  verb: fc.constantFrom('release', 'release', 'discard'), picks: fc.array(fc.nat(30), { minLength: 1, maxLength: 4 }), currency: fc.constantFrom('USD', 'USD', 'EUR'),
});

/** Somebody is erased, if anybody is called so by then. */
export interface RandomErasure {
  readonly erased: string;
}

/** The time of everybody is over who has done nothing from a day on and is not in the directory. */
export interface RandomExpiry {
  readonly expiredBefore: Day;
}

const expiry: fc.Arbitrary<RandomExpiry> = fc.integer({ min: 1, max: daysInPlay + 1 }).map((days) => ({ expiredBefore: addDays(firstDay, days) }));

const erasure: fc.Arbitrary<RandomErasure> = fc.record({ erased: fc.constantFrom('u1', 'u2', 'u3', '__proto__', 'a@x.example', 'b@x.example', 'c@x.example') });

type Step = Delivery | RandomDecision | RandomErasure | RandomExpiry;

/**
 * Deliveries, and between them decisions about what they set aside, and people who are erased or whose time is over.
 * Deliveries come again, also after a decision about what they brought.
 */
export const randomCourse: fc.Arbitrary<readonly Step[]> = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: delivery }, { weight: 2, arbitrary: decision }, { weight: 1, arbitrary: fc.nat(9) }, { weight: 1, arbitrary: erasure }, { weight: 1, arbitrary: expiry },
    ),
    { maxLength: 10 },
  )
  .map((steps) => steps.map((step, at) => (typeof step === 'number' ? (steps.slice(0, at).filter(isDelivery)[step] ?? steps.find(isDelivery)) : step)).filter((step) => step !== undefined));

export const isDelivery = (step: unknown): step is Delivery => typeof step === 'object' && step !== null && 'receivedAt' in step;

const day = fc.integer({ min: -3, max: daysInPlay + 2 }).map((offset) => addDays(firstDay, offset));

/** Queries that a report can answer. */
export const randomQuery: fc.Arbitrary<ReportQuery> = fc
  .record({
    by: sometimes(fc.constantFrom(...dimensions)),
    filtered: fc.subarray([...dimensions], { maxLength: 2 }),
    first: fc.nat(),
    second: fc.nat(),
    days: fc.tuple(day, day),
    range: sometimes(fc.constantFrom(...ranges.filter((range) => range !== '365d'))),
    grain: fc.constantFrom(...grains),
    top: sometimes(fc.integer({ min: 1, max: 3 })),
    compare: sometimes(fc.constantFrom(...comparisons)),
    beside: sometimes(fc.constantFrom(...besides)),
  })
  .chain(({ by, filtered, first, second, days, range, grain, top, compare, beside }) => {
    const wanted: readonly Dimension[] = [...(by === undefined ? [] : [by]), ...filtered];
    const able = metricNames.filter((name) => wanted.every((dimension) => dimensionsOf(metricOf(name).measure).includes(dimension)));
    const possible = able.length > 0 ? able : metricNames;
    const allowed = able.length > 0;
    const metrics = [...new Set([first, second].flatMap((number) => possible[number % possible.length] ?? []))];
    const [from = firstDay, to = firstDay] = [...days].sort();
    const conditions = allowed && filtered.length > 0 ? fc.array(fc.constantFrom(...filtered).chain(conditionOn), { maxLength: 3 }) : fc.constant([]);
    return conditions.map((where): ReportQuery => ({
      metrics,
      ...(range === undefined ? { from, to } : { range }),
      grain,
      ...(allowed && by !== undefined ? { by, ...(top === undefined ? {} : { top }) } : {}),
      ...(where.length > 0 ? { where } : {}),
      ...(compare === undefined ? {} : { compare }),
      ...(beside === undefined ? {} : { beside }),
    }));
  });

const keys: Readonly<Record<Dimension, readonly string[]>> = {
  person: ['@service', '@unattributed', 'p_unknown'], model: ['opus', 'constructor', '@unattributed'], connector: ['slack', 'jira'], surface: ['chat', 'code'],
  project: ['p1', '@unattributed'], group: ['Berlin', 'Sales', '@unattributed', '@service'], department: ['Sales', '@unattributed'], costCentre: ['4711', '@service'], costType: ['tokens', 'other', 'seat'],
};
const conditionOn = (dimension: Dimension): fc.Arbitrary<Condition> => fc.constantFrom(...keys[dimension]).map((key) => ({ dimension, key }));
