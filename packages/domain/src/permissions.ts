import type { Organisation } from './organisation.js';
import type { Words } from './words.js';

const words = {
  'view:usage': { en: 'See how the assistant is used', de: 'Sehen, wie der Assistent genutzt wird' },
  'view:spend': { en: 'See what it costs', de: 'Sehen, was es kostet' },
  'view:people': { en: 'See numbers by person', de: 'Zahlen je Person sehen' },
  'export:usage': { en: 'Download numbers as files', de: 'Zahlen als Dateien herunterladen' },
  'manage:members': { en: 'Manage members and their roles', de: 'Mitglieder und ihre Rollen verwalten' },
  'manage:sources': { en: 'Manage data sources and keys', de: 'Datenquellen und Schlüssel verwalten' },
  'manage:organisation': { en: 'Change the settings, names and privacy among them', de: 'Einstellungen ändern, auch Namen und Datenschutz' },
  'view:configuration': { en: 'See settings, members and keys', de: 'Einstellungen, Mitglieder und Schlüssel einsehen' },
  'view:journal': { en: 'See the audit journal', de: 'Das Protokoll einsehen' },
  'approve:unmasking': { en: 'Decide whether somebody may see names for a while', de: 'Entscheiden, ob jemand für eine Zeit Namen sehen darf' },
  'erase:people': { en: 'Erase what is known of a person', de: 'Löschen, was von einer Person bekannt ist' },
} as const satisfies Record<string, Words>;

export type Permission = keyof typeof words;

/** What a reader may do, as `verb:subject`. */
export const permissions: Readonly<Record<Permission, Words>> = words;

/** A named set of permissions. Role names stay untranslated, as the source article has them. */
export interface Role {
  readonly label: string;
  readonly permissions: readonly Permission[];
}

export const permissionNames = Object.keys(permissions) as Permission[]; // Object.keys forgets the literal keys.

/** From the widest to the narrowest; a role can only grant what stands below it. */
export const roles = {
  'primary-owner': { label: 'Primary Owner', permissions: permissionNames },
  owner: { label: 'Owner', permissions: permissionNames },
  admin: { label: 'Admin', permissions: ['manage:members', 'manage:sources'] },
  auditor: { label: 'Auditor', permissions: ['view:configuration', 'view:journal', 'approve:unmasking'] },
  member: { label: 'Member', permissions: [] },
} as const satisfies Record<string, Role>;

export type RoleName = keyof typeof roles;
export const roleNames = Object.keys(roles) as RoleName[]; // Object.keys forgets the literal keys.

/** The role that a name stands for; `null` where there is none, as of a later version. */
export const roleNamed = (name: string): RoleName | null => roleNames.find((role) => role === name) ?? null;

/** Who looks, at which organisation, and what they may see there. */
export interface Reader {
  readonly organisation: Organisation;
  readonly role: RoleName;
  readonly permissions: ReadonlySet<Permission>;
  /** Keys of people whose names this reader may see at the moment, beside what everybody may: approved, and not over. */
  readonly unmasked: ReadonlySet<string>;
}

const nobody: ReadonlySet<string> = new Set();

/** All that somebody of a role may do, with what an owner has granted beyond it. */
export const permissionsOf = (role: RoleName, grants: readonly Permission[] = []): ReadonlySet<Permission> => new Set([...roles[role].permissions, ...grants]);

/** A reader by role, with what an owner has granted beyond it. */
export const readerWithRole = (organisation: Organisation, role: RoleName, grants: readonly Permission[] = []): Reader => ({
  organisation,
  role,
  permissions: permissionsOf(role, grants),
  unmasked: nobody,
});
