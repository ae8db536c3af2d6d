import { addDays, metricOf, monthStart, type Day, type Grain, type MetricName, type ReportRow } from '@pegel/domain';

/**
 * Whether a row holds only part of its week or month, so that it would read as a fall beside whole ones. A level, such as
 * seats or weekly active users, is that of one day and cannot be cut.
 */
export function isCut(row: Pick<ReportRow, 'bucket' | 'from' | 'to'>, grain: Grain | undefined, metric: MetricName): boolean {
  const { kind } = metricOf(metric).measure;
  if (kind === 'closing' || kind === 'trailing') return false;
  const end = lastDayOf(row.bucket, grain ?? 'day');
  return end !== null && (row.from > row.bucket || row.to < end);
}

/** The last day of the slice as the calendar has it; quarters and years are cut more often than not. */
export function lastDayOf(bucket: Day, grain: Grain): Day | null {
  switch (grain) {
    case 'week':
      return addDays(bucket, 6);
    case 'month':
      return addDays(monthStart(bucket, 1), -1);
    case 'day':
    case 'quarter':
    case 'year':
    case 'total':
      return null;
  }
}
