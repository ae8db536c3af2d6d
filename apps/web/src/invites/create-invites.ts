import type { Accessor } from 'solid-js';
import type { QueryObserverResult } from '@tanstack/solid-query';
import type { InviteCounts, InvitesView } from '@pegel/client';
import { createAnswer, whileUnreachable } from '../primitives/create-answer.js';
import { useSession } from '../session/session.js';

/** How many invites are out, and how old they are; where nobody needs it, nothing is asked. */
export function createInviteCounts(organisation: Accessor<string>, isAsked: Accessor<boolean> = () => true): Accessor<QueryObserverResult<InviteCounts>> {
  const { client } = useSession();
  return createAnswer<InviteCounts>(() => {
    const asked = { organisation: organisation() };
    return { queryKey: ['invites', 'counts', asked], queryFn: ({ signal }): Promise<InviteCounts> => client.inviteCounts.query(asked, { signal }), enabled: isAsked(), retry: whileUnreachable };
  });
}

/** Whose they are, all or so many of the oldest; nothing is asked before it is said what for, where the organisation asks. */
export function createInvites(organisation: Accessor<string>, purpose: Accessor<string | undefined>, isAsked: Accessor<boolean>, first: Accessor<number | undefined>): Accessor<QueryObserverResult<InvitesView>> {
  const { client } = useSession();
  return createAnswer<InvitesView>(() => {
    const asked = { organisation: organisation(), ...(purpose() === undefined ? {} : { purpose: purpose() }), ...(first() === undefined ? {} : { first: first() }) };
    return { queryKey: ['invites', 'list', asked], queryFn: ({ signal }): Promise<InvitesView> => client.invites.query(asked, { signal }), enabled: isAsked(), retry: whileUnreachable };
  });
}
