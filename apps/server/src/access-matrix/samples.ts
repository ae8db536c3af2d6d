import { principals, type Permission, type PrincipalName } from '@pegel/domain';
import { contestedOf, directoryOf } from './content.js';
import { here, keyOf, password, waitingCode } from './world.js';

/** One question to an endpoint, in good form. */
export interface Sample {
  /** What it takes beside what the operation does. */
  readonly beyond?: readonly Permission[];
  /** Where no permission says it: who of those that are permitted is answered. */
  readonly only?: readonly PrincipalName[];
  /** The input of a procedure, or the parameters of a route. */
  readonly input?: Readonly<Record<string, unknown>>;
  /** The body of a route. */
  readonly body?: object;
  /** What stands in place of a route's pattern. */
  readonly path?: string;
  /** Of a question that changes something: whether it would be another one the second time, so that everybody asks in a world of their own. */
  readonly isUsedUp?: boolean;
  /** A password is hashed before it is answered, so that of those who are answered alike one of each kind asks. */
  readonly isSlow?: boolean;
  /** What whoever is answered gets, where it is not 200. */
  readonly status?: number | ((who: PrincipalName) => number);
}

/** Of two items that wait in `here`, one. */
const decision = { ids: [1], reason: 'Looked at.' };
const days = { from: '2026-11-16', to: '2026-11-22' };
const texts = { metrics: 'messages', ...days };

const isSignedIn = (who: PrincipalName): boolean => principals[who].standing.kind === 'session';

/** Everybody who may what an Owner may. */
const owners: readonly PrincipalName[] = ['primary-owner', 'owner', 'owner-in-terminal', 'owner-here-member-there', 'token-of-founder', 'token-of-owner'];
/** Two people answer for whoever sees names: an Owner who asks, and an Owner or Auditor who decides, both signed in. */
const ownersInPerson: readonly PrincipalName[] = ['primary-owner', 'owner', 'owner-in-terminal', 'owner-here-member-there'];
const decidersInPerson: readonly PrincipalName[] = [...ownersInPerson, 'auditor'];
/** Everybody who may end a membership of their own, or of the maker of their token. */
const below: readonly PrincipalName[] = ['owner', 'owner-in-terminal', 'admin', 'admin-with-usage', 'auditor', 'member', 'owner-here-member-there', 'member-here-owner-there', 'token-of-owner'];

/** What is asked of every endpoint. One without a line here fails the matrix with its name. */
export const samples: Readonly<Record<string, readonly Sample[]>> = {
  'GET /sign-in.json': [{}],
  'POST /set-up': [{ body: { code: 'made up', organisation: {}, owner: {} } }],

  'GET /healthz': [{}],
  'GET /readyz': [{}],
  'GET /*': [{ path: '/' }, { path: '/people/p_1' }, { path: '/assets/index-1a2b3c.js' }, { path: '/assets/nothing.js', status: 404 }],

  'POST /auth/sign-in/email': [{ body: { email: `${here.word}-subject@${here.word}.example`, password }, isUsedUp: false, isSlow: true }, { body: { email: 'nobody' }, status: 400, isUsedUp: false }],
  'POST /auth/two-factor/verify-totp': [{ body: { code: '000000' }, status: (who) => (isSignedIn(who) ? 400 : 401), isUsedUp: false }],
  'POST /auth/two-factor/verify-backup-code': [{ body: { code: 'AAAAA-AAAAA' }, status: (who) => (isSignedIn(who) ? 400 : 401), isUsedUp: false }],
  'POST /auth/two-factor/enable': [{ body: { password }, isUsedUp: false, isSlow: true }],
  'POST /auth/two-factor/disable': [{ body: { password: 'not the password' }, status: 400, isUsedUp: false, isSlow: true }],
  'POST /auth/two-factor/generate-backup-codes': [{ body: { password }, status: 400, isUsedUp: false, isSlow: true }],
  'POST /auth/change-password': [{ body: { currentPassword: password, newPassword: 'short' }, status: 400, isUsedUp: false }],
  'POST /auth/device/code': [{ body: { client_id: 'pegel' }, isUsedUp: false }],
  'POST /auth/device/token': [{ body: { grant_type: 'urn:ietf:params:oauth:grant-type:device_code', device_code: 'x'.repeat(40), client_id: 'pegel' }, status: 400, isUsedUp: false }],
  'GET /auth/device': [{ input: { user_code: waitingCode }, isUsedUp: true }],
  'POST /auth/device/approve': [{ body: { userCode: waitingCode } }],
  'POST /auth/device/deny': [{ body: { userCode: waitingCode } }],
  // Where there is no provider, as here, there is no way to one either.
  'POST /auth/sign-in/oauth2': [{ body: { providerId: 'oidc', callbackURL: '/', errorCallbackURL: '/login' }, status: 404 }],
  'GET /auth/oauth2/callback/oidc': [{ input: { code: 'made up', state: 'made up' }, status: 404 }],
  'POST /auth/sign-out': [{ body: {}, isUsedUp: false }],
  'GET /auth/get-session': [{}],

  'GET /account': [{}],
  'POST /account/end-session': [{ body: { id: 'nobody-has-it' }, status: 404, isUsedUp: false }],
  'POST /account/end-other-sessions': [{ body: {} }],

  'POST /invitation': [{ body: { token: 'pegel_invite_made_up' }, status: 404, isUsedUp: false }],
  'POST /invitation/accept': [{ body: { token: 'pegel_invite_made_up', password }, status: 404, isUsedUp: false }],

  'GET /report.json': [{ input: texts, beyond: ['view:usage'] }, { input: { ...texts, metrics: 'spend' }, beyond: ['view:spend'] }, { input: { ...texts, by: 'person' }, beyond: ['view:usage', 'view:people'] }],
  'GET /report.csv': [{ input: texts, beyond: ['view:usage'] }, { input: { ...texts, metrics: 'messages,spend' }, beyond: ['view:usage', 'view:spend'] }, { input: { ...texts, by: 'department' }, beyond: ['view:usage'] }],
  'GET /report.md': [{ input: { ...texts, lang: 'de' }, beyond: ['view:usage'] }, { input: { ...texts, metrics: 'spend', by: 'person' }, beyond: ['view:spend', 'view:people'] }],
  'GET /export/report.json': [{ input: texts, beyond: ['view:usage'] }, { input: { ...texts, by: 'person', names: 'pseudonyms' }, beyond: ['view:usage', 'view:people'] }],
  'GET /export/report.meta.json': [{ input: texts, beyond: ['view:usage'] }, { input: { ...texts, metrics: 'spend', by: 'person' }, beyond: ['view:spend', 'view:people'] }],
  'GET /export/spend-by-user.json': [{ input: days, beyond: ['view:spend', 'view:people'] }],
  'GET /export/spend-by-user.meta.json': [{ input: days, beyond: ['view:spend', 'view:people'] }],
  'GET /export/spend-by-user.csv': [{ input: days, beyond: ['view:spend', 'view:people'] }],
  'GET /export/invites.csv': [{ beyond: ['view:usage', 'view:people'] }],
  'GET /export/journal.csv': [{ input: days }],
  'GET /export/journal.ndjson': [{}],
  'GET /export/own-data.json': [{}],
  'GET /export/own-data.csv': [{ input: { lang: 'de' } }],
  'GET /sources.json': [{ input: days }],

  'POST /v1/events': [{ body: { events: contestedOf(here) }, isUsedUp: false }],
  'PUT /v1/directory': [{ body: { ...directoryOf(here), takenAt: '2026-11-21T09:00:00Z' }, isUsedUp: false }],

  'query reader': [{}],
  'query report': [
    { input: { metrics: ['messages'], ...days }, beyond: ['view:usage'] },
    { input: { metrics: ['spend'], ...days, by: 'model' }, beyond: ['view:spend'] },
    { input: { metrics: ['messages'], ...days, by: 'person' }, beyond: ['view:usage', 'view:people'] },
    { input: { metrics: ['messages'], ...days, by: 'person', purpose: 'none is kept here' }, beyond: ['view:usage', 'view:people'], status: 400 },
    { input: { metrics: ['messages'], ...days, where: [{ dimension: 'group', key: `${here.word}-group` }] }, beyond: ['view:usage'] },
  ],
  'query groups': [{ input: days }],
  'query inviteCounts': [{}],
  'query invites': [{ beyond: ['view:usage'] }, { input: { purpose: 'none is kept here' }, beyond: ['view:usage'], status: 400 }],
  'query previewReport': [
    { input: { metrics: ['messages'], ...days, format: 'standard' }, beyond: ['view:usage'] },
    { input: { metrics: ['spend'], ...days, by: 'person', format: 'json', names: 'pseudonyms' }, beyond: ['view:spend', 'view:people'] },
  ],
  'query previewSpendByUser': [{ input: { ...days, format: 'excel-de' }, beyond: ['view:spend', 'view:people'] }],
  'query sources': [{ input: days }],
  'query deliveries': [{}, { input: { source: 'live', limit: 5 } }],
  'query quarantine': [{}, { input: { state: 'waiting', ids: [1], limit: 1 } }],
  'mutation release': [{ input: decision }],
  'mutation discard': [{ input: decision }],
  'query settings': [{}],
  'mutation changeSettings': [{ input: { timeZone: 'Europe/Lisbon', reason: 'We moved.' }, isUsedUp: false }],
  'query journal': [{}],
  'query privacyReport': [{}, { input: { language: 'de' } }],
  'query ownData': [{}],

  'query keys': [{}],
  'mutation makeIngestKey': [{ input: { label: `${here.word}-new-key`, scopes: ['events'], sources: null } }],
  'mutation makeReaderToken': [
    { input: { label: `${here.word} new token`, permissions: ['view:usage', 'view:people', 'view:journal'] }, beyond: ['view:usage', 'view:people', 'view:journal'] },
    // Nobody makes a token for more than they may do themselves.
    { input: { label: `${here.word} new token`, permissions: ['view:usage'] }, beyond: ['view:usage'] },
  ],
  'mutation revokeKey': [{ input: { id: keyOf(here) }, isUsedUp: false }],

  'query erasurePreview': [{ input: { person: `${here.word}-person` } }],
  'mutation erasePerson': [{ input: { person: `${here.word}-person`, reason: 'They asked for it.' } }],
  'query erasureReasons': [{}],

  'query members': [{}],
  'mutation invite': [{ input: { email: `${here.word}-new@${here.word}.example`, role: 'member' }, isUsedUp: false }, { input: { email: `${here.word}-new@${here.word}.example`, role: 'auditor' }, only: owners, isUsedUp: false }],
  'mutation withdrawInvitation': [{ input: { id: `${here.word}-invitation` } }],
  'mutation changeRole': [{ input: { id: `${here.word}-subject`, role: 'auditor' }, only: owners }, { input: { id: `${here.word}-other-owner`, role: 'member' }, only: ['primary-owner', 'token-of-founder'] }],
  'mutation removeMember': [{ input: { id: `${here.word}-subject` } }],
  'mutation transferPrimaryOwner': [{ input: { id: `${here.word}-other-owner` }, only: ['primary-owner', 'token-of-founder'] }],
  // A token acts for whoever made it, and ends a membership only where it may manage members.
  'mutation leave': [{ only: below }],
  'mutation stepDown': [{ input: { role: 'member' }, only: below.filter((who) => !who.startsWith('member')) }],

  'query unmaskings': [{}],
  // Names are full here: there is nothing to unmask, and whoever may ask for it is told so.
  'mutation requestUnmasking': [{ input: { people: ['p_0123456789abcdef0123'], hours: 1, reason: 'A key was found.' }, only: ownersInPerson, status: 400, isUsedUp: false }],
  'mutation approveUnmasking': [{ input: { id: `${here.word}-request` }, only: decidersInPerson, status: 400, isUsedUp: false }],
  'mutation refuseUnmasking': [{ input: { id: `${here.word}-request` }, only: decidersInPerson }],
  'mutation withdrawUnmasking': [{ input: { id: 'nobody-has-it' }, only: ownersInPerson, status: 400, isUsedUp: false }],
  'mutation closeUnmasking': [{ input: { id: `${here.word}-request` }, only: decidersInPerson, status: 400, isUsedUp: false }],

  'subscription changes': [{}],
};
