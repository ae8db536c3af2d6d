import {
  activityTypeNames, addDays, asksForSeats, calendar, compareText, connectorKey, countedFromEvents, covers, dayReadingOf, daysOf, directoryOf, earlier, handleOf, hasSeat, isActivity, isInvited, isMembership, isPersonDay,
  isErasedWord, isSpend, membershipsOf, openInvitesIn, service, surfacesOf, systemNamed, typesOf, unattributed, undeclaredDoors, usesOf, whoIn, windowOf, yieldedDays, yieldedEvents,
  type Aggregate, type Answer, type AnswerRow, type Column, type Constants, type Contribution, type ContributionQuestion, type Day, type Dimension, type Directory, type DirectoryPerson,
  type Handle, type Identities, type LedgerState, type MembershipSegment, type OpenInvite, type Organisation, type Period, type Question, type Reference, type SpendEvent, type UsageEvent,
} from '@pegel/domain';
import { pseudonymOf } from '@pegel/domain/pseudonym';
import type { Ledger } from './ledger.js';
import { countingLines, daysByBasis, daysCovered, type Line } from './spend.js';

/** One fact with everything that can be asked of it. */
interface Row {
  readonly source: string;
  readonly day: Day;
  readonly person: Reference;
  readonly event: UsageEvent;
}

/** Answers by looking at every fact for every period: nothing here is clever, so that it can be believed. */
export function answer(ledger: Ledger, question: Question, state: LedgerState): Answer {
  const view = viewOf(ledger, question);
  switch (question.fact) {
    case 'activity':
      return countActivity(ledger, question, view, state);
    case 'spend':
      return countSpend(ledger, question, view);
    case 'directory':
      return countDirectory(question, view);
  }
}

/** The ledger as one question sees it: days in the organisation's zone, people linked, the directory of each day. */
interface View {
  dayOf(instant: number): Day;
  directory(day: Day): Directory;
  dayEnd(day: Day): number;
  handle(source: string, person: Reference): Handle | null;
  /** Whether somebody has a seat at the end of a day. */
  hasSeat(row: Row, day: Day): boolean;
  keys(row: Row, dimension: Dimension): readonly string[];
  matches(row: Row): boolean;
}

export function viewOf(ledger: Ledger, question: Pick<Question, 'organisation' | 'where' | 'namedSince'>): View {
  const { organisation } = question;
  const zone = calendar(organisation.timeZone);
  const identities: Identities = ledger.identities();
  const snapshots = ledger.directory();
  const directories = new Map<Day, Directory>();

  const directory = (day: Day): Directory => {
    const known = directories.get(day) ?? directoryOf(day, snapshots, whoIn(identities), zone);
    directories.set(day, known);
    return known;
  };
  const handle = (source: string, person: Reference): Handle | null => {
    if (person.kind !== 'person') return null;
    const own = handleOf(source, person);
    return identities.get(own) ?? own;
  };
  const keys = (row: Row, dimension: Dimension): readonly string[] => {
    if (dimension === 'person' || isMembership(dimension)) {
      if (row.person.kind === 'service') return [service];
      const person = handle(row.source, row.person);
      if (person === null) return [unattributed];
      if (dimension === 'person' && question.namedSince != null && row.day < question.namedSince) return [unattributed];
      if (dimension === 'person') return [pseudonymOf(organisation.pseudonymSecret, person)];
      const entry = directory(row.day).people.get(person);
      const found = entry === undefined ? [] : membershipsOf(entry, dimension);
      return found.length === 0 ? [unattributed] : found;
    }
    const own = ownKey(row.event, dimension);
    return [own ?? unattributed];
  };
  return {
    dayOf: zone.dayOf,
    directory,
    dayEnd: (day) => zone.intervalOf(day, day).to,
    handle,
    hasSeat({ source, person }, day) {
      const who = handle(source, person);
      const entry = who === null ? undefined : directory(day).people.get(who);
      return entry !== undefined && hasSeat(entry);
    },
    keys,
    matches: (row) => [...question.where].every(([dimension, wanted]) => keys(row, dimension).some((key) => wanted.includes(key))),
  };
}

function ownKey(event: UsageEvent, dimension: Dimension): string | null {
  switch (dimension) {
    case 'surface':
      return event.surface;
    case 'model':
      return isSpend(event) || isActivity(event) ? event.model : null;
    case 'costType':
      return isSpend(event) ? event.costType : null;
    case 'project':
      return isActivity(event) ? event.project : null;
    case 'connector':
      return !isActivity(event) || event.connector === null ? null : connectorKey(event.connector);
    default:
      return null;
  }
}

/** What counts of what people did: the rows that are asked for, and which of them an aggregate counts in a period. */
function activityRows(ledger: Ledger, question: Question, view: View, state: LedgerState): { readonly told: readonly Row[]; readonly matching: readonly Row[]; counts(aggregate: Aggregate, row: Row, period: Period): boolean } {
  const { organisation } = question;
  const yields = yieldedEvents(state, organisation, calendar(organisation.timeZone));
  const undeclared = undeclaredDoors(state, organisation);
  const told = ledger.facts().flatMap(({ source, event }): Row[] =>
    isActivity(event) && (activityTypeNames as readonly string[]).includes(event.type) ? [{ source, event, person: event.person, day: view.dayOf(event.at) }] : [],
  );
  const placeOf = (source: string, { event: { type, surface }, day }: Row) => `${source} ${type} ${surface} ${day}`;
  const places = new Set(told.map((row) => placeOf(row.source, row)));
  const rows = told.filter((row) => {
    const { source, event, day } = row;
    const isCovered = yields.some((other) => other.source === source && other.type === event.type && other.surface === event.surface && covers(other.days, { from: day, to: day }));
    return !isCovered && !undeclared.some((door) => door.source === source && places.has(placeOf(door.before, row)));
  });
  // A vendor's count of a day is a fact for every surface it tells of.
  const dayRows = ledger.facts().flatMap(({ source, event }): Row[] =>
    isPersonDay(event) ? usesOf(event).map(({ surface, counts }) => ({ source, event: { ...event, surface, counts }, person: event.person, day: event.day })) : [],
  );
  const isAuthority = authorityOfDays(question, state, dayRows);
  return {
    told: rows,
    matching: [...rows, ...dayRows].filter((row) => view.matches(row)),
    counts: (aggregate, row, period) =>
      isWithin(row.day, windowOf(aggregate, period)) && !(asksForSeats(aggregate) && view.hasSeat(row, period.to)) && (isPersonDay(row.event) ? isAuthority(aggregate, row) : meets(aggregate, row.event)),
  };
}

function countActivity(ledger: Ledger, question: Question, view: View, state: LedgerState): Answer {
  const { organisation } = question;
  const { told, matching, counts } = activityRows(ledger, question, view, state);
  const labels = labelsOf(question, told);
  return {
    rows: question.periods.flatMap((period, index) => {
      const first = question.aggregates.map((aggregate) => windowOf(aggregate, period)).reduce((from, window) => earlier(from, window.from), period.from);
      const near = matching.filter(({ day }) => isWithin(day, { from: first, to: period.to }));
      return split(question, view, near, (aggregate, row) => counts(aggregate, row, period), (aggregate, found) => {
        const counted = aggregate.kind === 'trailing' ? aggregate.of : aggregate;
        if (counted.kind === 'closing') return 0n;
        const added = found.reduce((total, { event }) => total + BigInt(dayCountOf(aggregate, event)), 0n);
        if (counted.kind === 'sum') return found.reduce((total, { event }) => total + (isActivity(event) ? BigInt(event.count) : 0n), added);
        return added + BigInt(new Set(found.map((row) => entityOf(view, organisation, row, counted.entity)).filter((entity) => entity !== null)).size);
      }).map(({ key, values }) => ({ period: index, key, label: key === null ? null : (labels.get(key) ?? null), values }));
    }),
    cut: [],
    unsplit: question.aggregates.some(asksForSeats) ? question.periods.flatMap(({ to }, index) => (view.directory(to).seatsByPerson ? [] : [index])) : [],
    bases: [],
  };
}

/** Whether a vendor's count of a day is what an aggregate reads there: it says something of it, and neither events nor a door before it cover the day. */
function authorityOfDays({ organisation, aggregates }: Question, state: LedgerState, rows: readonly Row[]): (aggregate: Aggregate, row: Row) => boolean {
  const undeclared = undeclaredDoors(state, organisation);
  const zone = calendar(organisation.timeZone);
  const counted = new Map(aggregates.map((aggregate) => [aggregate, new Map(surfacesOf(aggregate).map((surface) => [surface, countedFromEvents(state, zone, aggregate, surface)]))]));
  return (aggregate, { source, event, day }) => {
    const fromEvents = counted.get(aggregate)?.get(event.surface);
    if (fromEvents === undefined || covers(fromEvents, { from: day, to: day })) return false;
    const yielded = yieldedDays(state, organisation, aggregate, event.surface).get(source);
    if (dayAmountOf(aggregate, event) === 0 || (yielded !== undefined && covers(yielded, { from: day, to: day }))) return false;
    const before = undeclared.filter((door) => door.source === source).map((door) => door.before);
    return !rows.some((other) => before.includes(other.source) && other.day === day && other.event.surface === event.surface && dayAmountOf(aggregate, other.event) > 0);
  };
}

/** What a vendor's counts of a day add up to for an aggregate. */
function dayAmountOf(aggregate: Aggregate, event: UsageEvent): number {
  const reading = dayReadingOf(aggregate);
  if (reading === null || !isPersonDay(event)) return 0;
  return reading.counts.reduce((sum, count) => sum + (event.counts[count] ?? 0), 0);
}

/** The part of it that is added to what was counted: people are counted as people. */
const dayCountOf = (aggregate: Aggregate, event: UsageEvent): number => (dayReadingOf(aggregate)?.kind === 'sum' ? dayAmountOf(aggregate, event) : 0);

const isWithin = (day: Day, period: Period): boolean => period.from <= day && day <= period.to;

function meets(aggregate: Aggregate, event: UsageEvent): boolean {
  const counted = aggregate.kind === 'trailing' ? aggregate.of : aggregate;
  if (counted.kind === 'closing') return false;
  const { surface, costType }: Constants = counted.where;
  if (surface !== undefined && event.surface !== surface) return false;
  if (isSpend(event)) return costType === undefined || [costType].flat().includes(event.costType);
  return (typesOf(counted.where) as readonly string[]).includes(event.type);
}

function entityOf(view: View, organisation: Organisation, { source, event, person }: Row, entity: 'person' | 'chat' | 'project' | 'artifact'): string | null {
  if (entity === 'person') return view.handle(source, person);
  const own = isActivity(event) ? event[entity] : null;
  return own === null ? null : `${systemNamed(organisation, source)}\n${own}`;
}

/** The spelling to show for a connector: of all that were sent, the first in code-point order. */
function labelsOf(question: Question, rows: readonly Row[]): Map<string, string> {
  const labels = new Map<string, string>();
  if (question.by !== 'connector') return labels;
  for (const { event } of rows) {
    if (!isActivity(event) || event.connector === null) continue;
    const key = connectorKey(event.connector);
    const known = labels.get(key);
    if (known === undefined || compareText(event.connector, known) < 0) labels.set(key, event.connector);
  }
  return labels;
}

/** Splits rows by the question's dimension and computes every aggregate for every key. */
function split(
  question: Question,
  view: View,
  rows: readonly Row[],
  counts: (aggregate: Aggregate, row: Row) => boolean,
  compute: (aggregate: Aggregate, rows: readonly Row[]) => bigint,
): { key: string | null; values: bigint[] }[] {
  const groups = new Map<string | null, Row[]>();
  for (const row of rows) {
    for (const key of question.by === null ? [null] : new Set(view.keys(row, question.by))) {
      const members = groups.get(key);
      if (members === undefined) groups.set(key, [row]);
      else members.push(row);
    }
  }
  return [...groups]
    .map(([key, members]) => ({ key, values: question.aggregates.map((aggregate) => compute(aggregate, members.filter((row) => counts(aggregate, row)))) }))
    .filter(({ values }) => values.some((value) => value !== 0n));
}

function countSpend(ledger: Ledger, question: Question, view: View): Answer {
  const lines = spendLines(ledger, question.organisation.timeZone);
  const counting = question.periods.map((period) => countingLines(lines, period));
  return {
    rows: counting.flatMap(({ lines: found }, index): AnswerRow[] => {
      const rows = found.map(({ source, event, days }): Row => ({ source, event, person: event.person, day: days.from })).filter((row) => view.matches(row));
      return split(question, view, rows, (aggregate, row) => meets(aggregate, row.event), (aggregate, members) =>
        members.reduce((total, { event }) => total + (isSpend(event) && aggregate.kind === 'sum' && aggregate.fact === 'spend' ? columnOf(event, aggregate.column as Column<'spend'>) : 0n), 0n), // The fact says whose column it is.
      ).map(({ key, values }) => ({ period: index, key, label: null, values }));
    }),
    cut: counting.flatMap(({ isCut }, index) => (isCut ? [index] : [])),
    unsplit: [],
    bases: counting.map(({ lines: found }) => daysByBasis(found)),
  };
}

/** Every spend line that is not retracted, with its days in a zone. */
export function spendLines(ledger: Ledger, timeZone: string): Line[] {
  return ledger.facts().flatMap(({ source, event }) => (isSpend(event) ? [{ source, event, days: daysCovered(event, calendar(timeZone)) }] : []));
}

export function columnOf(event: SpendEvent, column: Column<'spend'>): bigint {
  switch (column) {
    case 'amount':
      return event.amount;
    case 'listAmount':
      return event.listAmount ?? event.amount;
    case 'credits':
      return event.credits ?? 0n;
    default:
      return BigInt(event[column]);
  }
}

function countDirectory(question: Question, view: View): Answer {
  const rows: AnswerRow[] = [];
  const unsplit: number[] = [];
  const isNarrow = question.by !== null || question.where.size > 0;
  for (const [index, period] of question.periods.entries()) {
    const day = period.to;
    const directory = view.directory(day);
    const columns = question.aggregates.map((aggregate) => (aggregate.kind === 'closing' ? aggregate.column : null));
    if (isNarrow && ((columns.includes('seats') && !directory.seatsByPerson) || (columns.includes('pendingInvites') && !directory.invitesByPerson))) unsplit.push(index);
    if (!isNarrow) {
      const values = columns.map((column) => BigInt((column === null ? null : directory[column]) ?? 0));
      if (values.some((value) => value !== 0n)) rows.push({ period: index, key: null, label: null, values });
      continue;
    }
    const totals = new Map<string | null, bigint[]>();
    for (const person of directory.people.values()) {
      const has = columns.map((column) => (column === 'seats' ? directory.seatsByPerson && hasSeat(person) : column === 'pendingInvites' && directory.invitesByPerson && isInvited(person, view.dayEnd(day))));
      const keysIn = (dimension: Dimension): readonly string[] => {
        const found = isMembership(dimension) ? membershipsOf(person, dimension) : [];
        return found.length === 0 ? [unattributed] : found;
      };
      if (![...question.where].every(([dimension, wanted]) => keysIn(dimension).some((key) => wanted.includes(key)))) continue;
      for (const key of question.by === null ? [null] : new Set(keysIn(question.by))) {
        const known = totals.get(key) ?? columns.map(() => 0n);
        totals.set(key, known.map((value, at) => value + (has[at] ? 1n : 0n)));
      }
    }
    for (const [key, values] of totals) if (values.some((value) => value !== 0n)) rows.push({ period: index, key, label: null, values });
  }
  return { rows, cut: [], unsplit, bases: [] };
}


/** Whose doing numbers are: everybody with a fact that counts and is not nought. */
export function contributions(ledger: Ledger, asked: ContributionQuestion, state: LedgerState): Contribution[] {
  const question: Question = { ...asked, where: new Map() };
  const view = viewOf(ledger, question);
  switch (question.fact) {
    case 'activity': {
      const { matching, counts } = activityRows(ledger, question, view, state);
      return asked.periods.flatMap((period, index) =>
        asked.aggregates.flatMap((aggregate, at) => behind(at, index, matching.filter((row) => counts(aggregate, row, period) && isSomething(aggregate, row.event)), question, view, ledger)),
      );
    }
    case 'spend': {
      const lines = spendLines(ledger, question.organisation.timeZone);
      return asked.periods.flatMap((period, index) => {
        const rows = countingLines(lines, period).lines.map(({ source, event, days }): Row => ({ source, event, person: event.person, day: days.from }));
        return asked.aggregates.flatMap((aggregate, at) => behind(at, index, rows.filter((row) => meets(aggregate, row.event) && isSomething(aggregate, row.event)), question, view, ledger));
      });
    }
    case 'directory':
      return asked.periods.flatMap(({ to: day }, period) => {
        const { people, seatsByPerson, invitesByPerson } = view.directory(day);
        return asked.aggregates.flatMap((aggregate, at) => {
          const counts = (person: DirectoryPerson): boolean => aggregate.kind === 'closing' && (aggregate.column === 'seats' ? seatsByPerson && hasSeat(person) : invitesByPerson && isInvited(person, view.dayEnd(day)));
          const found = [...people].flatMap(([handle, person]) => (counts(person) ? [handle] : []));
          return found.length === 0 ? [] : [{ aggregate: at, period, key: null, people: Uint32Array.from(found, (handle) => numberOf(ledger, handle)) }];
        });
      });
  }
}

function behind(aggregate: number, period: number, rows: readonly Row[], { by }: Question, view: View, ledger: Ledger): Contribution[] {
  const people = new Map<string | null, Set<string>>();
  for (const row of rows) {
    const person = view.handle(row.source, row.person);
    if (person === null) continue;
    for (const key of by === null ? [null] : view.keys(row, by)) people.set(key, (people.get(key) ?? new Set()).add(person));
  }
  return [...people].map(([key, found]) => ({ aggregate, period, key, people: Uint32Array.from(found, (handle) => numberOf(ledger, handle)) }));
}

/** What tells people apart, in the order in which they were asked about. */
const numbers = new WeakMap<Ledger, Map<Handle, number>>();

function numberOf(ledger: Ledger, handle: Handle): number {
  const own = numbers.get(ledger) ?? new Map<Handle, number>();
  numbers.set(ledger, own);
  const number = own.get(handle) ?? own.size;
  own.set(handle, number);
  return number;
}

/** Whether a fact that counts adds anything: a nought in a sum is nobody's doing, and neither is what names no thing to count. */
function isSomething(aggregate: Aggregate, event: UsageEvent): boolean {
  if (isPersonDay(event)) return true;
  const counted = aggregate.kind === 'trailing' ? aggregate.of : aggregate;
  if (counted.kind === 'closing') return false;
  if (isSpend(event)) return counted.kind === 'sum' && counted.fact === 'spend' && columnOf(event, counted.column as Column<'spend'>) !== 0n; // The fact says whose column it is.
  if (counted.kind === 'sum') return isActivity(event) && event.count !== 0;
  return counted.entity === 'person' || (isActivity(event) && event[counted.entity] !== null);
}

/** The invites that were out when a day ended. */
export function openInvites(ledger: Ledger, organisation: Organisation, day: Day): { readonly total: number | null; readonly invites: readonly OpenInvite[] | null } {
  const view = viewOf(ledger, { organisation, where: new Map() });
  const directory = view.directory(day);
  return { total: directory.pendingInvites, invites: openInvitesIn(directory, view.dayEnd(day), (handle) => (isErasedWord(handle) ? unattributed : pseudonymOf(organisation.pseudonymSecret, handle))) };
}

/** What everybody in the directory belonged to, day by day, with days joined on which nothing of it changed. */
export function membershipSegments(ledger: Ledger, organisation: Organisation, days: Period): MembershipSegment[] {
  const view = viewOf(ledger, { organisation, where: new Map() });
  const open = new Map<number, MembershipSegment>();
  const ended: MembershipSegment[] = [];
  for (const day of daysOf(days)) {
    const { people } = view.directory(day);
    for (const [handle, { status, groups, department, costCentre }] of people) {
      const person = numberOf(ledger, handle);
      const now: MembershipSegment = { person, days: { from: day, to: day }, isListed: status !== 'removed', groups: [...new Set(groups)], department, costCentre };
      const before = open.get(person);
      const isSame = before !== undefined && before.days.to === addDays(day, -1) && JSON.stringify({ ...before, days: null }) === JSON.stringify({ ...now, days: null });
      if (before !== undefined && !isSame) ended.push(before);
      open.set(person, isSame ? { ...before, days: { from: before.days.from, to: day } } : now);
    }
  }
  return [...ended, ...open.values()];
}
