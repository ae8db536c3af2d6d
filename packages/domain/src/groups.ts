import { calendar, type Instant } from './calendar.js';
import { knowledgeOf } from './coverage.js';
import { daysBegun, type Period } from './days.js';
import { memberships, type Membership } from './facts.js';
import { compareText } from './identity.js';
import { metricNames, metricOf } from './metrics.js';
import { aggregatesOf } from './operands.js';
import type { Reader } from './permissions.js';
import { checkQuery, usageClosed, type ReportQuery } from './query.js';
import { regimeOf } from './regime.js';
import { resolvedDays } from './report.js';
import type { UsageStore } from './store.js';
import { Belonging } from './suppression-belonging.js';
import { offerOf } from './suppression-offered.js';

/** A group, department or cost centre that numbers can be narrowed to; `@unattributed` is whoever is in none. */
export interface OfferedGroup {
  readonly dimension: Membership;
  readonly key: string;
  /** How many people are in it on the last of the days; `null` where it has no numbers, since that would tell of too few. */
  readonly members: number | null;
  /** Whether it has numbers of its own: enough people, and enough of them that no other group has. */
  readonly isOffered: boolean;
}

/** What numbers of some days can be narrowed to. */
export interface GroupsView extends Period {
  /** The least number of people; `null` where numbers of groups are told as they are. */
  readonly minimumGroupSize: number | null;
  readonly groups: readonly OfferedGroup[];
}

/** The days that are asked for, as in a report. */
export type GroupsQuery = Pick<ReportQuery, 'range' | 'today' | 'from' | 'to'>;

/** Levels of the directory: who is in a group is said by it alone. */
const metrics = metricNames.filter((name) => metricOf(name).measure.kind === 'closing');

/** The groups that anybody belonged to in some days, for whoever sees numbers of any kind. Their names are those of no person. */
export async function groupsView(reader: Reader, store: Pick<UsageStore, 'memberships' | 'state'>, query: GroupsQuery, now: Instant): Promise<GroupsView> {
  if (!reader.permissions.has('view:usage') && !reader.permissions.has('view:spend')) throw usageClosed();
  const asked: ReportQuery = { ...query, metrics, grain: 'total' };
  checkQuery(asked);
  const { organisation } = reader;
  const known = knowledgeOf(await store.state(organisation), calendar(organisation.timeZone), now, metrics.flatMap((name) => aggregatesOf(metricOf(name).measure)));
  const days = resolvedDays(asked, known, reader);
  const begun = daysBegun(days, known.today);
  const isPlain = memberships.every((by) => regimeOf(reader, { by }) === 'plain');
  const view = { ...days, minimumGroupSize: isPlain ? null : organisation.groupSize };
  if (begun === null) return { ...view, groups: [] };
  const belonging = new Belonging(await store.memberships(organisation, begun));
  const offer = isPlain ? null : offerOf(belonging, begun, organisation.groupSize);
  const moments = belonging.momentsOf(begun).map(({ listed }) => membersOf(belonging, listed));
  const members = moments.at(-1);
  const groups = belonging.groups.flatMap((group, place): OfferedGroup[] => {
    // Whoever no directory lists is in no group either, and is nobody to narrow numbers to.
    if (moments.every((moment) => !moment.has(place))) return [];
    const isOffered = offer === null || offer.offered.has(place);
    return [{ ...group, members: isOffered ? (members?.get(place) ?? 0) : null, isOffered }];
  });
  return { ...view, groups: groups.toSorted((a, b) => memberships.indexOf(a.dimension) - memberships.indexOf(b.dimension) || compareText(a.key, b.key)) };
}

/** How many people each group has at some time, by its place. */
function membersOf(belonging: Belonging, listed: ReadonlyMap<number, number>): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  for (const [signature, people] of listed) for (const place of belonging.signatures[signature] ?? []) found.set(place, (found.get(place) ?? 0) + people);
  return found;
}
