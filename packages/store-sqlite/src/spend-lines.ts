import { bases, calendar, dayFromNumber, dayNumber, type Basis, type Organisation, type Period, type Surface } from '@pegel/domain';
import type { Database } from '@pegel/sqlite';
import type { Parameters } from './narrowing.js';

/** Where a spend line stands: what it says how surely, about which surface and days. Lines that stand equally share their fate. */
interface Place {
  readonly surface: Surface;
  /** The place of its basis in the order of bases; 0 is the best. */
  readonly rank: number;
  /** Days since 1970. */
  readonly firstDay: number;
  readonly lastDay: number;
}

const dayMilliseconds = 86_400_000;
/** A line of at most a day touches no day further away from the one it begins on than this, also where a clock changes. */
const neighbours = 2;

const rankOf = `CASE f.basis ${bases.map((basis, rank) => `WHEN '${basis}' THEN ${rank}`).join(' ')} END`;

/** What the index holds. A column more, and every line would be looked up. */
const columns = 'f.surface, f.cost_type, f.reference, f.service, f.model, f.amount, f.list_amount, f.credits, f.requests, f.input_tokens, f.output_tokens, f.cache_read_tokens, f.cache_write_tokens';

export const basisOf = (rank: number): Basis | undefined => bases[rank];

/**
 * The lines that can matter to some periods, each with the civil days it covers: an instant that of its day, one exact
 * UTC day the day of the same date whatever the zone, anything else the days it reaches into. Seats are not use, and
 * never count. Days beyond those of `days` appear as the nearest one there is: they lie in no period.
 */
export const spendTables = `
days (day, since, until) AS MATERIALIZED (SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(:days)),
lines AS (
  SELECT
    CASE WHEN f.until_at - f.at = ${dayMilliseconds} AND f.at % ${dayMilliseconds} = 0 THEN f.at / ${dayMilliseconds} ELSE days.day END AS first_day,
    CASE WHEN f.until_at - f.at = ${dayMilliseconds} AND f.at % ${dayMilliseconds} = 0 THEN f.at / ${dayMilliseconds}
      WHEN f.until_at <= days.until THEN days.day
      ELSE (SELECT max(other.day) FROM days other WHERE other.since < f.until_at) END AS last_day,
    ${rankOf} AS rank, ${columns}
  FROM days CROSS JOIN events f INDEXED BY events_spend
    ON f.organisation = :organisation AND f.at >= days.since AND f.at < days.until
  WHERE f.retracted = 0 AND f.cost_type <> 'seat' AND f.until_at - f.at <= ${dayMilliseconds}
  UNION ALL
  SELECT
    coalesce((SELECT max(day) FROM days WHERE since <= f.at), (SELECT min(day) FROM days)),
    (SELECT max(day) FROM days WHERE since < f.until_at),
    ${rankOf}, ${columns}
  FROM events f INDEXED BY events_long_spend
  WHERE f.organisation = :organisation AND f.until_at > (SELECT min(since) FROM days) AND f.at < (SELECT max(until) FROM days)
    AND f.retracted = 0 AND f.cost_type <> 'seat' AND f.until_at - f.at > ${dayMilliseconds}
)`;

/** What `spendTables` needs to know. */
export function spendParameters({ timeZone }: Organisation, organisation: number, periods: readonly Period[]): Parameters {
  const zone = calendar(timeZone);
  const numbers = new Set<number>();
  for (const { from, to } of periods) for (let number = dayNumber(from) - neighbours; number <= dayNumber(to) + neighbours; number += 1) numbers.add(number);
  const days = [...numbers].sort((a, b) => a - b).map((number) => {
    const { from, to } = zone.intervalOf(dayFromNumber(number), dayFromNumber(number));
    return [number, from, to];
  });
  return { organisation, days: JSON.stringify(days) };
}

/** What counts in each period, and which periods a line reaches into without lying whole inside. */
export interface Authority {
  readonly counting: readonly (Place & { readonly period: number })[];
  readonly cut: readonly number[];
}

/**
 * Per day and surface the best basis present counts, before any filter.
 *
 * - A line over several days counts only in periods that hold all of its days.
 * - It counts only if on none of its days a day line of equal or better basis exists for its surface, and no other whole
 *   line over several days of strictly better basis for its surface overlaps it. It loses as a whole.
 * - A day line counts if no day line of better basis is on its day and surface, and no line over several days that
 *   counts and is of strictly better basis covers its day and surface.
 */
const authority = `
WITH ${spendTables},
periods (period, first_day, last_day) AS MATERIALIZED (SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(:periods)),
places AS MATERIALIZED (SELECT DISTINCT surface, rank, first_day, last_day FROM lines),
best_days AS MATERIALIZED (SELECT surface, first_day AS day, min(rank) AS rank FROM places WHERE first_day = last_day GROUP BY 1, 2),
windows AS MATERIALIZED (
  SELECT periods.period, places.*, places.first_day >= periods.first_day AND places.last_day <= periods.last_day AS is_whole
  FROM places JOIN periods ON places.first_day <= periods.last_day AND places.last_day >= periods.first_day
  WHERE places.first_day < places.last_day
),
counting_windows AS MATERIALIZED (
  SELECT * FROM windows line
  WHERE is_whole
    AND NOT EXISTS (SELECT 1 FROM best_days best WHERE best.surface = line.surface AND best.day BETWEEN line.first_day AND line.last_day AND best.rank <= line.rank)
    AND NOT EXISTS (
      SELECT 1 FROM windows better
      WHERE better.period = line.period AND better.is_whole AND better.surface = line.surface AND better.rank < line.rank
        AND better.first_day <= line.last_day AND better.last_day >= line.first_day
    )
)
SELECT period, surface, rank, first_day AS firstDay, last_day AS lastDay, 1 AS counts FROM counting_windows
UNION ALL
SELECT periods.period, best.surface, best.rank, best.day, best.day, 1
FROM periods JOIN best_days best ON best.day BETWEEN periods.first_day AND periods.last_day
WHERE NOT EXISTS (
  SELECT 1 FROM counting_windows line
  WHERE line.period = periods.period AND line.surface = best.surface AND line.rank < best.rank AND best.day BETWEEN line.first_day AND line.last_day
)
UNION ALL
SELECT period, surface, rank, first_day, last_day, 0 FROM windows WHERE NOT is_whole`;

export function authorityOver(database: Database, parameters: Parameters, periods: readonly Period[]): Authority {
  const bounds = JSON.stringify(periods.map(({ from, to }, period) => [period, dayNumber(from), dayNumber(to)]));
  const rows = database.prepare<[Parameters], Place & { period: number; counts: 0 | 1 }>(authority).all({ ...parameters, periods: bounds });
  return {
    counting: rows.filter(({ counts }) => counts === 1),
    cut: [...new Set(rows.filter(({ counts }) => counts === 0).map(({ period }) => period))].sort((a, b) => a - b),
  };
}

/** On how many days of each period the lines that count have which basis; a day with two bases counts for both. */
export function daysByBasis({ counting }: Authority, periods: number): Partial<Record<Basis, number>>[] {
  const days = Array.from({ length: periods }, () => new Map<Basis, Set<number>>());
  for (const { period, rank, firstDay, lastDay } of counting) {
    const basis = basisOf(rank);
    if (basis === undefined) continue;
    const known = days[period]?.get(basis) ?? new Set();
    for (let day = firstDay; day <= lastDay; day += 1) known.add(day);
    days[period]?.set(basis, known);
  }
  return days.map((byBasis) => Object.fromEntries([...byBasis].map(([basis, known]) => [basis, known.size])));
}

/** The places that count as a table named `counting`, for a statement that adds up what stands there. */
export const countingTable = `
counting (period, surface, rank, first_day, last_day) AS MATERIALIZED (
  SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4 FROM json_each(:counting)
)`;

export const countingParameter = ({ counting }: Authority): Parameters => ({
  counting: JSON.stringify(counting.map(({ period, surface, rank, firstDay, lastDay }) => [period, surface, rank, firstDay, lastDay])),
});
