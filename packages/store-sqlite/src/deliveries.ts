import { outcomes, type Delivery, type Instant, type Outcome } from '@pegel/domain';
import type { Database } from '@pegel/sqlite';
import { canonicalText, plainHash } from './content.js';
import type { EventPlace } from './event-rows.js';

/** What a delivery's row says, apart from its number and its hash. */
export interface Account extends EventPlace, Readonly<Record<Outcome, number>> {
  readonly kind: Delivery['kind'];
  readonly run: string;
  readonly receivedAt: Instant;
  readonly received: number;
  readonly rejected: number;
  readonly droppedFields: number;
}

export const accountHash = ({ organisation, source, kind, run, receivedAt, received, stored, duplicate, superseded, quarantined, rejected, droppedFields }: Account): Buffer =>
  plainHash(canonicalText({ organisation, source, kind, run, receivedAt, received, stored, duplicate, superseded, quarantined, rejected, droppedFields }));

export interface Deliveries {
  /** The number of a delivery, for the rows it brings. */
  begin(place: EventPlace, delivery: Pick<Account, 'kind' | 'run' | 'receivedAt'>): number;
  /** Writes down what became of it, in the same transaction as the delivery itself. */
  finish(number: number, account: Account): void;
}

const columns = ['received', ...outcomes, 'rejected'] as const;

export function deliveriesIn(database: Database): Deliveries {
  const begin = database
    .prepare<[number, number, Delivery['kind'], string, Instant], number>(
      `INSERT INTO deliveries (organisation, source, kind, run, received_at, ${columns.join(', ')}) VALUES (?, ?, ?, ?, ?, ${columns.map(() => 0).join(', ')}) RETURNING id`,
    )
    .pluck();
  const finish = database.prepare<[Account & { readonly id: number; readonly hash: Buffer }]>(
    `UPDATE deliveries SET ${columns.map((column) => `${column} = :${column}`).join(', ')}, dropped_fields = :droppedFields, account_hash = :hash WHERE id = :id`,
  );
  return {
    begin({ organisation, source }, { kind, run, receivedAt }) {
      const id = begin.get(organisation, source, kind, run, receivedAt);
      if (id === undefined) throw new Error('A delivery could not be recorded.'); // RETURNING always returns.
      return id;
    },
    finish(id, account) {
      finish.run({ ...account, id, hash: accountHash(account) });
    },
  };
}
