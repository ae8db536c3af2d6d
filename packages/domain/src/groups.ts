import { calendar, type Instant } from './calendar.js';
import { daysBegun, type Period } from './days.js';
import { memberships } from './facts.js';
import { offeredIn, type OfferedGroup } from './groups-offered.js';
import { knownNow } from './known-now.js';
import { metricNames, metricOf } from './metrics.js';
import { aggregatesOf } from './operands.js';
import type { Reader } from './permissions.js';
import { checkQuery, usageClosed, type ReportQuery } from './query.js';
import { regimeOf } from './regime.js';
import { sinceOf } from './report-slices.js';
import { resolvedDays } from './report.js';
import type { UsageStore } from './store.js';

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
export async function groupsView(reader: Reader, store: Pick<UsageStore, 'memberships' | 'ready' | 'state' | 'deciding'>, query: GroupsQuery, now: Instant): Promise<GroupsView> {
  if (!reader.permissions.has('view:usage') && !reader.permissions.has('view:spend')) throw usageClosed();
  const asked: ReportQuery = { ...query, metrics, grain: 'total' };
  checkQuery(asked);
  const { organisation } = reader;
  const { known } = await knownNow(store, organisation, now, metrics.flatMap((name) => aggregatesOf(metricOf(name).measure)), sinceOf(asked, 0, calendar(organisation.timeZone).dayOf(now), organisation));
  const days = resolvedDays(asked, known, reader);
  const begun = daysBegun(days, known.today);
  const isPlain = memberships.every((by) => regimeOf(reader, { by }) === 'plain');
  const view = { ...days, minimumGroupSize: isPlain ? null : organisation.groupSize };
  if (begun === null) return { ...view, groups: [] };
  const unsorted = { segments: await store.memberships(organisation, begun), days: begun, minimumGroupSize: view.minimumGroupSize };
  return { ...view, groups: await (isPlain || store.deciding === undefined ? offeredIn(unsorted) : store.deciding.offered(unsorted)) };
}
