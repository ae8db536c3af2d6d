import { instantOf, isSpend, type Instant, type Source, type UsageEvent } from '@pegel/domain';
import type { Database } from '@pegel/sqlite';

/** The first and last instant that events say something about, both included. */
export class Span {
  from = Infinity;
  to = -Infinity;

  take(event: UsageEvent): void {
    this.from = Math.min(this.from, instantOf(event));
    this.to = Math.max(this.to, lastInstantOf(event));
  }

  get isEmpty(): boolean {
    return this.from > this.to;
  }
}

/** The last instant an event says something about; a line's end is not included in it. */
const lastInstantOf = (event: UsageEvent): number => (isSpend(event) && event.to > event.from ? event.to - 1 : instantOf(event));

export interface SourceRows {
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
  const textOf = ({ feeds }: Pick<Source, 'feeds'>) => (feeds === null ? null : JSON.stringify(feeds));
  return {
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
