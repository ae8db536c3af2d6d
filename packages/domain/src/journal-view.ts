import { calendar, type Interval } from './calendar.js';
import type { Day } from './days.js';
import { actorKinds, happeningNames, type ActorKind, type HappeningName, type JournalEntry, type JournalName, type JournalParticulars, type JournalQuestion, type JournalStore } from './journal.js';
import { isPermitted } from './operations.js';
import { permit } from './permit.js';
import type { Organisation } from './organisation.js';
import type { Reader } from './permissions.js';
import { firstReportDay, isReportDay, lastReportDay, oneOf } from './query.js';
import { refuse } from './report-error.js';
import { shown } from './shown.js';

/** Which entries somebody asks for; days are the organisation's. */
export interface JournalQuery {
  /** Only entries before this number. */
  readonly before?: number | undefined;
  /** Default 50, at most 200. */
  readonly limit?: number | undefined;
  /** One of `happeningNames`. */
  readonly happening?: string | undefined;
  /** One of `actorKinds`. */
  readonly actor?: string | undefined;
  readonly actorId?: string | undefined;
  readonly from?: Day | undefined;
  readonly to?: Day | undefined;
}

/** An entry as a reader may see it. */
export interface JournalEntryView {
  readonly number: number;
  readonly at: string;
  readonly by: {
    readonly kind: ActorKind;
    readonly id: string | null;
    /** What it is called now; `null` where it was erased, has none, or is not for this reader. */
    readonly name: string | null;
  };
  /** The address it came from. */
  readonly from: string | null;
  readonly happening: HappeningName;
  readonly about: JournalParticulars;
  /** What ids among the particulars are called now. */
  readonly names: Readonly<Record<string, string>>;
  /** Particulars that are not for this reader. */
  readonly hidden: readonly string[];
  readonly hash: string;
}

export interface JournalView {
  readonly organisation: string;
  readonly entries: readonly JournalEntryView[];
  /** What to give as `before` to see what came earlier; `null` where nothing did. */
  readonly next: number | null;
}

export const journalLimits = { page: 50, entries: 200 } as const;


/** What happened in an organisation, newest first. */
export function journalView(reader: Reader, store: JournalStore, query: JournalQuery): JournalView {
  permit(reader, 'read-journal');
  const limit = query.limit ?? journalLimits.page;
  if (!Number.isInteger(limit) || limit < 1 || limit > journalLimits.entries) refuse({ name: 'whole-number', about: { field: 'limit', least: '1', most: String(journalLimits.entries), given: String(limit) } });
  // One more than is shown tells whether there is more.
  const found = store.journalEntries(reader.organisation.slug, { ...journalQuestion(reader.organisation, query), limit: limit + 1 });
  const entries = found.slice(0, limit);
  return { organisation: reader.organisation.slug, entries: viewsFor(reader, store, entries), next: found.length > limit ? (entries.at(-1)?.number ?? null) : null };
}

/** All of it, page by page, for whoever takes it along. What is refused is refused at once, and not with the first page. */
export function journalExport(reader: Reader, store: JournalStore, query: Omit<JournalQuery, 'limit'>): Iterable<readonly JournalEntryView[]> {
  permit(reader, 'export-journal');
  const question = { ...journalQuestion(reader.organisation, query), limit: journalLimits.entries };
  return (function* () {
    let { before } = question;
    for (;;) {
      const entries = store.journalEntries(reader.organisation.slug, { ...question, before });
      if (entries.length === 0) return;
      yield viewsFor(reader, store, entries);
      before = entries.at(-1)?.number;
    }
  })();
}

/** Reads what was asked for, or refuses in a sentence. */
export function journalQuestion(organisation: Pick<Organisation, 'timeZone'>, { before, happening, actor, actorId, from, to }: JournalQuery): Omit<JournalQuestion, 'limit'> {
  if (before !== undefined && (!Number.isSafeInteger(before) || before < 1)) refuse({ name: 'cursor-wrong', about: { given: String(before) } });
  return { before, happening: oneOf('happening', happening, happeningNames), actor: oneOf('actor', actor, actorKinds), actorId, during: intervalOf(organisation, from, to) };
}

function intervalOf({ timeZone }: Pick<Organisation, 'timeZone'>, from: Day | undefined, to: Day | undefined): Interval | undefined {
  if (from === undefined && to === undefined) return undefined;
  for (const [name, day] of [['from', from], ['to', to]] as const) {
    if (day !== undefined && !isReportDay(day)) refuse({ name: 'day-wrong', about: { field: name, given: shown(day) } });
  }
  const [first, last] = [from ?? firstReportDay, to ?? lastReportDay];
  if (first > last) refuse({ name: 'days-order', about: { from: first, to: last } });
  return calendar(timeZone).intervalOf(first, last);
}

/** Particulars that say of which people numbers were asked for. */
const peopleParticulars = ['people'] as const;

/** Whether an entry follows from what somebody is called: with the key beside it, it would say which pseudonym they have. */
const isOfTheNamed = ({ happening, about }: JournalEntry): boolean => happening === 'person-erased' || about['what'] === 'erasure';

const viewsFor = (reader: Reader, store: JournalStore, entries: readonly JournalEntry[]): JournalEntryView[] =>
  journalEntryViews(store, reader.organisation.slug, entries, {
    names: { member: isPermitted(reader, 'read-members'), key: isPermitted(reader, 'read-keys') },
    hides: (entry) => (reader.permissions.has('view:people') && (reader.organisation.names === 'full' || !isOfTheNamed(entry)) ? [] : peopleParticulars),
  });

/** Entries with their ids called as they are now, as far as somebody may know that, and without particulars that are not for them. */
export function journalEntryViews(
  store: Pick<JournalStore, 'journalNames'>, organisation: string | null, entries: readonly JournalEntry[], { names, hides }: { readonly names: Readonly<Record<JournalName['kind'], boolean>>; readonly hides: (entry: JournalEntry) => readonly string[] },
): JournalEntryView[] {
  const known = store.journalNames(organisation, [...new Set(entries.flatMap(idsIn))]);
  const called = (id: string): string | null => {
    const found = known.get(id);
    return found !== undefined && names[found.kind] ? found.name : null;
  };
  return entries.map((entry) => {
    const { number, at, by, happening, about, hash } = entry;
    const hidden = hides(entry).filter((name) => Object.hasOwn(about, name));
    return {
      number, at: new Date(at).toISOString(),
      by: { kind: by.kind, id: by.id, name: by.id === null ? null : called(by.id) },
      from: by.address, happening,
      about: Object.fromEntries(Object.entries(about).filter(([name]) => !hidden.includes(name))),
      names: Object.fromEntries(textsIn(about).flatMap((id): [string, string][] => { const name = called(id); return name === null ? [] : [[id, name]]; })),
      hidden, hash,
    };
  });
}

/** Everything in an entry that could be an id. */
const idsIn = ({ by, about }: JournalEntry): string[] => [...(by.id === null ? [] : [by.id]), ...textsIn(about)];

const textsIn = (about: JournalParticulars): string[] => Object.values(about).flatMap((value) => (typeof value === 'string' || Array.isArray(value) ? [value].flat() : []));
