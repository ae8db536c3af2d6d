import { operationNamed, rolesFor, type PermittedOperation } from './operations.js';
import { roles } from './permissions.js';
import { badQuery, notPermitted, notSignedIn, unavailable } from './refusal-definition.js';

/** What is for some alone, in front of whom it is for. */
const isFor: Readonly<Record<PermittedOperation, string>> = {
  'read-report': 'Usage analytics is available to',
  'read-groups': 'Usage analytics is available to',
  'export-report': 'Numbers are taken along as files by',
  'export-spend-by-user': 'Spend by user is exported by',
  'read-invite-counts': 'Invites are counted for',
  'read-invites': 'Whose invites are out is shown to',
  'export-invites': 'Invites are exported by',
  'follow-changes': 'Usage analytics is available to',
  'read-sources': 'Data sources are shown to',
  'read-quarantine': 'Items that were set aside are shown to',
  'decide-quarantine': 'Items are released and discarded by',
  'read-settings': 'Settings are shown to',
  'change-settings': 'Settings are changed by',
  'read-members': 'Members are shown to',
  'change-members': 'Members are managed by',
  'read-keys': 'Keys are shown to',
  'change-keys': 'Keys and tokens are made and revoked by',
  'read-journal': 'The audit journal is shown to',
  'export-journal': 'The audit journal is shown to',
  'read-unmaskings': 'Requests for names are shown to',
  'request-unmasking': 'Names are asked for by',
  'decide-unmasking': 'Requests for names are decided on by',
  'erase-person': 'People are erased by',
};

const isPermittedOperation = (name: string): name is PermittedOperation => Object.hasOwn(isFor, name);
const inWords = new Intl.ListFormat('en-GB', { type: 'conjunction' });

function onlyFor(name: string): string {
  const operation = operationNamed(name);
  if (operation === null || !isPermittedOperation(operation)) return 'You may not do this here.';
  return `${isFor[operation]} ${inWords.format(rolesFor(operation).map((role) => `${roles[role].label}s`))}.`;
}

/** Whom the server does not know, what is not for whoever asks, and what it cannot do at the moment. */
export const accessRefusals = {
  'sign-in-first': notSignedIn([], () => 'Sign in first, or send a reader token as "Authorization: Bearer pegel_reader_…".'),
  'authorization-malformed': notSignedIn([], () => 'The Authorization header must be "Bearer", one space and a token.'),
  'credential-mistyped': notSignedIn([], () => 'This is not a whole token or key: a character of it is missing, added or wrong. Copy it again, from the first to the last.'),
  'key-first': notSignedIn([], () => 'Send an ingest key as "Authorization: Bearer pegel_ingest_…".'),
  'key-malformed': notSignedIn([], () => 'The Authorization header must be "Bearer", one space and an ingest key.'),
  'token-ended': notSignedIn([], () => 'This token is unknown, has expired or was revoked.'),
  'key-ended': notSignedIn([], () => 'This key is unknown, has expired or was revoked.'),
  'session-ended': notSignedIn([], () => 'Nobody is signed in with this session; sign in again.'),
  'snapshot-ahead': badQuery(['at'], ({ at }) => `takenAt (${at}) is more than 24 hours ahead of the server's clock.`),
  'organisation-unsaid': badQuery(['organisations'], ({ organisations }) => `Say which organisation you mean; yours are ${organisations}.`),

  'usage-closed': notPermitted([], () => onlyFor('read-report')),
  'not-permitted': notPermitted(['operation'], ({ operation }) => onlyFor(operation)),
  'key-not-own': notPermitted([], () => 'Keys are revoked by Primary Owners, Owners and Admins, and by whoever made them.'),
  'token-sends-none': notPermitted([], () => 'This is a reader token, which reads reports and sends nothing. Use an ingest key; it begins with pegel_ingest_.'),
  'key-scope': notPermitted(['scopes', 'scope'], ({ scopes, scope }) => `This key may send ${scopes.split(', ').join(' and ')}, not ${scope}. Use a key with the scope ${scope}.`),
  'key-source': notPermitted(['sources', 'source'], ({ sources, source }) => `This key may only send as the source ${sources.split(', ').map((name) => `"${name}"`).join(' or ')}, not as "${source}".`),
  'key-reads-none': notPermitted([], () => 'This is an ingest key, which sends data and reads none. Use a reader token; it begins with pegel_reader_.'),

  'exports-at-once': unavailable(['most'], ({ most }) => `At most ${most} exports of an organisation run at the same time; wait until one has ended.`),
  'attempts-many': unavailable(['seconds'], ({ seconds }) => `Too many attempts; wait ${seconds} seconds.`),
  'sent-at-once': unavailable([], () => 'Too much is being sent at once for this organisation; send less at the same time, or try again in a moment.'),
  'disk-full': unavailable([], () => 'The disk does not take any more data at the moment; nothing of this request was stored. Try again later.'),
  'database-busy': unavailable([], () => 'The database is busy; nothing of this request was stored. Try again.'),
  'numbers-preparing': unavailable([], () => 'What these numbers are counted from is still being made ready after the start, which takes a few minutes where there is very much of it. Ask again in a moment.'),
  'kept-unknown': unavailable([], () => 'The disk failed while this was written, and it is not known whether it was kept. Send it again: what arrives twice is counted once.'),
  'journal-closed': unavailable([], () => 'This would have to be written into the audit journal, which takes no entry at the moment; so it was not done, and nothing is shown. Whoever runs the server finds the reason in its log.'),
  'folder-gone': unavailable([], () => 'The data folder of this server was removed, moved or replaced while it ran; nothing of this request is kept. Whoever runs the server must bring the folder back and start it again.'),
  'server-stopping': unavailable([], () => 'The server is shutting down; nothing of this request was stored.'),
  'organisation-none': unavailable([], () => 'This server has no organisation yet. Whoever runs it sets one up at the address that it printed when it was started.'),
  'server-failed': unavailable(['request'], ({ request }) => `Something went wrong here; the log has it under ${request}.`),
};
