import type { Accessor } from 'solid-js';
import type { QueryObserverResult } from '@tanstack/solid-query';
import type { GroupsView } from '@pegel/client';
import { spanOf, type OrganisationView, type ViewState } from '@pegel/presentation';
import { createAnswer, whileUnreachable } from '../primitives/create-answer.js';
import { useSession } from '../session/session.js';

/** What the numbers of the days in sight can be narrowed to; not asked before somebody wants to know. */
export function createGroups(state: Accessor<ViewState>, organisation: Accessor<OrganisationView>, isWanted: Accessor<boolean>): Accessor<QueryObserverResult<GroupsView>> {
  const { client } = useSession();
  return createAnswer<GroupsView>(() => {
    const asked = { ...spanOf(state(), organisation()), organisation: organisation().slug };
    return { queryKey: ['groups', asked], queryFn: ({ signal }): Promise<GroupsView> => client.groups.query(asked, { signal }), enabled: isWanted(), staleTime: 60_000, retry: whileUnreachable };
  });
}
