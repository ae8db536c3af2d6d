import type { Happening } from '../journal.js';
import type { Permission, RoleName } from '../permissions.js';
import type { Standing } from '../role-rules.js';
import { isAllowedByTable } from './role-table.js';

/** What entries about members say. Each has some of it. */
type Told = Readonly<Partial<Record<'member' | 'from' | 'to' | 'invitation', string>>> & { readonly role?: RoleName; readonly grants?: readonly Permission[] };

/**
 * Everybody's role after what a journal says happened, one after the other. Throws at the first change that whoever made
 * it could not make at that moment, by the table that people wrote.
 * @param accountOf The account behind an actor: its own, or that of the maker of a token.
 */
export function replayed(entries: readonly Pick<Happening, 'happening' | 'by' | 'about'>[], begin: ReadonlyMap<string, Standing>, accountOf: (actor: string) => string = (actor) => actor): ReadonlyMap<string, Standing> {
  const members = new Map(begin);
  const invitations = new Map<string, { readonly inviter: string; readonly becomes: Standing }>();
  for (const { happening, by, about } of entries) {
    const told = about as Told; // Each kind of entry has the particulars that are asked of it below.
    const actor = accountOf(by.id ?? '');
    const named = (name: 'member' | 'from' | 'to' | 'invitation'): string => told[name] ?? wrong(`${happening} does not say ${name}.`);
    const at = (id: string): Standing => members.get(id) ?? wrong(`${happening}: ${id} is no member at that moment.`);
    const becomes = (): Standing => ({ role: told.role ?? wrong(`${happening} does not say which role.`), grants: told.grants ?? [] });
    const demand = (who: string, was: string | null, wanted: Standing | null): void => {
      if (!isAllowedByTable(at(who), who === was, was === null ? null : at(was), wanted)) wrong(`${happening}: ${at(who).role} ${who} may not make ${was === null ? 'nobody' : `${at(was).role} ${was}`} into ${wanted?.role ?? 'nobody'}.`);
    };
    switch (happening) {
      case 'role-changed':
        demand(actor, named('member'), becomes());
        members.set(named('member'), becomes());
        break;
      case 'member-removed':
        demand(actor, named('member'), null);
        members.delete(named('member'));
        break;
      case 'primary-owner-transferred':
        if (at(actor).role !== 'primary-owner' || named('from') !== actor || at(named('to')).role !== 'owner') wrong('It was transferred by somebody who was not it, or to nobody who is Owner.');
        members.set(actor, { role: 'owner', grants: [] }).set(named('to'), { role: 'primary-owner', grants: [] });
        break;
      case 'member-invited':
        demand(actor, null, becomes());
        invitations.set(named('invitation'), { inviter: actor, becomes: becomes() });
        break;
      case 'invitation-withdrawn':
        if (!invitations.delete(named('invitation'))) wrong('An invitation was withdrawn that is not open.');
        break;
      case 'invitation-accepted': {
        const { inviter, becomes: promised } = invitations.get(named('invitation')) ?? wrong('An invitation was accepted that is not open.');
        demand(inviter, null, promised);
        if (members.has(actor)) wrong('Whoever accepted was a member.');
        members.set(actor, promised);
        invitations.delete(named('invitation'));
        break;
      }
      default:
        break;
    }
    if ([...members.values()].filter(({ role }) => role === 'primary-owner').length !== 1) wrong(`After ${happening} there is not exactly one Primary Owner.`);
  }
  return members;
}

const wrong = (message: string): never => {
  throw new Error(message);
};
