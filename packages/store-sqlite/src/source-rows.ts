import { spokenOf, type Instant, type Interval, type Source, type UsageEvent } from '@pegel/domain';
import type { Database } from '@pegel/sqlite';

/** The first and last instant that events say something about, both included. */
export class Span {
  from = Infinity;
  to = -Infinity;

  take(event: UsageEvent): void {
    const { from, to } = spokenOf(event);
    this.from = Math.min(this.from, from);
    this.to = Math.max(this.to, to);
  }

  join({ from, to }: Interval): void {
    this.from = Math.min(this.from, from);
    this.to = Math.max(this.to, to);
  }

  get isEmpty(): boolean {
    return this.from > this.to;
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
      if (said.kind === 'live') return span.from < (first.get(source) ?? Infinity);
      const before = runNamed.get(source, said.run);
      return before === undefined || span.from < before.from || span.to > before.to;
    },
    describe: (source, said) => void describe.run(said.kind, textOf(said), source),
    introduce: (source, said, receivedAt) => void introduce.run(said.kind, textOf(said), receivedAt, source),
    hearFrom: (source, receivedAt) => void hearFrom.run(receivedAt, source),
    cover(source, run, span) {
      if (!span.isEmpty) cover.run(source, run, span.from, span.to);
    },
    count(source, revisions) {
      for (const [type, change] of revisions) if (change !== 0) count.run(source, type, change);
    },
  };
}
