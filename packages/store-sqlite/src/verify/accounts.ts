import { outcomes } from '@pegel/domain';
import type { Database } from '@pegel/sqlite';
import { accountHash, type Account } from '../deliveries.js';
import type { Findings } from './findings.js';
import { placeOf, type NamedSource } from './ledger-names.js';
import type { Counted } from './rows.js';

interface Delivery extends Account {
  readonly id: number;
  readonly hash: Buffer | null;
  readonly releasedFirst: number;
  readonly releasedFurther: number;
}

/** Of one source, what its deliveries and decisions say must be there. */
interface Expected {
  ids: number;
  further: number;
  tracedQuarantined: number;
  untracedQuarantined: number;
}

const none = (): Expected => ({ ids: 0, further: 0, tracedQuarantined: 0, untracedQuarantined: 0 });

/**
 * The conservation law: every delivery's account adds up, is as it was written, and the rows that name the delivery are as
 * many as it says; so are all rows of a source, those from before deliveries were named among them.
 */
export function verifyAccounts(database: Database, sources: ReadonlyMap<number, NamedSource>, counted: Counted, findings: Findings): void {
  const expected = new Map<number, Expected>();
  const deliveries = database.prepare<[], Delivery>(
    `SELECT d.id, d.organisation, d.source, d.kind, d.run, d.received_at AS receivedAt, d.received, d.stored, d.duplicate, d.superseded, d.quarantined, d.rejected,
       d.dropped_fields AS droppedFields, d.account_hash AS hash, coalesce(q.first, 0) AS releasedFirst, coalesce(q.further, 0) AS releasedFurther
     FROM deliveries d LEFT JOIN (
       SELECT delivery, count(*) FILTER (WHERE outcome = 'stored') AS first, count(*) FILTER (WHERE outcome = 'superseded') AS further
       FROM quarantine WHERE outcome IN ('stored', 'superseded') AND delivery IS NOT NULL GROUP BY delivery
     ) q ON q.delivery = d.id
     ORDER BY d.id`,
  );
  let before = 0;
  for (const delivery of deliveries.iterate()) {
    const { id, source, kind, received, rejected, hash, stored, superseded, quarantined, releasedFirst, releasedFurther } = delivery;
    const place = sources.get(source);
    const at = `delivery ${id} of ${place === undefined ? `source ${source}` : placeOf(place)}`;
    findings.demand('account', place?.organisation === delivery.organisation, () => `${at} belongs to another organisation than its source.`);
    findings.demand('account', id === before + 1, () => `${before + 1 === id - 1 ? `Delivery ${before + 1} is` : `Deliveries ${before + 1} to ${id - 1} are`} missing.`);
    before = id;
    const sum = outcomes.reduce((items, outcome) => items + delivery[outcome], rejected);
    findings.demand('account', received === sum, () => `${at} received ${received} items and accounts for ${sum}.`);
    const isTraced = hash !== null;
    findings.demand('account', !isTraced || accountHash(delivery).equals(hash), () => `${at} is not what its hash was made of.`);
    if (kind !== 'events') continue;

    const all = expected.get(source) ?? none();
    expected.set(source, all);
    all.ids += stored;
    all.further += superseded;
    if (isTraced) all.tracedQuarantined += quarantined;
    else all.untracedQuarantined += quarantined;
    const [first, further] = [counted.first[id] ?? 0, counted.further[id] ?? 0];
    findings.demand('rows-by-delivery', !isTraced || first === stored + releasedFirst, () => `${at} stored ${stored} events${also(releasedFirst)}; ${first} rows name it as the first of their id.`);
    findings.demand('rows-by-delivery', !isTraced || further === superseded + releasedFurther, () => `${at} brought ${superseded} further revisions${also(releasedFurther)}; ${further} rows name it so.`);
  }
  verifySources(database, sources, counted, expected, findings);
}

const also = (released: number): string => (released === 0 ? '' : ` and ${released} that were released`);

function verifySources(database: Database, sources: ReadonlyMap<number, NamedSource>, counted: Counted, expected: ReadonlyMap<number, Expected>, findings: Findings): void {
  const released = database.prepare<[number], { ids: number; further: number }>(
    `SELECT count(*) FILTER (WHERE outcome = 'stored') AS ids, count(*) FILTER (WHERE outcome = 'superseded') AS further FROM quarantine WHERE source = ?`,
  );
  const aside = database.prepare<[number], { times: number; untraced: number }>(
    'SELECT coalesce(sum(times), 0) AS times, count(*) FILTER (WHERE delivery IS NULL) AS untraced FROM quarantine WHERE source = ?',
  );
  const kept = database.prepare<[number], { type: string; revisions: number }>('SELECT type, revisions FROM kept_revisions WHERE source = ?');
  for (const source of sources.values()) {
    const at = placeOf(source);
    const { ids, further, types } = counted.bySource.get(source.id) ?? { ids: 0, further: 0, types: new Map<string, number>() };
    const account = expected.get(source.id) ?? none();
    const more = released.get(source.id) ?? { ids: 0, further: 0 };
    findings.demand('account', ids === account.ids + more.ids, () => `${at} has ${ids} events; its deliveries stored ${account.ids}${also(more.ids)}.`);
    findings.demand('account', further === account.further + more.further, () => `${at} has ${further} further revisions; its deliveries brought ${account.further}${also(more.further)}.`);
    const { times, untraced } = aside.get(source.id) ?? { times: 0, untraced: 0 };
    findings.demand('quarantine', times === account.tracedQuarantined, () => `${at} set items aside ${account.tracedQuarantined} times; those in quarantine say ${times} times.`);
    findings.demand('quarantine', untraced <= account.untracedQuarantined, () => `${at} has ${untraced} items in quarantine from before deliveries were named, which set aside ${account.untracedQuarantined}.`);
    const counts = new Map(kept.all(source.id).map(({ type, revisions }) => [type, revisions]));
    for (const type of new Set([...types.keys(), ...counts.keys()])) {
      const [is, said] = [types.get(type) ?? 0, counts.get(type) ?? 0];
      findings.demand('counts-by-type', is === said, () => `${at} keeps ${is} revisions of type ${type} and says ${said}.`);
    }
  }
}
