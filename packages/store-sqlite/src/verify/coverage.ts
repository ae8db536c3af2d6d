import { activityTypeNames, dayCounts, dayFromNumber, surfaces, type DailyRun, type Feeds } from '@pegel/domain';
import type { Database } from '@pegel/sqlite';
import { eventIn } from '../content.js';
import { Span } from '../source-rows.js';
import type { Findings } from './findings.js';
import { placeOf, type NamedSource } from './ledger-names.js';
import type { Counted } from './rows.js';

interface SourceRow {
  readonly kind: string | null;
  readonly feeds: string | null;
  readonly lastDeliveryAt: number | null;
}

/** Each run reaches over the rows it brought, and all runs of a source together exactly over what was ever accepted of it. */
export function verifyCoverage(database: Database, sources: ReadonlyMap<number, NamedSource>, counted: Counted, findings: Findings): void {
  const runs = database.prepare<[number], { name: string; from: number; to: number }>('SELECT name, first_at AS "from", last_at AS "to" FROM runs WHERE source = ? ORDER BY id');
  const dailyRuns = database.prepare<[number], Pick<DailyRun, 'type' | 'days'> & { name: string; firstDay: number; lastDay: number }>(
    'SELECT name, type, days, first_day AS firstDay, last_day AS lastDay FROM daily_runs WHERE source = ?',
  );
  const replaced = database.prepare<[number], string>('SELECT unsealed(replaced) FROM quarantine WHERE source = ? AND replaced IS NOT NULL').pluck();
  const about = database.prepare<[number], SourceRow>('SELECT kind, feeds, last_delivery_at AS lastDeliveryAt FROM sources WHERE id = ?');
  // A delivery that brought something was heard of; one that brought nothing may not have been.
  const heard = database.prepare<[number, number], { wasOne: 0 | 1; newest: number | null }>(
    `SELECT max(received_at = ?) AS wasOne, max(received_at) FILTER (WHERE stored + superseded > 0) AS newest FROM deliveries WHERE source = ? AND kind = 'events'`,
  );
  for (const source of sources.values()) {
    const at = placeOf(source);
    const rows = counted.bySource.get(source.id);
    const accepted = new Span();
    if (rows !== undefined) accepted.absorb(rows.span);
    for (const content of replaced.iterate(source.id)) accepted.take(eventIn(content));
    const covered = new Span();
    const found = runs.all(source.id);
    for (const { name, from, to } of found) {
      covered.join({ from, to });
      const brought = rows?.runs.get(name);
      findings.demand('coverage', from <= to, () => `${at}: the run "${name}" ends before it begins.`);
      findings.demand('coverage', brought === undefined || (from <= brought.from && brought.to <= to), () => `${at}: the run "${name}" does not reach over all that it brought.`);
    }
    const foundDays = dailyRuns.all(source.id).map(({ firstDay, lastDay, ...of }) => ({ ...of, from: dayFromNumber(firstDay), to: dayFromNumber(lastDay) }));
    for (const { name, ...run } of foundDays) {
      covered.joinDays(run);
      const brought = rows?.runs.get(name)?.daily.find(({ type, days }) => type === run.type && days === run.days);
      findings.demand('coverage', run.from <= run.to, () => `${at}: the days of type ${run.type} of the run "${name}" end before they begin.`);
      findings.demand('coverage', brought === undefined || (run.from <= brought.from && brought.to <= run.to), () => `${at}: the days of type ${run.type} of the run "${name}" do not reach over all that it brought.`);
    }
    for (const [name, { daily }] of rows?.runs ?? []) {
      for (const { type, days } of daily) {
        const isFound = foundDays.some((run) => run.name === name && run.type === type && run.days === days);
        findings.demand('coverage', isFound, () => `${at}: the run "${name}" brought ${days} days of type ${type} and covers none.`);
      }
    }
    for (const [name] of [...(rows?.runs ?? [])].filter(([, span]) => span.hasInstants)) findings.demand('coverage', found.some((run) => run.name === name), () => `${at}: the run "${name}" brought rows and covers nothing.`);
    findings.demand('coverage', textOf(covered) === textOf(accepted), () => `${at} covers ${textOf(covered)}; what was accepted of it reaches over ${textOf(accepted)}.`);

    const row = about.get(source.id);
    if (row === undefined) continue;
    const isKnown = row.kind === 'live' || row.kind === 'import';
    findings.demand('coverage', accepted.isEmpty ? row.kind === null : isKnown, () => `${at} is of kind ${String(row.kind)}.`);
    findings.demand('coverage', row.feeds === null || isFeeds(row.feeds), () => `${at} does not say readably what it can deliver.`);
    const { wasOne, newest } = heard.get(row.lastDeliveryAt ?? 0, source.id) ?? { wasOne: 0, newest: null };
    const isHeard = row.lastDeliveryAt === null ? row.kind === null : wasOne === 1 && (newest === null || newest <= row.lastDeliveryAt);
    findings.demand('coverage', isHeard, () => `${at} was not heard of last when it says.`);
  }
}

/** What a text says as JSON; `undefined` where it is none. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const textOf = (span: Span): string =>
  span.isEmpty
    ? 'nothing'
    : [...(span.hasInstants ? [`${new Date(span.from).toISOString()} to ${new Date(span.to).toISOString()}`] : []), ...span.daily.map(({ type, days, from, to }) => `${days} days of type ${type} ${from} to ${to}`)].join(', ');

/** The words that each field may have. */
const feedsWords: Readonly<Record<keyof Feeds, readonly string[]>> = { types: [...activityTypeNames, 'spend'], surfaces, dayCounts };

/** Whether a text says what a source can deliver, and nothing else. */
function isFeeds(text: string): boolean {
  const said = parsed(text);
  if (typeof said !== 'object' || said === null || !('types' in said && 'surfaces' in said)) return false;
  return Object.entries(said).every(([field, words]) => {
    const known = Object.entries(feedsWords).find(([name]) => name === field)?.[1];
    return known !== undefined && Array.isArray(words) && words.every((word) => known.includes(word));
  });
}
