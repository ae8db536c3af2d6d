import { addDays, factsOf, metricOf, spendRevisionDays, type MetricName, type Report, type ReportContract, type ReportSource } from '@pegel/domain';
import type { Locale } from './locale.js';

/** From what flows in as it happens to what nobody has answered for. It is announced only when it becomes another. */
export type FreshnessKind = 'live' | 'daily' | 'provisional' | 'paused' | 'pinned' | 'silent' | 'offline';

export interface Freshness {
  readonly kind: FreshnessKind;
  readonly text: string;
}

/** What a panel says of its numbers; nothing until they are there, or where nobody feeds them. */
export interface Fresh {
  readonly freshness?: Freshness | null;
}

/** How it stands between a screen and the server. */
export interface Connection {
  /** `offline`: the machine itself has no network. */
  readonly state: 'connecting' | 'open' | 'lost' | 'offline';
  /** When the server last answered or told something, in milliseconds since 1970; null before it did. */
  readonly heardAt: number | null;
  /** When the stream was lost; null while it is not. */
  readonly lostAt: number | null;
  /** What keeps the screen from asking for anything newer. */
  readonly held: 'paused' | 'pinned' | null;
}

/** A restarted server is back within this, and nobody needs to know. */
const graceMilliseconds = 5_000;

/** Whether a screen may call what it shows live at all: it is told of every change, and shows it. */
export const isListening = ({ state, held, lostAt }: Connection, now: number): boolean => held === null && (state === 'open' || isBrief(state, lostAt, now));

const isBrief = (state: Connection['state'], lostAt: number | null, now: number): boolean => state === 'lost' && lostAt !== null && now - lostAt < graceMilliseconds;

/** What a whole screen says of itself, in one line. */
export function pageFreshness(contracts: readonly ReportContract[], connection: Connection, now: number, locale: Locale): Freshness {
  const { words, format } = locale;
  const [contract] = contracts;
  /** Words about a time, where anything is known of it. */
  const at = (instant: number | null, said: (time: string) => string, otherwise: string) => (contract === undefined || instant === null ? otherwise : said(format.time(new Date(instant).toISOString(), contract.timeZone)));
  const { state, held, heardAt, lostAt } = connection;
  if (state === 'offline') return { kind: 'offline', text: at(heardAt, words.fresh.offline, words.fresh.offlineEmpty) };
  if (state === 'lost' && !isBrief(state, lostAt, now)) return { kind: 'silent', text: at(lostAt, words.fresh.silent, words.fresh.silentEmpty) };
  if (held === 'paused') return { kind: 'paused', text: at(heardAt, words.fresh.paused, words.fresh.pausedEmpty) };
  if (held === 'pinned') return { kind: 'pinned', text: words.fresh.pinned };
  if (contract === undefined) return { kind: 'daily', text: words.fresh.connecting };
  const deliveries = contracts.flatMap((each) => liveSourcesOf(each).map(({ lastDeliveryAt }) => Date.parse(lastDeliveryAt)));
  if (deliveries.length === 0 || !isListening(connection, now)) return { kind: 'daily', text: completeText(contract, locale) };
  return { kind: 'live', text: words.fresh.live(format.age(Math.max(0, now - Math.max(...deliveries)) / 1000)) };
}

/** What one panel says of its numbers, from the contract of the report they are in; null where no source feeds them. */
export function panelFreshness({ query, contract }: Report, metrics: readonly MetricName[], listening: boolean, locale: Locale): Freshness | null {
  const { words, format } = locale;
  if (contract.completeThrough === null) return null;
  // Days that were over before the newest do not change as anything happens.
  const isLive = listening && query.to >= contract.completeThrough && liveSourcesOf(contract).some((source) => feeds(source, metrics));
  const isSpend = metrics.some((name) => factsOf(metricOf(name).measure).includes('spend'));
  if (isSpend && contract.provisionalFrom !== null && contract.provisionalFrom <= query.to) {
    const until = words.fresh.provisional(format.date(addDays(query.to, spendRevisionDays)));
    return { kind: 'provisional', text: isLive ? words.fresh.live(until) : until };
  }
  return isLive ? { kind: 'live', text: words.fresh.isLive } : { kind: 'daily', text: completeText(contract, locale) };
}

const completeText = ({ completeThrough }: ReportContract, { words, format }: Locale): string =>
  completeThrough === null ? words.data.nothingComplete : words.fresh.complete(format.day(completeThrough));

/** What is told this soon after it happened is told as it happens. */
const promptMilliseconds = 15 * 60_000;

/**
 * The sources that deliver events as they happen. A name is not enough: whoever sends the day's events at night is not
 * live, and neither is a source that has said nothing of yesterday or today.
 */
const liveSourcesOf = ({ sources, completeThrough }: ReportContract): readonly ReportSource[] =>
  sources.filter(
    ({ kind, metrics, lastFactAt, lastDeliveryAt }) =>
      kind === 'live' && metrics.length > 0 && Date.parse(lastDeliveryAt) - Date.parse(lastFactAt) <= promptMilliseconds && (completeThrough === null || lastFactAt.slice(0, 10) >= completeThrough),
  );

const feeds = (source: ReportSource, metrics: readonly MetricName[]): boolean => metrics.some((name) => source.metrics.includes(name));
