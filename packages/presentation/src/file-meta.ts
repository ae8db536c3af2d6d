import { additivityOf, metricOf, type Disclosure, type MetricName, type ReportContract, type ReportQuery } from '@pegel/domain';
import { definitionOf } from './catalogue.js';

/** What a file cannot say of itself: which numbers it has, of which days, how far they may be relied on, and where it is from. */
export interface FileMeta {
  readonly file: string;
  /** At the server, without who asked. */
  readonly address: string;
  readonly generatedAt: string;
  readonly organisation: string;
  readonly window: { readonly from: string; readonly to: string; readonly grain: string | null; readonly timeZone: string };
  /** Whose numbers, where they are not everybody's: conditions such as `department:engineering`. */
  readonly where?: readonly string[];
  readonly freshness: Pick<ReportContract, 'today' | 'completeThrough' | 'provisionalFrom' | 'sources'>;
  readonly currency: string;
  readonly definitions: Readonly<Record<string, Readonly<Record<string, string | number | boolean>>>>;
  /** Of numbers by person: who has them, what for, and how people are named in them. */
  readonly disclosure?: Disclosure;
}

interface Described {
  readonly file: string;
  readonly address: string;
  readonly at: string;
  readonly disclosure?: Disclosure | undefined;
}

/** A file of metrics, described. Definitions are in English, as the names of its columns are. */
export function fileMeta(contract: ReportContract, { metrics, from, to, grain, where = [] }: ReportQuery & { readonly from: string; readonly to: string }, { file, address, at, disclosure }: Described): FileMeta {
  const { organisation, timeZone, currency, today, completeThrough, provisionalFrom, sources } = contract;
  return {
    file, address, generatedAt: at, organisation,
    window: { from, to, grain: grain ?? null, timeZone },
    ...(where.length === 0 ? {} : { where: where.map(({ dimension, key }) => `${dimension}:${key}`) }),
    freshness: { today, completeThrough, provisionalFrom, sources },
    currency,
    definitions: Object.fromEntries(metrics.map((name) => [name, definition(name)])),
    ...(disclosure === undefined ? {} : { disclosure }),
  };
}

function definition(name: MetricName): Readonly<Record<string, string | number | boolean>> {
  const { label, entries } = definitionOf(name, 'en');
  const { measure, version } = metricOf(name);
  return { label, ...Object.fromEntries(entries.map(({ id, lines }) => [id, lines.join(' ')])), version, additive: additivityOf(measure) === 'additive' };
}
