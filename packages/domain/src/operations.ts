import type { IngestScope } from './ingest-scope.js';
import { permissionsOf, roleNames, type Permission, type Reader, type RoleName } from './permissions.js';

/** What it takes to be answered. */
export type Access =
  /** Nothing: it says nothing of anybody. */
  | { readonly kind: 'anyone' }
  /** The code of the set-up, and that there is no organisation yet. For ever closed afterwards, to everybody. */
  | { readonly kind: 'set-up' }
  /** A session: who one is, in whatever organisation. Half a sign-in is none, and a token is nobody. */
  | { readonly kind: 'session' }
  /** To be at home in the organisation that is asked about. */
  | { readonly kind: 'inside' }
  /** To be at home there, and signed in oneself: what is about a person is for no token. */
  | { readonly kind: 'in-person' }
  /** To be at home there, with one of these permissions. */
  | { readonly kind: 'permission'; readonly anyOf: readonly Permission[] }
  /** An ingest key of that scope. */
  | { readonly kind: 'ingest'; readonly scope: IngestScope };

const permission = (...anyOf: readonly Permission[]) => ({ kind: 'permission', anyOf }) as const;
const anyone = { kind: 'anyone' } as const;
const session = { kind: 'session' } as const;
const inside = { kind: 'inside' } as const;
const inPerson = { kind: 'in-person' } as const;

/**
 * Everything that can be asked of a server, and what it takes. Whatever is mounted names one of these; what a query
 * needs beyond it (spend, people, files) is the report's to decide.
 */
export const operations = {
  'read-health': anyone,
  'read-dashboard-files': anyone,
  'read-set-up': anyone,
  'set-up': { kind: 'set-up' },

  'sign-in': anyone,
  'sign-out': anyone,
  'read-session': anyone,
  'read-invitation': anyone,
  'accept-invitation': anyone,
  'begin-device-sign-in': anyone,
  'decide-device-sign-in': session,
  'manage-own-account': session,
  'read-own-organisations': session,

  'read-reader': inside,
  'read-report': permission('view:usage', 'view:spend'),
  /** What numbers can be narrowed to: groups, departments and cost centres. */
  'read-groups': permission('view:usage', 'view:spend'),
  'export-report': permission('export:usage'),
  'export-spend-by-user': permission('export:usage'),
  /** How many invites are out, and for how long. */
  'read-invite-counts': permission('view:usage'),
  /** Whose they are. */
  'read-invites': permission('view:people'),
  'export-invites': permission('export:usage'),
  'follow-changes': permission('view:usage', 'view:spend'),
  'read-sources': permission('view:usage', 'manage:sources'),
  'read-quarantine': permission('view:usage', 'manage:sources'),
  'decide-quarantine': permission('manage:sources'),
  'read-settings': permission('view:usage', 'view:configuration'),
  'change-settings': permission('manage:organisation'),
  'read-members': permission('manage:members', 'view:configuration'),
  'change-members': permission('manage:members'),
  /** To leave, or to step down. */
  'change-own-membership': inside,
  'read-keys': permission('manage:sources', 'view:configuration'),
  'change-keys': permission('manage:sources'),
  'read-journal': permission('view:journal'),
  'export-journal': permission('view:journal'),
  'read-unmaskings': permission('view:people', 'approve:unmasking'),
  'request-unmasking': permission('view:people'),
  'decide-unmasking': permission('approve:unmasking'),
  'erase-person': permission('erase:people'),
  /** What is told of oneself, and who looked. */
  'read-own-data': inPerson,
  'export-own-data': inPerson,
  /** What is promised to everybody whose use is measured is for all of them. */
  'read-privacy-report': inside,

  'send-events': { kind: 'ingest', scope: 'events' },
  'send-directory': { kind: 'ingest', scope: 'directory' },
} as const satisfies Record<string, Access>;

export type OperationName = keyof typeof operations;

/** Those that need a permission. */
export type PermittedOperation = { [Name in OperationName]: (typeof operations)[Name] extends { readonly kind: 'permission' } ? Name : never }[OperationName];

/** Whether what a reader may do is enough for an operation. */
export function isPermitted({ permissions }: Pick<Reader, 'permissions'>, operation: OperationName): boolean {
  const access: Access = operations[operation];
  return access.kind === 'permission' ? access.anyOf.some((one) => permissions.has(one)) : access.kind !== 'ingest' && access.kind !== 'set-up';
}

/** The roles that may do it without anything being granted to them beside. */
export const rolesFor = (operation: OperationName): readonly RoleName[] => roleNames.filter((role) => isPermitted({ permissions: permissionsOf(role) }, operation));

/** The operation that a name stands for; `null` where there is none, as of a later version. */
export const operationNamed = (name: string): OperationName | null => (Object.keys(operations) as OperationName[]).find((operation) => operation === name) ?? null; // Object.keys forgets the literal keys.
