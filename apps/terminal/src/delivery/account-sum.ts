import { errorsShown, type Account } from '@pegel/domain';

export const emptyAccount: Account = { received: 0, stored: 0, duplicate: 0, superseded: 0, quarantined: 0, rejected: 0, droppedFields: 0, errors: [] };

/** The account of two deliveries as if they had been one. */
export function sumOfAccounts(a: Account, b: Account): Account {
  return {
    received: a.received + b.received,
    stored: a.stored + b.stored,
    duplicate: a.duplicate + b.duplicate,
    superseded: a.superseded + b.superseded,
    quarantined: a.quarantined + b.quarantined,
    rejected: a.rejected + b.rejected,
    droppedFields: a.droppedFields + b.droppedFields,
    errors: a.errors.length >= errorsShown ? a.errors : [...a.errors, ...b.errors].slice(0, errorsShown),
  };
}
