import type { InviteCounts } from '@pegel/domain';
import { tellsOfInvites, type OrganisationView, type ViewState } from '@pegel/presentation';
import type { Connection } from './reader.js';

/** How old invites are, for a page that tells of it; where that cannot be had, the page is told without it. */
export async function inviteCountsFor({ client, organisation: slug }: Connection, state: ViewState, organisation: OrganisationView): Promise<InviteCounts | null> {
  return tellsOfInvites(state, organisation) ? client.inviteCounts.query({ organisation: slug }).catch(() => null) : null;
}
