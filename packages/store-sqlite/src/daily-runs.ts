import { dayFromNumber, type DailyRun } from '@pegel/domain';
import type { Database } from '@pegel/sqlite';

/** The days that each run of a source tells of, by type, kind of days, first and last day. */
export function dailyRunReader(database: Database): (source: number) => DailyRun[] {
  const rows = database.prepare<[number], Pick<DailyRun, 'type' | 'days'> & { firstDay: number; lastDay: number }>(
    'SELECT type, days, first_day AS firstDay, last_day AS lastDay FROM daily_runs WHERE source = ? ORDER BY type, days, first_day, last_day',
  );
  return (source) => rows.all(source).map(({ type, days, firstDay, lastDay }) => ({ type, days, from: dayFromNumber(firstDay), to: dayFromNumber(lastDay) }));
}
