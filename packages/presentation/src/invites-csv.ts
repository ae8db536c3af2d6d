import { inviteAges, type InviteCounts, type InviteRow, type InvitesView } from '@pegel/domain';
import { column, rowsOf, type Column, type Rows } from './csv.js';

interface AgeLine {
  readonly day: string;
  readonly from: number;
  readonly to: number | null;
  readonly count: number;
}

const ageColumns: readonly Column<AgeLine>[] = [
  column('day', 'days', ({ day }) => day),
  column('from_days', 'number', ({ from }) => from),
  column('to_days', 'number', ({ to }) => to),
  column('invites', 'number', ({ count }) => count),
];

/** How many invites there are of each age, row by row; a total without people has no ages. */
export const inviteCountsRows = ({ day, byAge }: InviteCounts): Rows =>
  rowsOf(ageColumns, (byAge ?? []).map((count, index) => ({ day, from: inviteAges[index]?.from ?? 0, to: inviteAges[index]?.to ?? null, count })));

const inviteLines: readonly Column<InviteRow & { readonly day: string }>[] = [
  column('day', 'days', ({ day }) => day),
  column('key', 'key', ({ key }) => key),
  column('label', 'text', ({ label }) => label),
  column('email', 'text', ({ person }) => person?.email),
  column('name', 'text', ({ person }) => person?.name),
  column('invited_by', 'text', () => null),
  column('invited_at', 'word', ({ invitedAt }) => invitedAt),
  column('expires_at', 'word', ({ expiresAt }) => expiresAt),
  column('age_days', 'number', ({ age }) => age),
  column('is_old', 'flag', ({ isOld }) => isOld),
];

/** Who is invited, row by row: what is not known is empty. */
export const invitesRows = ({ day, invites }: InvitesView): Rows => rowsOf(inviteLines, (invites ?? []).map((invite) => ({ day, ...invite })));
