import {
  calendar, countedFromEvents, covers, dayNumber, dayReadingOf, daysOf, millisecondsADay, surfacesOf, undeclaredDoors, yieldedDays,
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
  /** JSON: the sources that do not count where another door has such a count. */
  readonly undeclared: string;
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
  const undeclared = undeclaredDoors(state, organisation).map(({ source, before }) => [source, before]);
  const amount = (names: Readonly<Partial<Record<GeneralCount, string>>>) => {
    const known = reading.counts.flatMap((count) => names[count] ?? []);
    return known.length === 0 ? null : (alias: string) => known.map((column) => `coalesce(${alias}.${column}, 0)`).join(' + ');
  };
  return { reading, days: JSON.stringify(counting), yielding: JSON.stringify(yielding), undeclared: JSON.stringify(undeclared), sql: usesSql(amount(columns) ?? (() => '0'), amount(codingColumns), yielding.length + undeclared.length > 0) };
}

/** A sum of columns of whatever table an alias stands for. */
type Amount = (alias: string) => string;

function usesSql(general: Amount, coding: Amount | null, yields: boolean): string {
  return `
yielding_days (source, surface, at) AS MATERIALIZED (
  SELECT s.id, y.value ->> 1, y.value ->> 2 FROM json_each(:yielding_days) y JOIN sources s ON s.organisation = :organisation AND s.name = y.value ->> 0
),
undeclared (source, before) AS MATERIALIZED (
  SELECT s.id, other.id FROM json_each(:undeclared) u JOIN sources s ON s.organisation = :organisation AND s.name = u.value ->> 0
    JOIN sources other ON other.organisation = :organisation AND other.name = u.value ->> 1
),
counting_days (surface, at, moment) AS MATERIALIZED (SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(:days)),
day_uses AS MATERIALIZED (
  ${usesOf('counting_days.surface', general('f'), 'f.surface = counting_days.surface', yields ? tells('counting_days.surface') : null)}${coding === null ? '' : `
  UNION ALL
  ${usesOf("'code'", coding('f'), "counting_days.surface = 'code'", yields ? tells("'code'") : null)}`}
)`;

  /** Whether another door has such a count of a surface. */
  function tells(surface: string): string {
    return `((b.surface = ${surface} AND ${general('b')} > 0)${coding === null ? '' : ` OR (${surface} = 'code' AND ${coding('b')} > 0)`})`;
  }
}

// What a vendor counts by day has none of the other dimensions. The types stand for those of the columns of events.
const usesOf = (surface: string, amount: string, condition: string, tells: string | null): string => `
  SELECT counting_days.moment, ${surface} AS surface, f.reference, f.service, NULL AS model, NULL AS project, NULL AS connector_key, ${amount} AS amount
  FROM counting_days CROSS JOIN events f INDEXED BY events_person_days ON f.organisation = :organisation AND f.at = counting_days.at AND ${condition}
  WHERE f.retracted = 0 AND f.type = 'person-day' AND ${amount} > 0${tells === null ? '' : `
    AND NOT EXISTS (SELECT 1 FROM yielding_days y WHERE y.source = f.source AND y.surface = ${surface} AND y.at = f.at)
    AND NOT EXISTS (
      SELECT 1 FROM undeclared u CROSS JOIN events b INDEXED BY events_person_days ON b.organisation = :organisation AND b.at = f.at AND b.source = u.before
      WHERE u.source = f.source AND b.retracted = 0 AND b.type = 'person-day' AND ${tells}
    )`}`;
