import type { NamedRefusal } from './refusals.js';

/** Why an item was refused and not kept. */
export const rejectionCodes = [
  'bad-json', 'bad-id', 'bad-type', 'bad-at', 'bad-period', 'bad-person', 'bad-surface', 'missing-field',
  'bad-count', 'bad-amount', 'bad-currency', 'bad-name', 'not-yet',
] as const;
export type RejectionCode = (typeof rejectionCodes)[number];

/** Why an item was set aside for a person to release or discard. */
export const quarantineCodes = ['future', 'conflict', 'foreign-currency'] as const;
export type QuarantineCode = (typeof quarantineCodes)[number];

/** What was wrong with one item, as a sentence that says what would be right. */
export interface ItemError {
  readonly index: number;
  readonly id: string | null;
  readonly code: RejectionCode | QuarantineCode;
  readonly message: string;
  /** The same for programs that say it themselves, where it has a name. */
  readonly refusal?: NamedRefusal;
}

/** What became of every item of a delivery: `received` is the sum of the next five. */
export interface Account {
  readonly received: number;
  readonly stored: number;
  readonly duplicate: number;
  readonly superseded: number;
  readonly quarantined: number;
  readonly rejected: number;
  readonly droppedFields: number;
  /** The first 1,000. */
  readonly errors: readonly ItemError[];
}

export const errorsShown = 1_000;

/** What one item became, besides being rejected before it reached a store. */
export type Outcome = 'stored' | 'duplicate' | 'superseded' | 'quarantined';
export const outcomes = ['stored', 'duplicate', 'superseded', 'quarantined'] as const satisfies readonly Outcome[];
