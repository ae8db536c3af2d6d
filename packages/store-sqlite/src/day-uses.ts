import {
  calendar, countedFromEvents, covers, dayNumber, dayReadingOf, daysOf, millisecondsADay, surfacesOf,
  type Aggregate, type DayReading, type GeneralCount, type LedgerState, type Organisation, type Period,
} from '@pegel/domain';

/** A vendor's counts of people's days as an aggregate reads them: a table named `day_uses` for its statement. */
export interface DayUses {
  readonly reading: DayReading;
  readonly sql: string;
  /** JSON: the surfaces and days on which these counts are the authority. */
  readonly days: string;
}

const columns: Readonly<Record<GeneralCount, string>> = {
  messages: 'messages', chats: 'chats', projectsCreated: 'projects_created', projectsUsed: 'projects_used', artifactsCreated: 'artifacts_created', connectorCalls: 'connector_calls',
};
/** What coding has of them, under names of its own. */
const codingColumns: Readonly<Partial<Record<GeneralCount, string>>> = { messages: 'coding_prompts', chats: 'coding_sessions' };

/**
 * `null` where nothing of the kind can count: no source tells of people's days, events cover all of them, or the aggregate
 * reads none. A day's uses happen at the first instant of the organisation's day of the same date.
 */
export function dayUsesFor(aggregate: Aggregate, { timeZone }: Pick<Organisation, 'timeZone'>, state: LedgerState, around: Period): DayUses | null {
  const reading = dayReadingOf(aggregate);
  const told = state.sources.flatMap(({ dailyRuns }) => dailyRuns.filter(({ type }) => type === 'person-day'));
  if (reading === null || told.length === 0) return null;
  const zone = calendar(timeZone);
  const days = daysOf(around).filter((day) => told.some(({ from, to }) => from <= day && day <= to));
  const counting = surfacesOf(aggregate).flatMap((surface) => {
    const fromEvents = countedFromEvents(state, zone, aggregate, surface);
    return days.filter((day) => !covers(fromEvents, { from: day, to: day })).map((day) => [surface, dayNumber(day) * millisecondsADay, zone.startOf(day)]);
  });
  if (counting.length === 0) return null;
  const amount = (names: Readonly<Partial<Record<GeneralCount, string>>>) => {
    const known = reading.counts.flatMap((count) => names[count] ?? []);
    return known.length === 0 ? null : known.map((column) => `coalesce(f.${column}, 0)`).join(' + ');
  };
  return { reading, days: JSON.stringify(counting), sql: usesSql(amount(columns) ?? '0', amount(codingColumns)) };
}

const usesSql = (general: string, coding: string | null): string => `
counting_days (surface, at, moment) AS MATERIALIZED (SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(:days)),
day_uses AS MATERIALIZED (
  ${usesOf('counting_days.surface', general, 'f.surface = counting_days.surface')}${coding === null ? '' : `
  UNION ALL
  ${usesOf("'code'", coding, "counting_days.surface = 'code'")}`}
)`;

// What a vendor counts by day has none of the other dimensions. The types stand for those of the columns of events.
const usesOf = (surface: string, amount: string, condition: string): string => `
  SELECT counting_days.moment, ${surface} AS surface, f.reference, f.service, NULL AS model, NULL AS project, NULL AS connector_key, ${amount} AS amount
  FROM counting_days CROSS JOIN events f INDEXED BY events_person_days ON f.organisation = :organisation AND f.at = counting_days.at AND ${condition}
  WHERE f.retracted = 0 AND f.type = 'person-day' AND ${amount} > 0`;
