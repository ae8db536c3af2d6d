import { calendar, type Instant } from './calendar.js';
import type { Knowledge } from './coverage.js';
import { addDays, type Period } from './days.js';
import { knownNow } from './known-now.js';
import { metricOf } from './metrics.js';
import { aggregatesOf } from './operands.js';
import type { Reader } from './permissions.js';
import { periodOf } from './periods.js';
import { checkQuery, type ReportQuery } from './query.js';
import { permitReport, regimeOf, type Use } from './regime.js';
import { contractOf } from './report-contract.js';
import { daysLookedBack } from './report-narrowing.js';
import { asToldBefore } from './report-remembered.js';
import type { Report } from './report-result.js';
import { countRows } from './report-rows.js';
import { sinceOf } from './report-slices.js';
import type { UsageStore } from './store.js';

/**
 * The only way to a number: checks what the reader may see, asks the store once per fact, divides, and returns values
 * with what may be relied on and a reason for every null. Throws a `ReportError` with a sentence where it must refuse.
 */
export async function report(reader: Reader, store: UsageStore, query: ReportQuery, now: Instant, use: Use = 'view'): Promise<Report> {
  checkQuery(query);
  permitReport(reader, query, use);
  const regime = regimeOf(reader, query);
  const { organisation } = reader;
  const aggregates = query.metrics.flatMap((name) => aggregatesOf(metricOf(name).measure));
  const { state, known } = await knownNow(store, organisation, now, aggregates, sinceOf(query, daysLookedBack(regime, aggregates), calendar(organisation.timeZone).dayOf(now), organisation));

  const range = resolvedDays(query, known, reader);
  const asked = { reader, regime, query, range, known };
  const { rows, bases } = await asToldBefore(store, asked, (slices) => countRows(store, asked, slices));

  const suppression = regime === 'plain' ? null : { minimumGroupSize: organisation.groupSize };
  return { query: { ...query, grain: query.grain ?? 'day', from: range.from, to: range.to }, contract: { ...contractOf(reader, query, state, known, now, bases), suppression }, rows };
}

/** The days of a question: named one by one, or a range that ends with the last complete day. */
export function resolvedDays(query: ReportQuery, known: Knowledge, reader: Reader): Period {
  if (query.from !== undefined && query.to !== undefined) return { from: query.from, to: query.to };
  if (query.range === 'today' || query.today === true) return periodOf(query.range ?? 'today', known.today, reader.organisation);
  // Before anything has arrived a range still means the days up to yesterday; every value in it will say that there is no data.
  return periodOf(query.range ?? '28d', known.completeThrough ?? addDays(known.today, -1), reader.organisation);
}
