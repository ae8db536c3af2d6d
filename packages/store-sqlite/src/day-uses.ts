import {
  calendar, countedFromEvents, covers, dayNumber, dayReadingOf, daysOf, millisecondsADay, surfacesOf, yieldedDays,
  type Aggregate, type DayReading, type GeneralCount, type LedgerState, type Organisation, type Period,
} from '@pegel/domain';

/** A vendor's counts of people's days as an aggregate reads them: a table named `day_uses` for its statement. */
export interface DayUses {
  readonly reading: DayReading;
  readonly sql: string;
  /** JSON: the surfaces and days on which these counts are the authority. */
  readonly days: string;
  /** JSON: the sources that do not count on some of these, because another door onto their system does. */
  readonly yielding: string;
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
export function dayUsesFor(aggregate: Aggregate, organisation: Pick<Organisation, 'timeZone' | 'sourceOrder'>, state: LedgerState, around: Period): DayUses | null {
  const reading = dayReadingOf(aggregate);
  const told = state.sources.flatMap(({ dailyRuns }) => dailyRuns.filter(({ type }) => type === 'person-day'));
  if (reading === null || told.length === 0) return null;
  const zone = calendar(organisation.timeZone);
  const days = daysOf(around).filter((day) => told.some(({ from, to }) => from <= day && day <= to));
  const counting = surfacesOf(aggregate).flatMap((surface) => {
    const fromEvents = countedFromEvents(state, zone, aggregate, surface);
    return days.filter((day) => !covers(fromEvents, { from: day, to: day })).map((day) => [surface, dayNumber(day) * millisecondsADay, zone.startOf(day)]);
  });
  if (counting.length === 0) return null;
  const yielding = surfacesOf(aggregate).flatMap((surface) =>
    [...yieldedDays(state, organisation, aggregate, surface)].flatMap(([source, taken]) => days.filter((day) => covers(taken, { from: day, to: day })).map((day) => [source, surface, dayNumber(day) * millisecondsADay])),
  );
  const amount = (names: Readonly<Partial<Record<GeneralCount, string>>>) => {
    const known = reading.counts.flatMap((count) => names[count] ?? []);
    return known.length === 0 ? null : known.map((column) => `coalesce(f.${column}, 0)`).join(' + ');
  };
  return { reading, days: JSON.stringify(counting), yielding: JSON.stringify(yielding), sql: usesSql(amount(columns) ?? '0', amount(codingColumns), yielding.length > 0) };
}

const usesSql = (general: string, coding: string | null, yields: boolean): string => `
yielding_days (source, surface, at) AS MATERIALIZED (
  SELECT s.id, y.value ->> 1, y.value ->> 2 FROM json_each(:yielding_days) y JOIN sources s ON s.organisation = :organisation AND s.name = y.value ->> 0
),
counting_days (surface, at, moment) AS MATERIALIZED (SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(:days)),
day_uses AS MATERIALIZED (
  ${usesOf('counting_days.surface', general, 'f.surface = counting_days.surface', yields)}${coding === null ? '' : `
  UNION ALL
  ${usesOf("'code'", coding, "counting_days.surface = 'code'", yields)}`}
)`;

// What a vendor counts by day has none of the other dimensions. The types stand for those of the columns of events.
const usesOf = (surface: string, amount: string, condition: string, yields: boolean): string => `
  SELECT counting_days.moment, ${surface} AS surface, f.reference, f.service, NULL AS model, NULL AS project, NULL AS connector_key, ${amount} AS amount
  FROM counting_days CROSS JOIN events f INDEXED BY events_person_days ON f.organisation = :organisation AND f.at = counting_days.at AND ${condition}
  WHERE f.retracted = 0 AND f.type = 'person-day' AND ${amount} > 0${yields ? `
    AND NOT EXISTS (SELECT 1 FROM yielding_days y WHERE y.source = f.source AND y.surface = ${surface} AND y.at = f.at)` : ''}`;
