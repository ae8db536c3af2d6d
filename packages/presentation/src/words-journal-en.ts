import type { HappeningName, NameChoice, OperationName, RefusedReason } from '@pegel/domain';
import type { Told } from './journal-told.js';
import { plural } from './plural.js';

/** What is said of entries of the audit journal, in English. */
export const journalEn = {
  actors: { account: 'account', token: 'token', key: 'key', operator: 'whoever runs the server', nobody: 'somebody unknown' },
  chain: 'Chain',
  names: { full: 'full names', initials: 'initials', pseudonyms: 'pseudonyms', off: 'no numbers by person' } satisfies Record<NameChoice, string> as Record<string, string>,
  reasons: {
    unknown: 'with a credential that opens nothing', 'not-here': 'not at home there', 'not-permitted': 'not permitted', 'other-site': 'asked by a page of another site',
  } satisfies Record<RefusedReason, string> as Record<string, string>,
  signInReasons: {
    'wrong-password': 'the password was wrong', 'wrong-code': 'the code was wrong', 'used-code': 'the code had been used', 'too-many-attempts': 'too many attempts',
    'access-denied': 'denied at the identity provider', 'signup-disabled': 'neither an account nor an invitation', 'account-not-linked': 'the account is that of somebody else at the identity provider',
    'email-not-verified': 'the identity provider does not stand for the address', 'state-mismatch': 'begun elsewhere, too long ago, or used already', failed: 'the identity provider gave no usable answer',
  } as Record<string, string>,
  factors: { password: 'with a password', totp: 'with a password and a code', 'backup-code': 'with a password and a backup code', device: 'by a terminal that was approved', oidc: 'by the identity provider' } as Record<string, string>,
  clients: { browser: 'in a browser', terminal: 'in a terminal' } as Record<string, string>,
  twoFactor: { 'turned-on': 'Two-factor sign-in turned on', 'turned-off': 'Two-factor sign-in turned off', 'new-backup-codes': 'New backup codes for two-factor sign-in' } as Record<string, string>,
  scopes: { events: 'events', directory: 'the directory' } as Record<string, string>,
  operations: {
    'read-health': 'asking for health', 'read-dashboard-files': 'loading the dashboard', 'read-set-up': 'asking for the set-up', 'set-up': 'setting up',
    'sign-in': 'signing in', 'sign-out': 'signing out', 'read-session': 'asking for the session', 'read-invitation': 'reading an invitation', 'accept-invitation': 'accepting an invitation',
    'begin-device-sign-in': 'signing in a terminal', 'decide-device-sign-in': 'deciding about a terminal', 'manage-own-account': 'the own account', 'read-own-organisations': 'the own organisations',
    'read-reader': 'entering', 'read-report': 'a report', 'read-groups': 'the list of groups', 'export-report': 'a report as a file', 'export-spend-by-user': 'spend by user as a file', 'read-invite-counts': 'the count of invites', 'read-invites': 'who is invited', 'export-invites': 'who is invited as a file', 'follow-changes': 'following changes',
    'read-sources': 'data sources', 'read-quarantine': 'the quarantine', 'decide-quarantine': 'deciding on the quarantine', 'read-settings': 'settings', 'change-settings': 'changing settings',
    'read-members': 'members', 'change-members': 'changing members', 'change-own-membership': 'changing the own membership', 'read-keys': 'keys', 'change-keys': 'changing keys',
    'read-journal': 'the audit journal', 'export-journal': 'the audit journal as a file',
    'read-unmaskings': 'requests for names', 'request-unmasking': 'asking for names', 'decide-unmasking': 'deciding on a request for names', 'erase-person': 'erasing a person',
    'read-own-data': 'the own data', 'export-own-data': 'the own data as a file', 'read-privacy-report': 'the privacy report', 'send-events': 'sending events', 'send-directory': 'sending the directory',
  } satisfies Record<OperationName, string> as Record<string, string>,
  anything: 'something',
  gone: 'one that is no longer there',
  more: (count: number, number: string) => `${number} more ${plural(count, 'time', 'times')} since the entry before`,
  others: (count: number, number: string) => `${number} further ${plural(count, 'refusal', 'refusals')} of unknown callers before it ${plural(count, 'has', 'have')} no entry`,
  hidden: 'whose numbers they are is not for you to see',
  days: (range: string) => `for ${range}`,
  from: (day: string) => `from ${day} on`,
  to: (day: string) => `up to ${day}`,
  only: (happening: string) => `only “${happening}”`,
  rows: (count: number, number: string) => `${number} ${plural(count, 'row', 'rows')}`,
};

const grounds = (told: Told): string => (told.has('purpose') ? `, for “${told.text('purpose')}”` : '') + (told.has('unmasking') ? ', with names that an approved request showed' : '');
const peopleOf = (count: number): string => `${count} ${plural(count, 'person', 'people')}`;
/** Whose they are, and so how many, is not told everybody. */
const namesOf = (count: number): string => (count === 0 ? 'Names' : `Names of ${peopleOf(count)}`);
const hoursOf = (hours: string): string => `${hours} h`;

export const journalSentencesEn: Readonly<Record<HappeningName, (told: Told) => string>> = {
  'organisation-founded': ({ word, text }) => `Organisation set up with ${word('names', journalEn.names)}, days of ${text('timeZone')}`,
  'signed-in': ({ word }) => `Signed in ${word('with', journalEn.factors)}, ${word('client', journalEn.clients)}`,
  'sign-in-refused': ({ word, has, called }) => `Sign-in ${has('account') ? `of ${called('account')} ` : ''}refused: ${word('reason', journalEn.signInReasons)}`,
  'signed-out': () => 'Signed out',
  'session-ended': ({ count, number }) => (count('sessions') === 1 ? 'A session ended' : `${number('sessions')} other sessions ended`),
  'password-changed': ({ raw, has, called }) => (raw('change') === 'removed' ? 'Password removed, since the identity provider says whose address it is' : `Password ${has('account') ? `of ${called('account')} ` : ''}changed`),
  'two-factor-changed': ({ word, has, called }) => `${word('change', journalEn.twoFactor)}${has('account') ? ` for ${called('account')}` : ''}`,
  'device-decided': ({ raw }) => `Sign-in of a terminal ${raw('decision') === 'approved' ? 'approved' : 'denied'}`,
  refused: ({ word, has }) => `Turned away${has('operation') ? ` from ${word('operation', journalEn.operations)}` : ''}: ${word('why', journalEn.reasons)}`,
  'member-invited': ({ called, role, grants }) => `${called('invitation')} invited as ${role('role')}${grants('grants', ', who may also')}`,
  'invitation-withdrawn': ({ called, has }) => `Invitation of ${called('invitation')} withdrawn${has('replacedBy') ? ' for a new one' : ''}`,
  'invitation-accepted': ({ role, grants }) => `Invitation accepted; a member as ${role('role')} from then on${grants('grants', ', who may also')}`,
  'role-changed': ({ called, role, grants }) => `${called('member')} is ${role('role')} instead of ${role('was')}${grants('grants', ', and may also')}`,
  'member-removed': ({ called, role }) => `${called('member')}, who was ${role('was')}, is no member any more`,
  'primary-owner-transferred': ({ called }) => `${called('to')} is Primary Owner instead of ${called('from')}`,
  'settings-changed': ({ settings }) => `Settings changed: ${settings('settings')}`,
  'key-made': ({ raw, called, words, permissions, has, date }) =>
    `${raw('kind') === 'ingest' ? `Key ${called('key')} made, which may send ${words('scopes', journalEn.scopes)}` : `Token ${called('key')} made, which may ${has('permissions') ? permissions('permissions') : 'do what its maker may'}`}${has('expires') ? `, until ${date('expires')}` : ''}`,
  'key-revoked': ({ raw, called }) => `${raw('kind') === 'ingest' ? 'Key' : 'Token'} ${called('key')} revoked`,
  'quarantine-decided': ({ raw, items, length }) => `${raw('verb') === 'release' ? 'Released' : 'Discarded'} from quarantine: ${plural(length('items'), 'item', 'items')} ${items('items')}`,
  'people-viewed': (told) => {
    switch (told.raw('what')) {
      case 'quarantine':
        return `Items of the quarantine that name people viewed${told.rows()}`;
      case 'erasure':
        return 'Looked up what an erasure of a person would take away';
      case 'spend-by-user':
        return `First rows of spend by user viewed${told.days()}${grounds(told)}`;
      case 'invites':
        return `Viewed who is invited${told.days()}${told.rows()}${grounds(told)}`;
      default:
        return `Viewed ${told.report()}${grounds(told)}`;
    }
  },
  exported: (told) => {
    switch (told.raw('what')) {
      case 'report':
        return `Exported as ${told.format()}: ${told.report()}${grounds(told)}`;
      case 'invites':
        return `Exported who is invited as ${told.format()}${told.days()}${told.rows()}${grounds(told)}`;
      case 'journal':
        return `Exported the audit journal as ${told.format()}${told.days()}`;
      default:
        return `Exported spend by user as ${told.format()}${told.days()}${grounds(told)}`;
    }
  },
  'unmasking-requested': ({ number, length }) => `${namesOf(length('people'))} asked for, for ${hoursOf(number('hours'))}`,
  'unmasking-approved': ({ called, number, length }) => `${namesOf(length('people'))} shown to ${called('requester')} for ${hoursOf(number('hours'))}`,
  'unmasking-refused': ({ called }) => `Request of ${called('requester')} for names refused`,
  'unmasking-withdrawn': () => 'Request for names withdrawn',
  'unmasking-closed': ({ called, raw }) => `Names hidden again from ${called('requester')}${raw('end') === 'over' ? ', since the time was over' : ''}`,
  'person-erased': () => 'A person erased: the numbers stay, and nothing says whose they were',
  'people-expired': ({ count }) => `Time of data by person over: what was known of ${peopleOf(count('people'))} deleted`,
  'own-data-viewed': ({ raw, format }) => (raw('format') === '' ? 'Own data viewed' : `Own data exported as ${format()}`),
  'journal-viewed': (told) => `Audit journal viewed${told.only()}${told.days()}`,
};
