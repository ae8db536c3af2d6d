import { compareText, dayNumber, daysTold, earlier, isDaily, later, spokenOf, type DailyRun, type Instant, type Interval, type Source, type UsageEvent } from '@pegel/domain';
import type { Database } from '@pegel/sqlite';

/** The first and last instant, and the first and last days, that events say something about, all included. */
export class Span {
  from = Infinity;
  to = -Infinity;
  readonly #daily = new Map<string, DailyRun>();

  take(event: UsageEvent): void {
    if (isDaily(event)) return this.joinDays({ type: event.type, days: event.days, ...daysTold(event) });
    const { from, to } = spokenOf(event);
    this.from = Math.min(this.from, from);
    this.to = Math.max(this.to, to);
  }

  join({ from, to }: Interval): void {
    this.from = Math.min(this.from, from);
    this.to = Math.max(this.to, to);
  }

  joinDays({ type, days, from, to }: DailyRun): void {
    const known = this.#daily.get(`${type} ${days}`) ?? { from, to };
    this.#daily.set(`${type} ${days}`, { type, days, from: earlier(known.from, from), to: later(known.to, to) });
  }

  absorb(span: Span): void {
    this.join(span);
    for (const run of span.daily) this.joinDays(run);
  }

  /** By type and kind of days. */
  get daily(): readonly DailyRun[] {
    return [...this.#daily.values()].sort((a, b) => compareText(a.type, b.type) || compareText(a.days, b.days));
  }

  get hasInstants(): boolean {
    return this.from <= this.to;
  }

  get isEmpty(): boolean {
    return !this.hasInstants && this.#daily.size === 0;
  }
}

export interface SourceRows {
  /** Whether a source speaks of more days or other facts than before. A live one speaks of every day after its first. */
  saysMore(source: number, said: Source, span: Span): boolean;
  describe(source: number, said: Pick<Source, 'kind' | 'feeds'>): void;
  /** Only where nothing of the source was accepted before. */
  introduce(source: number, said: Pick<Source, 'kind' | 'feeds'>, receivedAt: Instant): void;
  hearFrom(source: number, receivedAt: Instant): void;
  /** Widens a run by what was accepted of it. */
  cover(source: number, run: string, span: Span): void;
  /** Counts revisions that came, or went, by type. */
  count(source: number, revisions: ReadonlyMap<UsageEvent['type'], number>): void;
}

/** What is written down about sources beside their events. */
export function sourceRowsIn(database: Database): SourceRows {
  const describe = database.prepare<[Source['kind'], string | null, number]>('UPDATE sources SET kind = ?, feeds = ? WHERE id = ?');
  const introduce = database.prepare<[Source['kind'], string | null, number, number]>('UPDATE sources SET kind = ?, feeds = ?, last_delivery_at = ? WHERE id = ? AND kind IS NULL');
  const hearFrom = database.prepare<[number, number]>('UPDATE sources SET last_delivery_at = max(coalesce(last_delivery_at, 0), ?) WHERE id = ? AND kind IS NOT NULL');
  const cover = database.prepare<[number, string, number, number]>(
    `INSERT INTO runs (source, name, first_at, last_at) VALUES (?, ?, ?, ?)
     ON CONFLICT (source, name) DO UPDATE SET first_at = min(first_at, excluded.first_at), last_at = max(last_at, excluded.last_at)`,
  );
  const coverDays = database.prepare<[number, string, string, string, number, number]>(
    `INSERT INTO daily_runs (source, name, type, days, first_day, last_day) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (source, name, type, days) DO UPDATE SET first_day = min(first_day, excluded.first_day), last_day = max(last_day, excluded.last_day)`,
  );
  const daysNamed = database.prepare<[number, string, string, string], { firstDay: number; lastDay: number }>(
    'SELECT first_day AS firstDay, last_day AS lastDay FROM daily_runs WHERE source = ? AND name = ? AND type = ? AND days = ?',
  );
  const widens = ({ from, to }: DailyRun, before: { firstDay: number; lastDay: number } | undefined): boolean =>
    before === undefined || dayNumber(from) < before.firstDay || dayNumber(to) > before.lastDay;
  const count = database.prepare<[number, string, number]>(
    'INSERT INTO kept_revisions (source, type, revisions) VALUES (?, ?, ?) ON CONFLICT (source, type) DO UPDATE SET revisions = revisions + excluded.revisions',
  );
  const described = database.prepare<[number], { kind: Source['kind'] | null; feeds: string | null }>('SELECT kind, feeds FROM sources WHERE id = ?');
  const first = database.prepare<[number], number | null>('SELECT min(first_at) FROM runs WHERE source = ?').pluck();
  const runNamed = database.prepare<[number, string], Interval>('SELECT first_at AS "from", last_at AS "to" FROM runs WHERE source = ? AND name = ?');
  const textOf = ({ feeds }: Pick<Source, 'feeds'>) => (feeds === null ? null : JSON.stringify(feeds));
  return {
    saysMore(source, said, span) {
      if (span.isEmpty) return false;
      const known = described.get(source);
      if (known?.kind !== said.kind || known.feeds !== textOf(said)) return true;
      if (span.daily.some((run) => widens(run, daysNamed.get(source, said.run, run.type, run.days)))) return true;
      if (!span.hasInstants) return false;
      if (said.kind === 'live') return span.from < (first.get(source) ?? Infinity);
      const before = runNamed.get(source, said.run);
      return before === undefined || span.from < before.from || span.to > before.to;
    },
    describe: (source, said) => void describe.run(said.kind, textOf(said), source),
    introduce: (source, said, receivedAt) => void introduce.run(said.kind, textOf(said), receivedAt, source),
    hearFrom: (source, receivedAt) => void hearFrom.run(receivedAt, source),
    cover(source, run, span) {
      if (span.hasInstants) cover.run(source, run, span.from, span.to);
      for (const { type, days, from, to } of span.daily) coverDays.run(source, run, type, days, dayNumber(from), dayNumber(to));
    },
    count(source, revisions) {
      for (const [type, change] of revisions) if (change !== 0) count.run(source, type, change);
    },
  };
}
