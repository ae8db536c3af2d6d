import { ingestScopes, type IngestScope } from './ingest-scope.js';
import { operations, type Access, type OperationName } from './operations.js';
import { roles, type Permission, type RoleName } from './permissions.js';

/** What somebody is, once what they show has been looked at. */
export type AskingAs =
  /** They show nothing, or what opens nothing: made up, altered, past its time, withdrawn, or meant for something else. */
  | { readonly kind: 'nobody' }
  /** Signed in wholly. */
  | { readonly kind: 'session'; readonly may: Home }
  /** A reader token: what its maker may now, as far as it was made for that. */
  | { readonly kind: 'token'; readonly may: Home }
  | { readonly kind: 'ingest-key'; readonly scopes: readonly IngestScope[] };

/** What they may in the organisation that is asked about; `stranger`: they are not at home there; `unsaid`: they are in several, and have not said which. */
export type Home = readonly Permission[] | 'stranger' | 'unsaid';

/** Somebody who asks. */
export interface Principal {
  /** For the page that shows the matrix. */
  readonly says: string;
  readonly standing: AskingAs;
}

const nobody = (says: string): Principal => ({ says, standing: { kind: 'nobody' } });
const stranger = (says: string): Principal => ({ says, standing: { kind: 'session', may: 'stranger' } });
const withRole = (says: string, role: RoleName, ...grants: readonly Permission[]): Principal => ({ says, standing: { kind: 'session', may: [...roles[role].permissions, ...grants] } });
const token = (says: string, ...may: readonly Permission[]): Principal => ({ says, standing: { kind: 'token', may } });
const key = (says: string, ...scopes: readonly IngestScope[]): Principal => ({ says, standing: { kind: 'ingest-key', scopes } });

/** Everybody as whom a server can be asked. Each of them asks for everything that is mounted, in `apps/server/src/access-matrix`. */
export const principals = {
  'no-credential': nobody('Nothing is shown'),
  'empty-token': nobody('`Bearer` without a token'),
  'unknown-cookie': nobody('A made-up session cookie'),
  'altered-session': nobody('A session whose signature was altered'),
  'unsigned-session': nobody('A session token without its signature'),
  'expired-session': nobody('A session that has lasted its time'),
  'idle-session': nobody('A session that nobody has used for too long'),
  'half-signed-in': nobody('An Owner whose second factor is still missing'),
  'signed-out-session': nobody('A session that was signed out'),
  'other-letters-scheme': nobody('`bearer` instead of `Bearer` before a valid token'),
  'other-scheme': nobody('A valid token by `Basic`'),
  'token-in-cookie': nobody('A valid token in the session cookie'),
  'unknown-token': nobody('A made-up reader token'),
  'revoked-token': nobody('A reader token that was revoked'),
  'expired-token': nobody('A reader token past its end'),
  'token-of-removed-member': nobody('A reader token whose maker is no member any more'),
  'unknown-ingest-key': nobody('A made-up ingest key'),
  'revoked-ingest-key': nobody('An ingest key that was revoked'),
  'expired-ingest-key': nobody('An ingest key past its end'),
  'invitation-secret': nobody('The secret of an open invitation as a token'),
  'pending-device-code': nobody('The code of a terminal that nobody has let in yet, as a token'),

  'primary-owner': withRole('Primary Owner', 'primary-owner'),
  owner: withRole('Owner', 'owner'),
  'owner-in-terminal': withRole('Owner, with a session as `Bearer`', 'owner'),
  admin: withRole('Admin', 'admin'),
  'admin-with-usage': withRole('Admin to whom `view:usage` was granted', 'admin', 'view:usage'),
  auditor: withRole('Auditor', 'auditor'),
  member: withRole('Member', 'member'),

  'removed-member': stranger('Somebody who was removed'),
  'member-of-nothing': stranger('A member of no organisation'),
  'primary-owner-elsewhere': stranger('Primary Owner of another organisation'),
  'owner-elsewhere': stranger('Owner of another organisation'),
  'admin-elsewhere': stranger('Admin of another organisation'),
  'auditor-elsewhere': stranger('Auditor of another organisation'),
  'member-elsewhere': stranger('Member of another organisation'),
  'owner-here-member-there': withRole('Owner here and Member elsewhere', 'owner'),
  'member-here-owner-there': withRole('Member here and Owner elsewhere', 'member'),
  'in-two-naming-none': { says: 'A member of two who does not say which', standing: { kind: 'session', may: 'unsaid' } },
  'in-two-naming-a-third': stranger('Owner of two, naming a third one'),

  'token-of-founder': token('The token that founding printed', ...roles['primary-owner'].permissions),
  'token-of-owner': token('A reader token of an Owner, for everything', ...roles.owner.permissions),
  'token-for-usage': token('A reader token of an Owner, for `view:usage` alone', 'view:usage'),
  'token-for-usage-and-files': token('… for `view:usage` and `export:usage`', 'view:usage', 'export:usage'),
  'token-of-demoted-owner': token('A reader token for everything, whose maker is a Member now'),
  'token-elsewhere': { says: 'A reader token of another organisation', standing: { kind: 'token', may: 'stranger' } },

  'ingest-key': key('An ingest key', ...ingestScopes),
  'ingest-key-for-events': key('An ingest key for events alone', 'events'),
  'ingest-key-for-directory': key('An ingest key for directories alone', 'directory'),
  /** It sends to the organisation it is of, and reads as little as any. */
  'ingest-key-elsewhere': key('An ingest key of another organisation', ...ingestScopes),
} as const satisfies Record<string, Principal>;

export type PrincipalName = keyof typeof principals;
export const principalNames = Object.keys(principals) as PrincipalName[]; // Object.keys forgets the literal keys.

/** What somebody hears who asks for something in good form. */
export type Verdict =
  | 'answered'
  /** 401: nobody is known here. */
  | 'sign-in-first'
  /** 403: not for whoever this is; the same where the organisation does not exist. */
  | 'refused'
  /** 404: as if it were not there. */
  | 'not-found'
  /** 400: in which organisation? */
  | 'say-which';

/**
 * What a server of several organisations answers: the specification of access, which the matrix holds against every
 * endpoint that is mounted.
 *
 * @param beyond Permissions that this question takes beside what its operation does, such as `view:spend`.
 */
export function answerTo(operation: OperationName, { standing }: Principal, beyond: readonly Permission[] = []): Verdict {
  const access: Access = operations[operation];
  switch (access.kind) {
    case 'anyone':
      return 'answered';
    case 'set-up':
      return 'not-found'; // There is an organisation.
    case 'session':
      return standing.kind === 'session' ? 'answered' : 'sign-in-first';
    case 'ingest':
      if (standing.kind === 'ingest-key') return standing.scopes.includes(access.scope) ? 'answered' : 'refused';
      return standing.kind === 'token' ? 'refused' : 'sign-in-first';
    case 'inside':
    case 'in-person':
    case 'permission': {
      if (standing.kind === 'nobody') return 'sign-in-first';
      if (standing.kind === 'ingest-key' || standing.may === 'stranger') return 'refused';
      if (standing.may === 'unsaid') return 'say-which';
      const may: readonly Permission[] = standing.may;
      if (access.kind === 'in-person') return standing.kind === 'session' ? 'answered' : 'refused';
      const isEnough = access.kind === 'inside' || access.anyOf.some((one) => may.includes(one));
      return isEnough && beyond.every((one) => may.includes(one)) ? 'answered' : 'refused';
    }
  }
}
