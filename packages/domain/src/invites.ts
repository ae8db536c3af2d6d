import { calendar, type Instant } from './calendar.js';
import { addDays, lengthInDays, type Day } from './days.js';
import { isInvited, type Directory } from './directory.js';
import { compareText } from './identity.js';
import { knownNow } from './known-now.js';
import { metricNames, metricOf } from './metrics.js';
import { aggregatesOf } from './operands.js';
import type { Reader } from './permissions.js';
import type { Disclosure } from './purposes.js';
import { labelOfPerson, needsNames, permitReport, seesName, type Use } from './regime.js';
import { unattributed, type Person, type UsageStore } from './store.js';

/** An invite that was out when a day ended. */
export interface OpenInvite {
  /** The key of whoever was invited. */
  readonly person: string;
  /** When it was sent; where its source does not say so, when a directory first listed it. */
  readonly invitedAt: Instant;
  readonly expiresAt: Instant | null;
}

/** The ages that invites are counted by: days since they were sent, both included. */
export const inviteAges = [{ from: 0, to: 6 }, { from: 7, to: 14 }, { from: 15, to: 30 }, { from: 31, to: null }] as const satisfies readonly { readonly from: number; readonly to: number | null }[];

/** An invite that is older than this has probably been missed. */
export const inviteOldDays = 14;

/** So many invites can be asked for at most, where not all are. */
export const firstInvitesMax = 1_000;

/** How many invites are out, and for how long: of everybody together. */
export interface InviteCounts {
  readonly organisation: string;
  readonly timeZone: string;
  readonly today: Day;
  /** The day at whose end they were out: the last complete one. */
  readonly day: Day;
  /** `null`: nobody has said. */
  readonly total: number | null;
  /** In the order of `inviteAges`; `null` where only a total is known. */
  readonly byAge: readonly number[] | null;
  /** How many are older than `oldDays`. */
  readonly old: number | null;
  readonly oldDays: number;
}

/** One invite, as far as a reader may know who was invited. */
export interface InviteRow {
  readonly key: string;
  /** What stands in place of whoever was invited, as everywhere else; `null` of somebody nothing is known of any more. */
  readonly label: string | null;
  /** Missing where the reader does not see who it is. */
  readonly person?: Pick<Person, 'ids' | 'email' | 'name'>;
  /** When its day begins, where the reader does not see who it is: the moment alone would say so to whoever has the list of the vendor. */
  readonly invitedAt: string;
  readonly expiresAt: string | null;
  /** The same as days of the organisation. */
  readonly sentOn: Day;
  readonly expiresOn: Day | null;
  /** In days of the organisation. */
  readonly age: number;
  readonly isOld: boolean;
}

/** Every invite that is out, or so many as were asked for, the oldest first. */
export interface InvitesView extends InviteCounts {
  /** `null` where only a total is known. */
  readonly invites: readonly InviteRow[] | null;
  readonly disclosure: Disclosure;
}

/** What the numbers of invites are called. */
const metrics = metricNames.filter((name) => {
  const { measure } = metricOf(name);
  return measure.kind === 'closing' && measure.column === 'pendingInvites';
});

/** Who has invites in a directory when its day ends; `null` where it only has a total. */
export const openInvitesIn = <Who>({ people, invitesByPerson }: Directory<Who>, dayEnd: Instant, personOf: (who: Who) => string | null): readonly OpenInvite[] | null =>
  invitesByPerson
    ? [...people].flatMap(([who, person]) => {
        const key = isInvited(person, dayEnd) ? personOf(who) : null;
        return key === null ? [] : [{ person: key, invitedAt: person.invitedAt ?? dayEnd, expiresAt: person.inviteExpiresAt }];
      })
    : null;

/** How many invites are out and how old they are, for whoever may see use: it says nothing of any single one. */
export async function inviteCounts(reader: Reader, store: UsageStore, now: Instant): Promise<InviteCounts> {
  permitReport(reader, { metrics }, 'view');
  const { counts } = await open(reader, store, now);
  return counts;
}

/**
 * Who has an invite and since when: data of single people, told under the same conditions as a ranking of them.
 * @param first So many of the oldest; the counts are still of all.
 */
export async function invitesView(reader: Reader, store: UsageStore, now: Instant, use: Use = 'view', first = Infinity): Promise<Omit<InvitesView, 'disclosure'>> {
  permitReport(reader, { metrics, by: 'person' }, use);
  const { organisation } = reader;
  const zone = calendar(organisation.timeZone);
  const { counts, invites: all } = await open(reader, store, now);
  if (all === null) return { ...counts, invites: null };
  const invites = all.slice(0, first);
  const people = await store.people(organisation, invites.map(({ person }) => person).filter((key) => needsNames(reader, key)));
  const rows = invites.map(({ person: key, invitedAt, expiresAt, age }): InviteRow => {
    const person = people.get(key);
    const isSeen = seesName(reader, key);
    const toldAt = (at: Instant): string => new Date(isSeen ? at : zone.startOf(zone.dayOf(at))).toISOString();
    return {
      key,
      label: key === unattributed ? null : labelOfPerson(reader, key, person),
      ...(person === undefined || !isSeen ? {} : { person: { ids: person.ids, email: person.email, name: person.name } }),
      invitedAt: toldAt(invitedAt),
      expiresAt: expiresAt === null ? null : toldAt(expiresAt),
      sentOn: zone.dayOf(invitedAt),
      expiresOn: expiresAt === null ? null : zone.dayOf(expiresAt),
      age,
      isOld: age > inviteOldDays,
    };
  });
  return { ...counts, invites: rows };
}

interface Aged extends OpenInvite {
  readonly age: number;
}

async function open({ organisation }: Reader, store: UsageStore, now: Instant): Promise<{ readonly counts: InviteCounts; readonly invites: readonly Aged[] | null }> {
  const zone = calendar(organisation.timeZone);
  const aggregates = metrics.flatMap((name) => aggregatesOf(metricOf(name).measure));
  const { known } = await knownNow(store, organisation, now, aggregates, 0);
  const day = known.completeThrough ?? addDays(known.today, -1);
  const found = await store.openInvites(organisation, day);
  const invites = found.invites
    ?.map((invite): Aged => ({ ...invite, age: Math.max(0, lengthInDays({ from: zone.dayOf(invite.invitedAt), to: day }) - 1) }))
    .toSorted((a, b) => a.invitedAt - b.invitedAt || compareText(a.person, b.person)) ?? null;
  return {
    counts: {
      organisation: organisation.slug, timeZone: organisation.timeZone, today: known.today, day, total: found.total,
      byAge: invites === null ? null : inviteAges.map(({ from, to }) => invites.filter(({ age }) => age >= from && (to === null || age <= to)).length),
      old: invites === null ? null : invites.filter(({ age }) => age > inviteOldDays).length,
      oldDays: inviteOldDays,
    },
    invites,
  };
}
