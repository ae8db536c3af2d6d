import { permissionsOf, roleNames, roles, type Permission, type RoleName } from './permissions.js';

/** A role, and what was granted beyond it. */
export interface Standing {
  readonly role: RoleName;
  readonly grants: readonly Permission[];
}

/** Whoever wants something changed: their role, and all they may do at this moment. A token may do less than its maker. */
export interface Acting {
  readonly role: RoleName;
  readonly permissions: ReadonlySet<Permission>;
}

export const actingAs = ({ role, grants }: Standing): Acting => ({ role, permissions: permissionsOf(role, grants) });

/** What can be granted beyond a role. There is nothing else, so that whoever reads a role knows nearly all of it. */
export const grantable: Readonly<Record<RoleName, readonly Permission[]>> = { 'primary-owner': [], owner: [], admin: ['view:usage'], auditor: [], member: [] };

/** Whether somebody stands below whoever acts: their role comes later, and all they may do the other may do as well. */
export const isBelow = (actor: Acting, { role, grants }: Standing): boolean =>
  roleNames.indexOf(actor.role) < roleNames.indexOf(role) && [...permissionsOf(role, grants)].every((permission) => actor.permissions.has(permission));

/** Somebody becomes a member, has another role, or is no member any more. */
export interface RoleChange {
  readonly actor: Acting;
  /** Whoever acts changes their own role. */
  readonly isSelf: boolean;
  /** `null`: no member yet. */
  readonly was: Standing | null;
  /** `null`: no member any more. */
  readonly becomes: Standing | null;
}

/** Why a change of role is not to be, in a sentence; `null`: it may be. The only place that knows. */
export function roleRefusal({ actor, isSelf, was, becomes }: RoleChange): string | null {
  if (becomes?.role === 'primary-owner') return 'There is exactly one Primary Owner: that role is transferred by whoever has it, and never given.';
  if (was?.role === 'primary-owner') return 'The Primary Owner stays that until they have transferred it to an Owner.';
  const beyond = becomes?.grants.find((permission) => !grantable[becomes.role].includes(permission));
  if (becomes !== null && beyond !== undefined) return `${beyond} is not granted beyond ${labelOf(becomes)}; ${grantsInWords}.`;
  if (isSelf && was !== null) return becomes === null || isBelow(actor, becomes) ? null : `Nobody raises themselves: ${labelOf(was)} may leave${belowInWords(actor, '') === '' ? '' : `, or step down to ${belowInWords(actor, '')}`}.`;
  if (!actor.permissions.has('manage:members')) return 'Members are managed by Primary Owners, Owners and Admins.';
  const tooHigh = [was, becomes].find((standing) => standing !== null && !isBelow(actor, standing));
  return tooHigh === undefined || tooHigh === null ? null : `${labelOf(actor)} gives, changes and takes only what is below it: ${belowInWords(actor, 'nothing')}, and not ${labelOf(tooHigh)}${tooHigh.grants.length > 0 ? ` with ${tooHigh.grants.join(', ')}` : ''}.`;
}

/** Why the Primary Owner is not to be somebody else; `null`: it may be. */
export function transferRefusal({ actor, isSelf, was }: Pick<RoleChange, 'actor' | 'isSelf'> & { readonly was: Standing }): string | null {
  if (actor.role !== 'primary-owner') return 'Only the Primary Owner transfers that role.';
  if (isSelf) return 'The Primary Owner is that already.';
  if (was.role !== 'owner') return `It is transferred to an Owner, and this is ${labelOf(was)}; make them Owner first.`;
  return isBelow(actor, was) ? null : 'This token may do less than its maker; transferring takes everything an Owner may do.';
}

/** A role that somebody may be given, and what may be granted with it. */
export type RoleChoice = Standing;

/** Every role that a change may end in. */
export const roleChoices = (change: Omit<RoleChange, 'becomes'>): readonly RoleChoice[] =>
  roleNames.flatMap((role) => {
    const may = (grants: readonly Permission[]) => roleRefusal({ ...change, becomes: { role, grants } }) === null;
    return may([]) ? [{ role, grants: grantable[role].filter((permission) => may([permission])) }] : [];
  });

const labelOf = ({ role }: { readonly role: RoleName }): string => roles[role].label;

function belowInWords(actor: Acting, none: string): string {
  const below = roleNames.filter((role) => isBelow(actor, { role, grants: [] })).map((role) => labelOf({ role }));
  return below.length === 0 ? none : below.join(', ');
}

const grantsInWords = roleNames.flatMap((role) => grantable[role].map((permission) => `${permission} may be granted to ${labelOf({ role })}`)).join(', ');
