import { inviteAges, type InviteCounts, type InviteRow, type InvitesView } from '@pegel/domain';
import { column, csvText, type Column } from './csv.js';
import type { Dialect } from './csv-dialect.js';

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

/** How many invites there are of each age as a file; a total without people has no ages. */
export const inviteCountsCsv = ({ day, byAge }: InviteCounts, dialect: Dialect = 'standard'): string =>
  csvText(ageColumns, (byAge ?? []).map((count, index) => ({ day, from: inviteAges[index]?.from ?? 0, to: inviteAges[index]?.to ?? null, count })), dialect);

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

/** Who is invited as a file: what is not known is empty. */
export const invitesCsv = ({ day, invites }: InvitesView, dialect: Dialect = 'standard'): string => csvText(inviteLines, (invites ?? []).map((invite) => ({ day, ...invite })), dialect);
