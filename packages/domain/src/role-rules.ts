import { permissionsOf, roleNames, type Permission, type RoleName } from './permissions.js';
import type { NamedRefusal, RefusalNameOf } from './refusals.js';

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

type NotPermitted = NamedRefusal<RefusalNameOf<'not-permitted'>>;

/** Why a change of role is not to be; `null`: it may be. The only place that knows. */
export function roleRefusal({ actor, isSelf, was, becomes }: RoleChange): NotPermitted | null {
  if (becomes?.role === 'primary-owner') return { name: 'primary-owner-given', about: {} };
  if (was?.role === 'primary-owner') return { name: 'primary-owner-stays', about: {} };
  const beyond = becomes?.grants.find((permission) => !grantable[becomes.role].includes(permission));
  if (becomes !== null && beyond !== undefined) return { name: 'grant-beyond', about: { permission: beyond, role: becomes.role, grantable: allGrantable } };
  if (isSelf && was !== null) return becomes === null || isBelow(actor, becomes) ? null : { name: 'role-raised', about: { role: was.role, below: namesBelow(actor) } };
  if (!actor.permissions.has('manage:members')) return { name: 'not-permitted', about: { operation: 'change-members' } };
  const tooHigh = [was, becomes].find((standing) => standing !== null && !isBelow(actor, standing));
  return tooHigh === undefined || tooHigh === null ? null : { name: 'role-above', about: { actor: actor.role, below: namesBelow(actor), role: tooHigh.role, grants: tooHigh.grants.join(', ') } };
}

/** Why the Primary Owner is not to be somebody else; `null`: it may be. */
export function transferRefusal({ actor, isSelf, was }: Pick<RoleChange, 'actor' | 'isSelf'> & { readonly was: Standing }): NotPermitted | null {
  if (actor.role !== 'primary-owner') return { name: 'transfer-by-primary', about: {} };
  if (isSelf) return { name: 'transfer-to-self', about: {} };
  if (was.role !== 'owner') return { name: 'transfer-to-owner', about: { role: was.role } };
  return isBelow(actor, was) ? null : { name: 'transfer-token', about: {} };
}

/** A role that somebody may be given, and what may be granted with it. */
export type RoleChoice = Standing;

/** Every role that a change may end in. */
export const roleChoices = (change: Omit<RoleChange, 'becomes'>): readonly RoleChoice[] =>
  roleNames.flatMap((role) => {
    const may = (grants: readonly Permission[]) => roleRefusal({ ...change, becomes: { role, grants } }) === null;
    return may([]) ? [{ role, grants: grantable[role].filter((permission) => may([permission])) }] : [];
  });

const namesBelow = (actor: Acting): string => roleNames.filter((role) => isBelow(actor, { role, grants: [] })).join(', ');

/** Every permission that can be granted, in front of the role that it can be granted to. */
const allGrantable = roleNames.flatMap((role) => grantable[role].map((permission) => `${permission} ${role}`)).join(', ');
