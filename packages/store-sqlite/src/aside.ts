import { eventAsKept, saidOfPerson, type PersonReference, type Said, type UsageEvent } from '@pegel/domain';
import { noteErasure, sealOf, type Database } from '@pegel/sqlite';
import { canonicalText, contentHashes, decisionHash, eventIn, type DecisionRow } from './content.js';
import { sealedIn, type Ledger } from './ledger.js';

interface ContentRow {
  readonly id: number;
  readonly source: string;
  readonly content: string;
  readonly replaced: string | null;
  readonly decidedBy: string | null;
}

/** What was set aside, with what it stood in the place of. */
export interface Aside extends ContentRow {
  readonly event: UsageEvent;
  readonly before: UsageEvent | null;
}

export interface Asides {
  in(ledger: Pick<Ledger, 'id'>): readonly Aside[];
  /** Brings what was set aside into the form in which it would be set aside now; true where that is another one. */
  keep(ledger: Pick<Ledger, 'id'>, items: readonly Aside[], keep: (said: Said) => PersonReference, addressAsKept: (address: string) => string): boolean;
}

/** What names people in contents that wait, or waited, for a decision. */
export function asidesIn(database: Database): Asides {
  const key = sealOf(database);
  const hashes = contentHashes(database);
  const contents = database.prepare<[number], ContentRow>('SELECT q.id, s.name AS source, unsealed(q.content) AS content, unsealed(q.replaced) AS replaced, unsealed(q.decided_by) AS decidedBy FROM quarantine q JOIN sources s ON s.id = q.source WHERE q.organisation = ?');
  const decided = database.prepare<[number], DecisionRow>('SELECT id, content_hash AS contentHash, state, decided_at AS decidedAt, unsealed(decided_by) AS decidedBy, reason, outcome, unsealed(replaced) AS replaced FROM quarantine WHERE id = ?');
  const rewrite = database.prepare<[Buffer, Buffer, Buffer | null, Buffer | null, Buffer | null, number]>('UPDATE quarantine SET content = ?, content_hash = ?, replaced = ?, replaced_hash = ?, decided_by = ? WHERE id = ?');
  const rehash = database.prepare<[Buffer, number]>('UPDATE quarantine SET decision_hash = ? WHERE id = ?');

  return {
    in: ({ id }) => contents.all(id).map((row) => ({ ...row, event: eventIn(row.content), before: row.replaced === null ? null : eventIn(row.replaced) })),
    keep(ledger, items, keep, addressAsKept) {
      const sealed = (text: string | null) => (text === null ? null : key.seal(text, sealedIn(ledger)));
      let isOther = false;
      for (const was of items) {
        const content = canonicalText(eventAsKept(was.source, was.event, keep));
        const replaced = was.before === null ? null : canonicalText(eventAsKept(was.source, was.before, keep));
        const decidedBy = was.decidedBy === null ? null : addressAsKept(was.decidedBy);
        if (was.content === content && was.replaced === replaced && was.decidedBy === decidedBy) continue;
        if (!isOther) noteErasure(database);
        isOther = true;
        rewrite.run(key.seal(content, sealedIn(ledger)), hashes.ofText(content), sealed(replaced), replaced === null ? null : hashes.ofText(replaced), sealed(decidedBy), was.id);
        const decision = decided.get(was.id);
        if (decision !== undefined && decision.state !== 'waiting') rehash.run(decisionHash(hashes, decision), was.id);
      }
      return isOther;
    },
  };
}

export const saidAside = (items: readonly Aside[]): readonly Said[] => items.flatMap(({ source, event, before }) => [event, before].flatMap((said) => (said === null ? [] : saidOfPerson(source, said))));
