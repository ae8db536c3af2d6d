import type { Accessor } from 'solid-js';
import type { QueryObserverResult } from '@tanstack/solid-query';
import type { InvitationLink, MembersView, RoleChoice } from '@pegel/client';
import type { Permission, RoleName } from '@pegel/domain';
import { createAnswer, whileUnreachable } from '../primitives/create-answer.js';
import { useSession } from '../session/session.js';

/** Who is at home in an organisation and who was asked to be. */
export function createMembers(organisation: Accessor<string>): Accessor<QueryObserverResult<MembersView>> {
  const { client } = useSession();
  return createAnswer<MembersView>(() => ({
    queryKey: ['members', organisation()],
    queryFn: ({ signal }): Promise<MembersView> => client.members.query({ organisation: organisation() }, { signal }),
    retry: whileUnreachable,
  }));
}

/** Every change of them. Whoever changes their own role sees other pages afterwards, so that is asked for again too. */
export interface MemberChanges {
  invite(wish: { readonly email: string; readonly role: RoleName; readonly grants: readonly Permission[]; readonly days: number }): Promise<InvitationLink>;
  withdraw(id: string): Promise<void>;
  change(id: string, standing: RoleChoice): Promise<void>;
  remove(id: string): Promise<void>;
  transfer(id: string): Promise<void>;
  leave(): Promise<void>;
  stepDown(role: RoleName): Promise<void>;
}

export function createMemberChanges(slug: Accessor<string>): MemberChanges {
  const { client, queries } = useSession();
  const made = async <T>(change: Promise<T>): Promise<T> => {
    const result = await change;
    for (const changed of ['members', 'reader', 'keys', 'journal']) void queries.invalidateQueries({ queryKey: [changed] });
    return result;
  };
  const done = async (change: Promise<unknown>): Promise<void> => void (await made(change));
  return {
    invite: (wish) => made(client.invite.mutate({ ...wish, grants: [...wish.grants], organisation: slug() })),
    withdraw: (id) => done(client.withdrawInvitation.mutate({ id, organisation: slug() })),
    change: (id, { role, grants }) => done(client.changeRole.mutate({ id, role, grants: [...grants], organisation: slug() })),
    remove: (id) => done(client.removeMember.mutate({ id, organisation: slug() })),
    transfer: (id) => done(client.transferPrimaryOwner.mutate({ id, organisation: slug() })),
    leave: () => done(client.leave.mutate({ organisation: slug() })),
    stepDown: (role) => done(client.stepDown.mutate({ role, organisation: slug() })),
  };
}
