import { asideKeyOf, contentOf, keyOf, type Claims, type OpenDelivery } from './claims.js';
import type { Complaint, ComplaintKind } from './complaint.js';
import type { SendingLine } from './journal.js';
import type { DeliverySums, Ledger } from './ledger.js';

/** What an audit says, and what it found out about deliveries that nobody heard the end of. */
export interface Audited {
  readonly complaints: readonly Complaint[];
  readonly settled: readonly { readonly delivery: number; readonly applied: boolean }[];
}

/**
 * Holds a ledger to the claims of its senders. Acknowledged: exactly one row says it, the newest revision counts.
 * Nobody knows: the whole delivery or nothing of it. Refused: nothing. And the accounts add up to what is there.
 */
export function audit(claims: Claims, ledger: Ledger): Audited {
  const complaints: Complaint[] = [...claims.complaints];
  const complain = (kind: ComplaintKind, what: string) => complaints.push({ kind, what });
  if (ledger.integrity !== 'ok') complain('corrupt', ledger.integrity);

  eventsAgainst(claims, ledger, complain);
  setAsideAgainst(claims, ledger, complain);
  directoriesAgainst(claims, ledger, complain);

  const settled = [...claims.unknown].flatMap((number) => {
    const open = claims.open.get(number);
    return open === undefined ? [] : [{ delivery: number, applied: wasApplied(claims, ledger, open, complain) }];
  });
  const applied = settled.filter((one) => one.applied).flatMap(({ delivery }) => claims.open.get(delivery) ?? []);
  accountsAgainst(claims, ledger, applied, complain);
  return { complaints, settled };
}

type Complain = (kind: ComplaintKind, what: string) => void;

/** A key and a revision for people. */
const named = (key: string, revision?: number) => `${key.split('\n').map((part) => JSON.stringify(part)).join(' ')}${revision === undefined ? '' : `, revision ${revision}`}`;

function eventsAgainst(claims: Claims, ledger: Ledger, complain: Complain): void {
  for (const [key, revisions] of claims.events) {
    const rows = ledger.events.get(key) ?? [];
    for (const [revision, { kept, possible }] of revisions) {
      const [row, ...others] = rows.filter((candidate) => candidate.revision === revision);
      if (row === undefined) {
        if (kept !== null) complain('lost', named(key, revision));
        continue;
      }
      if (others.length > 0) complain('doubled', named(key, revision));
      if (kept === null && possible.size === 0) complain('kept-although-refused', named(key, revision));
      else if (kept === null ? !possible.has(row.content) : row.content !== kept) complain('altered', `${named(key, revision)}: ${row.content} instead of ${kept ?? [...possible.keys()].join(' or ')}`);
    }
    if (rows.length === 0) continue;
    const counting = rows.filter((row) => row.counts);
    const newest = Math.max(...rows.map((row) => row.revision));
    if (counting.length > 1) complain('doubled', `${named(key)} counts ${counting.length} times`);
    else if (counting[0]?.revision !== newest) complain('not-newest', `${named(key)}: ${counting[0]?.revision ?? 'none'} counts, ${newest} is there`);
  }
  for (const [key, rows] of ledger.events) {
    const revisions = claims.events.get(key);
    for (const { revision } of rows) {
      if (revisions?.has(revision)) continue;
      complain(claims.refused.has(key) ? 'kept-although-refused' : 'invented', named(key, revision));
    }
  }
}

function setAsideAgainst(claims: Claims, ledger: Ledger, complain: Complain): void {
  for (const [key, { acked, possible }] of claims.setAside) {
    const found = ledger.setAside.get(key) ?? 0;
    if (found < acked.size) complain('lost', `${named(key)}, set aside`);
    if (found > new Set([...acked, ...possible]).size) complain('doubled', `${named(key)}, set aside`);
  }
  for (const key of ledger.setAside.keys()) if (!claims.setAside.has(key)) complain('invented', `${named(key)}, set aside`);
}

function directoriesAgainst(claims: Claims, ledger: Ledger, complain: Complain): void {
  for (const [key, { acked, possible }] of claims.directories) {
    const found = ledger.directories.get(key);
    if (found === undefined) {
      if (acked !== null) complain('lost', `the directory ${named(key)}`);
    } else if (found !== acked && !possible.has(found)) {
      complain(acked === null && possible.size === 0 ? 'kept-although-refused' : 'altered', `the directory ${named(key)}`);
    }
  }
  for (const key of ledger.directories.keys()) if (!claims.directories.has(key)) complain('invented', `the directory ${named(key)}`);
}

/** Whether a delivery that nobody heard the end of is there, by what travelled in it alone. */
function wasApplied(claims: Claims, ledger: Ledger, open: OpenDelivery, complain: Complain): boolean {
  if (open.directory !== null) return ledger.directories.get(keyOf(open.source, String(open.directory.takenAt))) === open.directory.content;
  const traces = open.items.filter((line) => line.fate !== 'rejected' && claims.isFresh(line)).map((line) => isThere(ledger, line));
  if (new Set(traces).size > 1) complain('half-applied', `delivery ${open.delivery}: ${traces.filter(Boolean).length} of ${traces.length} items are there`);
  return traces.includes(true);
}

function isThere(ledger: Ledger, line: SendingLine): boolean {
  if (line.fate !== 'kept') return ledger.setAside.has(asideKeyOf(line, line.fate));
  return (ledger.events.get(keyOf(line.source, line.id)) ?? []).some(({ revision, content }) => revision === line.revision && content === contentOf(line));
}

/** Conservation: what was received is what became of it, and what became of it is there. */
function accountsAgainst({ taken }: Claims, { deliveries, newest, older }: Ledger, applied: readonly OpenDelivery[], complain: Complain): void {
  for (const kind of ['events', 'directory'] as const) {
    const own = applied.filter(({ directory }) => (directory === null ? 'events' : 'directory') === kind);
    const sums: DeliverySums = deliveries[kind];
    const parts = sums.stored + sums.duplicate + sums.superseded + sums.quarantined + sums.rejected;
    if (sums.received !== parts) complain('unaccounted', `${kind}: received ${sums.received} is not ${parts}, the sum of its parts`);
    const count = taken[kind].deliveries + own.length;
    if (sums.deliveries !== count) complain('unaccounted', `${kind}: ${sums.deliveries} deliveries are written down, ${count} were taken in`);
    const received = taken[kind].received + own.reduce((sum, { directory, items }) => sum + (directory?.people ?? items.length), 0);
    if (sums.received !== received) complain('unaccounted', `${kind}: ${sums.received} items are written down, ${received} were taken in`);
  }
  const { stored, superseded } = deliveries.events;
  if (stored !== newest) complain('unaccounted', `${stored} events were stored, ${newest} are there`);
  if (superseded !== older) complain('unaccounted', `${superseded} revisions were superseded, ${older} are there`);
}
