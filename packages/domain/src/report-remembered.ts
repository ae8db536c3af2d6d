import { endOfDays } from './coverage.js';
import type { Period } from './days.js';
import { metricOf } from './metrics.js';
import { aggregatesOf } from './operands.js';
import { daysLookedAt, settingsOf } from './report-narrowing.js';
import type { Rows, RowsAsked } from './report-rows.js';
import { slicesOf, type Slices } from './report-slices.js';
import type { UsageStore } from './store.js';
import { Remembered } from './remembered.js';

interface Told {
  readonly rows: Rows;
  /** What the store called its version of the days that were looked at. */
  readonly version: string;
  readonly days: Period;
}

/** The rows last told of each store. What adds to a store has the functions of that store. */
const told = new WeakMap<UsageStore['read'], Remembered<Told>>();
/** How much memory the rows of a store may take, and about what each value in them does. */
const bytesMost = 2 ** 25;
const bytesAValue = 250;

/**
 * The rows of a report as they were told before, as long as nothing that they hang by is another: whoever else looks at the
 * same page, and whoever comes back to it, waits for nothing to be counted. Where the store cannot tell, they are counted each time.
 */
export async function asToldBefore(store: UsageStore, asked: RowsAsked, count: (slices: Slices) => Promise<Rows>): Promise<Rows> {
  // What somebody is called may be said on any day, and who may see it changes with time.
  if (asked.query.by === 'person') return count(slicesOf(asked));
  const own = told.get(store.read) ?? new Remembered<Told>(bytesMost, bytesOf);
  told.set(store.read, own);
  const name = nameOf(asked);
  const versionOf = (days: Period): Promise<string | null> => store.versionOf(asked.reader.organisation, days);
  const before = own.known(name);
  if (before !== undefined && (await versionOf(before.days)) === before.version) return own.of(name, () => before).rows;

  own.forget(name);
  const slices = slicesOf(asked);
  const days = daysBehind(asked, slices);
  const version = await versionOf(days);
  const rows = await count(slices);
  // Others may have had a turn meanwhile.
  if (version !== null && (await versionOf(days)) === version) own.of(name, () => ({ rows, version, days }));
  return rows;
}

/** All that rows hang by but what is in the store. */
function nameOf({ reader: { organisation }, regime, query, range, known }: RowsAsked): string {
  const coverage = query.metrics.flatMap((name) => aggregatesOf(metricOf(name).measure)).map((aggregate) => [known.coverageOf(aggregate), known.countedByDayOf(aggregate)]);
  return JSON.stringify([settingsOf(organisation), regime, query, range, known.today, known.completeThrough, coverage]);
}

/** The days whose facts may show in rows. How a connector is spelled may be said on any of them all. */
const daysBehind = ({ query: { by } }: RowsAsked, { periods }: Slices): Period => (by === 'connector' ? { from: '0001-01-01', to: endOfDays } : daysLookedAt(periods));

function bytesOf(name: string, { rows: { rows } }: Told): number {
  const [row] = rows;
  const sides = row === undefined ? 0 : 1 + Number(row.compared !== undefined) + Number(row.beside !== undefined);
  return 2 * name.length + rows.length * (1 + Object.keys(row?.values ?? {}).length) * sides * bytesAValue;
}
