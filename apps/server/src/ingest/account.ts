import { errorsShown, type Account, type ItemError, type Outcome } from '@pegel/domain';

interface Tally {
  readonly received: number;
  readonly rejected: number;
  readonly droppedFields: number;
  readonly counts: Readonly<Record<Outcome, number>>;
  readonly errors: readonly ItemError[];
}

/** The whole account of a request, in the order the contract writes it. */
export const accountOf = ({ received, rejected, droppedFields, counts, errors }: Tally): Account => ({
  received,
  stored: counts.stored,
  duplicate: counts.duplicate,
  superseded: counts.superseded,
  quarantined: counts.quarantined,
  rejected,
  droppedFields,
  errors: errors.toSorted((a, b) => a.index - b.index).slice(0, errorsShown),
});
