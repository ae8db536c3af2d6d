import type { UnmaskingsView, UnmaskingView } from '@pegel/domain';
import { column, rowsOf, type Column, type Rows } from './csv.js';

const columns: readonly Column<UnmaskingView>[] = [
  column('id', 'word', ({ id }) => id),
  column('state', 'word', ({ state }) => state),
  column('requested_by', 'text', ({ requestedBy }) => requestedBy.name),
  column('requested_at', 'word', ({ requestedAt }) => requestedAt),
  column('people', 'word', ({ people }) => people.join(' ')),
  column('hours', 'number', ({ hours }) => hours),
  column('reason', 'text', ({ reason }) => reason),
  column('purpose', 'text', ({ purpose }) => purpose),
  column('tell_after_days', 'number', ({ tellAfterDays }) => tellAfterDays),
  column('decided_by', 'text', ({ decidedBy }) => decidedBy?.name),
  column('decided_at', 'word', ({ decidedAt }) => decidedAt),
  column('decision_reason', 'text', ({ decisionReason }) => decisionReason),
  column('until', 'word', ({ until }) => until),
  column('ended_by', 'text', ({ endedBy }) => endedBy?.name),
  column('ended_at', 'word', ({ endedAt }) => endedAt),
];

/** A row a request to see names. */
export const unmaskingsRows = ({ requests }: Pick<UnmaskingsView, 'requests'>): Rows => rowsOf(columns, requests);
