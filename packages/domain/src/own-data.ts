import { calendar, type Instant } from './calendar.js';
import type { Day, Period } from './days.js';
import type { Basis } from './facts.js';
import { isPersonKey, normaliseEmail } from './identity.js';
import type { Actor, ActorKind, HappeningName, JournalEntry, JournalParticulars, JournalStore } from './journal.js';
import { dimensionsOf } from './measures.js';
import { metricNames, metricOf, type MetricName } from './metrics.js';
import { formatAmount } from './money.js';
import type { Organisation } from './organisation.js';
import { readerWithRole, type Reader } from './permissions.js';
import type { Grain, Range } from './periods.js';
import type { ReportQuery } from './query.js';
import type { NamedRefusal } from './refusals.js';
import { ReportError } from './report-error.js';
import { report } from './report.js';
import type { ReportRow } from './report-result.js';
import { spendByUser, type UserSpend } from './spend-by-user.js';
import type { KnownPerson, PersonWords, UsageStore } from './store.js';
import { unmaskingsConcerning, type UnmaskingStore, type UnmaskingTold } from './unmasking.js';

/** By which address somebody's own data are found, or that nobody stands for it. */
export type OwnAddress =
  | { readonly kind: 'theirs'; readonly email: string }
  /** An identity provider knows whose address it is, and has not been asked. */
  | { readonly kind: 'unproven'; readonly provider: string };

/** Where accounts are kept, as far as own data need them. */
export interface OwnAddressStore {
  /** Of an account; `null` for one that there is not. */
  ownAddress(account: string): OwnAddress | null;
}

/** All that is known of somebody beside what they did, with its times as texts. */
export interface OwnHolding {
  readonly key: string;
  readonly words: readonly (Omit<PersonWords, 'firstAt' | 'lastAt'> & { readonly firstAt: string; readonly lastAt: string })[];
  readonly listed: (Omit<Listed, 'joinedAt' | 'invitedAt' | 'inviteExpiresAt'> & { readonly [Time in 'joinedAt' | 'invitedAt' | 'inviteExpiresAt']: string | null }) | null;
}

type Listed = NonNullable<KnownPerson['listed']>;

/** Everything that own data are put together from. */
export interface OwnDataSources {
  readonly store: UsageStore;
  readonly journal: Pick<JournalStore, 'journalEntries' | 'journalNames'>;
  readonly addresses: OwnAddressStore;
  readonly unmaskings: Pick<UnmaskingStore, 'unmaskings'>;
}

/** What owners are told, or the sentence with which they are turned away, and what that is called for whoever says it in other words. */
type AsOwnersSee<T> = ({ readonly isShown: true } & T) | { readonly isShown: false; readonly why: string; readonly refusal: NamedRefusal };

/** A report by person as an owner has it, of which one person's rows are left. */
export interface OwnReport extends Period {
  readonly range: Range;
  readonly grain: Grain;
  readonly metrics: readonly MetricName[];
  /** Exactly those that an owner gets. */
  readonly rows: readonly ReportRow[];
}

/** A line of the export of spend by user. What nobody has counted is null. */
export interface OwnSpend {
  readonly model: string | null;
  readonly basis: Basis | 'reported';
  readonly amount: string | null;
  readonly listAmount: string | null;
  readonly credits: string | null;
  readonly requests: number | null;
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  readonly cacheReadTokens: number | null;
  readonly cacheWriteTokens: number | null;
}

/** That somebody looked at numbers of this person, or took them along. */
export interface OwnLook {
  readonly at: string;
  readonly by: {
    readonly kind: ActorKind;
    /** An address, or what a token is called; `null` where it is no longer there. */
    readonly name: string | null;
    readonly isSelf: boolean;
  };
  readonly happening: Extract<HappeningName, 'people-viewed' | 'exported'>;
  /** What it was for, where the organisation asks. */
  readonly purpose: string | null;
  /** Which question it was. */
  readonly about: JournalParticulars;
}

/** That somebody could see this person's name for a while, which others do not. */
export interface OwnUnmasking extends Omit<UnmaskingTold, 'id' | 'from' | 'until'> {
  readonly from: string;
  readonly until: string;
}

/** What an organisation holds of somebody, what its owners see of it, and who looked. */
export interface OwnData {
  readonly organisation: Pick<Organisation, 'slug' | 'name' | 'timeZone' | 'currency' | 'extraUsage' | 'names' | 'groupSize' | 'retentionDays'>;
  readonly at: string;
  /** The address by which everything here was found. */
  readonly email: string;
  /** `null`: nothing of anybody with this address. */
  readonly held: OwnHolding | null;
  readonly reports: AsOwnersSee<{ readonly reports: readonly OwnReport[] }>;
  readonly spend: AsOwnersSee<Period & { readonly lines: readonly OwnSpend[] }>;
  readonly looks: {
    /** The newest first. */
    readonly entries: readonly OwnLook[];
    /** Whether there are older ones than these. */
    readonly areMore: boolean;
  };
  /** The newest first; of each from when on it may be told. */
  readonly unmaskings: readonly OwnUnmasking[];
}

export const ownDataLimits = { looks: 1_000 } as const;

/** Every metric that owners can have by person. */
export const ownMetrics: readonly MetricName[] = metricNames.filter((name) => dimensionsOf(metricOf(name).measure).includes('person'));

/** The reports that are shown: what owners look at, day by day and as totals to date. The last is the longest, and that of the spend. */
export const ownReports = [
  { range: '90d', grain: 'day' },
  { range: 'mtd', grain: 'total' },
  { range: 'qtd', grain: 'total' },
  { range: 'ytd', grain: 'total' },
] as const satisfies readonly Pick<Required<ReportQuery>, 'range' | 'grain'>[];

const noTokens = (): ReportError => new ReportError({ name: 'own-data-token', about: {} });
const unproven = (provider: string): ReportError => new ReportError({ name: 'own-data-unproven', about: { provider } });

/** The address of whoever asks, who is somebody signed in: no question names a person. */
function addressOf(by: Actor, addresses: OwnAddressStore): string {
  if (by.kind !== 'account' || by.id === null) throw noTokens();
  const own = addresses.ownAddress(by.id);
  if (own === null) throw noTokens();
  if (own.kind === 'unproven') throw unproven(own.provider);
  return normaliseEmail(own.email);
}

/** What is held of whoever asks, what owners see of it, and who looked at it. */
export async function ownData({ organisation }: Reader, by: Actor, { store, journal, addresses, unmaskings }: OwnDataSources, now: Instant): Promise<OwnData> {
  const email = addressOf(by, addresses);
  const { slug, name, timeZone, currency, extraUsage, names, groupSize, retentionDays } = organisation;
  const found = await store.personWithEmail(organisation, email, calendar(timeZone).dayOf(now));
  // Who has no key of their own any more is nobody.
  const held = found !== null && isPersonKey(found.key) ? found : null;
  const { reports, spend } = await asOwnersSee(organisation, store, held?.key ?? null, now);
  return {
    organisation: { slug, name, timeZone, currency, extraUsage, names, groupSize, retentionDays },
    at: new Date(now).toISOString(), email, held: held === null ? null : holdingOf(held), reports, spend,
    looks: held === null ? { entries: [], areMore: false } : looksAt(held.key, slug, by, journal),
    unmaskings: held === null ? [] : unmaskingsConcerning([held.key], unmaskings.unmaskings(slug, now)).map(({ id: _id, from, until, ...told }) => ({ ...told, from: new Date(from).toISOString(), until: new Date(until).toISOString() })),
  };
}

function holdingOf({ key, words, listed }: KnownPerson): OwnHolding {
  const text = (at: Instant | null): string | null => (at === null ? null : new Date(at).toISOString());
  return {
    key,
    words: words.map(({ firstAt, lastAt, ...rest }) => ({ ...rest, firstAt: new Date(firstAt).toISOString(), lastAt: new Date(lastAt).toISOString() })),
    listed: listed === null ? null : { ...listed, joinedAt: text(listed.joinedAt), invitedAt: text(listed.invitedAt), inviteExpiresAt: text(listed.inviteExpiresAt) },
  };
}

async function asOwnersSee(organisation: Organisation, whole: UsageStore, key: string | null, now: Instant): Promise<Pick<OwnData, 'reports' | 'spend'>> {
  const owner = readerWithRole(organisation, 'owner');
  const store = storeOfOne(whole, key);
  const reports = await orWhyNot(async () => {
    const made: OwnReport[] = [];
    for (const { range, grain } of ownReports) {
      const { query, rows } = await report(owner, store, { metrics: ownMetrics, range, grain, by: 'person' }, now);
      made.push({ range, grain, from: query.from, to: query.to, metrics: query.metrics, rows: rows.filter((row) => row.key === key) });
    }
    return { reports: made };
  });
  const period = reports.isShown ? reports.reports.at(-1) : undefined;
  const spend = await orWhyNot(async () => {
    const { from, to } = period ?? dayOnly(calendar(organisation.timeZone).dayOf(now));
    const lines: OwnSpend[] = [];
    for await (const rows of spendByUser(owner, store, { from, to }, now)) lines.push(...rows.filter((row) => row.key === key).map(told));
    return { from, to, lines };
  });
  return { reports, spend };
}

const dayOnly = (day: Day): Period => ({ from: day, to: day });

/** What an owner is refused is not there for anybody, and the sentence says why. */
async function orWhyNot<T>(make: () => Promise<T>): Promise<AsOwnersSee<T>> {
  try {
    return { isShown: true, ...(await make()) };
  } catch (error) {
    if (error instanceof ReportError && error.kind === 'not-permitted') return { isShown: false, why: error.message, refusal: error.refusal };
    throw error;
  }
}

/**
 * A store that looks at one person's facts where people are told apart, so that nobody waits for the numbers of thousands.
 * What it says of that person is what the whole store says; that it is so, to the last byte, is tested.
 */
function storeOfOne(store: UsageStore, key: string | null): UsageStore {
  const isTheirs = (row: { readonly key: string | null }): boolean => row.key === key;
  return {
    ...store,
    async read(question) {
      if (key === null) return { rows: [], cut: [], unsplit: [], bases: [] };
      const answer = await store.read({ ...question, where: new Map([...question.where, ['person', [key]]]) });
      return { ...answer, rows: answer.rows.filter(isTheirs) };
    },
    reported: async (question) => (await store.reported(question)).filter(isTheirs),
    people: (organisation, keys) => store.people(organisation, keys.filter((one) => one === key)),
  };
}

function told({ model, basis, amount, listAmount, credits, requests, inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens }: UserSpend): OwnSpend {
  const money = (value: bigint | null): string | null => (value === null ? null : formatAmount(value));
  const count = (value: bigint | null): number | null => (value === null ? null : Number(value));
  return {
    model, basis, amount: money(amount), listAmount: money(listAmount), credits: money(credits), requests: count(requests),
    inputTokens: count(inputTokens), outputTokens: count(outputTokens), cacheReadTokens: count(cacheReadTokens), cacheWriteTokens: count(cacheWriteTokens),
  };
}

const looking = ['people-viewed', 'exported'] as const satisfies readonly OwnLook['happening'][];

/** What is told of a look: whom else it was about is not, nor by which request names were shown, which has a time of its own to be told. */
const toldOfLooks: readonly string[] = ['what', 'metrics', 'from', 'to', 'grain', 'by', 'filters', 'format', 'rows', 'more'];

/** How many entries are read at a time. */
const entriesAtOnce = 200;

/** Who looked at somebody's numbers: by name where people were singled out, and with everybody's where they were not. */
function looksAt(key: string, slug: string, by: Actor, journal: OwnDataSources['journal']): OwnData['looks'] {
  const found = looking
    .flatMap((happening) => concerning(key, slug, happening, journal, ownDataLimits.looks + 1))
    .sort((a, b) => b.number - a.number);
  const entries = found.slice(0, ownDataLimits.looks);
  const names = journal.journalNames(slug, [...new Set(entries.flatMap((entry) => (entry.by.id === null ? [] : [entry.by.id])))]);
  return {
    entries: entries.map(({ at, by: { kind, id }, happening, about }): OwnLook => ({
      at: new Date(at).toISOString(),
      by: { kind, name: id === null ? null : (names.get(id)?.name ?? null), isSelf: kind === by.kind && id === by.id },
      happening: happening === 'exported' ? 'exported' : 'people-viewed',
      purpose: typeof about['purpose'] === 'string' ? about['purpose'] : null,
      about: Object.fromEntries(Object.entries(about).filter(([name]) => toldOfLooks.includes(name))),
    })),
    areMore: found.length > entries.length,
  };
}

function concerning(key: string, slug: string, happening: HappeningName, journal: OwnDataSources['journal'], max: number): JournalEntry[] {
  const found: JournalEntry[] = [];
  let before: number | undefined;
  for (;;) {
    const entries = journal.journalEntries(slug, { happening, before, limit: entriesAtOnce });
    found.push(...entries.filter((entry) => concerns(key, entry)));
    before = entries.at(-1)?.number;
    if (entries.length < entriesAtOnce || found.length >= max) return found;
  }
}

/** Whether an entry is about somebody. One that names people is about them alone; one that tells all of them apart is about each. */
function concerns(key: string, { happening, about }: JournalEntry): boolean {
  const { people, by, what } = about;
  if (Array.isArray(people)) return people.includes(key);
  return happening === 'people-viewed' || by === 'person' || what === 'spend-by-user' || what === 'invites';
}
