import type { MembersContext } from '@pegel/api';
import { changeOwnMembership, changeRole, invitationPath, invite, membersView, removeMember, transferPrimaryOwner, withdrawInvitation } from '@pegel/domain';
import { changedInPlace } from './in-place.js';
import type { Ports } from './ports.js';

/** What the typed interface says of members. The journal has every change of them, so the log does not. */
export function membersContext({ accounts, now, isInPlace, publicUrl }: Pick<Ports, 'accounts' | 'now' | 'isInPlace' | 'publicUrl'>, told: <T>(work: Promise<T>) => Promise<T>): MembersContext {
  const changing = <T>(change: () => T): Promise<T> => told(changedInPlace(isInPlace, change));
  return {
    members: ({ reader, actor }) => told((async () => membersView(reader, actor, accounts, now()))()),
    invite: ({ reader, actor }, wish) =>
      changing(() => {
        const made = invite(reader, actor, accounts, wish, now());
        const path = invitationPath(made.secret);
        return { ...made, link: publicUrl === undefined ? path : new URL(path, publicUrl).href };
      }),
    withdrawInvitation: ({ reader, actor }, id) => changing(() => withdrawInvitation(reader, actor, accounts, { id }, now())),
    changeRole: ({ reader, actor }, wish) => changing(() => changeRole(reader, actor, accounts, wish, now())),
    removeMember: ({ reader, actor }, id) => changing(() => removeMember(reader, actor, accounts, { id }, now())),
    transferPrimaryOwner: ({ reader, actor }, id) => changing(() => transferPrimaryOwner(reader, actor, accounts, { id }, now())),
    changeOwnMembership: ({ reader, actor }, becomes) => changing(() => changeOwnMembership(reader, actor, accounts, becomes, now())),
  };
}
