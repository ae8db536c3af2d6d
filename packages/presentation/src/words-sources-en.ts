import type { DayState, GapReason, Obstacle, QuarantineCode, QuarantineState, ReleaseOutcome, SourceView } from '@pegel/domain';
import { plural } from './plural.js';

const kinds: Record<NonNullable<SourceView['kind']>, string> = { live: 'live', import: 'import', directory: 'directory' };
const codes: Record<QuarantineCode, string> = { future: 'lies ahead', conflict: 'contradicts what is stored', 'foreign-currency': 'other currency' };
const quarantineStates: Record<QuarantineState, string> = { waiting: 'waiting', released: 'released', discarded: 'discarded' };
const gaps: Record<GapReason, string> = { never: 'nothing was ever accepted', 'before-first': 'before its first day', 'between-runs': 'between two runs of the import', 'after-last': 'after its last day' };
const states: Record<DayState, string> = { ...gaps, events: 'events', zero: 'covered, no events', directory: 'directory known' };
const releasing: Record<QuarantineCode, string> = {
  future: 'Released, it counts on its day, also where that is still to come. Discarded, it never counts, also if it is sent again when its day has come.',
  conflict: 'Released, it becomes what is stored; what it replaces is kept here. Discarded, what is stored stays.',
  'foreign-currency': 'It can be released only once the organisation accounts in its currency: no sum may mix two. Discarded, it never counts.',
};
const outcomes: Record<ReleaseOutcome, string> = { stored: 'new event', superseded: 'further revision', duplicate: 'was there already', replaced: 'replaced what was stored' };
const refusals: Record<Obstacle['why'], string> = {
  unknown: 'There is no such item any more.',
  decided: 'Somebody else has decided on it in the meantime.',
  'foreign-currency': 'The organisation accounts in another currency; adding it up would make a wrong sum.',
  conflict: 'By now another content is stored with the same id and revision.',
};

/** What is said about where the numbers come from. */
export const sourcesEn = {
  title: 'Data sources',
  kinds, codes, quarantineStates, gaps, states, releasing, outcomes, refusals,
  nothingAccepted: 'nothing accepted yet',
  attention: (count: number, number: string, all: string) => `${number} of ${all} ${plural(count, 'needs', 'need')} attention`,
  calm: 'Everything that was delivered is accounted for',
  empty: 'No data source has delivered anything yet. Whatever delivers needs an ingest key. With one, run pegel import, or send events to POST /v1/events.',
  begin: {
    title: 'How data gets here', keys: 'Make an ingest key in the settings', key: 'Where the commands run: the server, and the key',
    imports: {
      'claude-code': 'What Claude Code has left on this machine, as the use of one person',
      'claude-export': 'What an organisation has exported from claude.ai',
      'claude-admin': 'What the admin console of claude.ai exports, from one folder',
      directory: 'Who belongs where, such as a list from Entra',
    },
  },
  noAccess: (role: string) => `Data sources are shown to Primary Owners, Owners and Admins. You are signed in as ${role}.`,
  status: {
    late: (day: string) => `Late: expected ${day}`,
    ok: 'Delivers',
    silent: (day: string) => `No events since ${day}`,
    imported: (day: string) => `Imported to ${day}`,
    directory: 'Directory known',
    nothing: 'Nothing accepted yet',
    waiting: (count: number, number: string) => `${number} ${plural(count, 'item waits', 'items wait')} for a decision`,
  },
  facts: {
    kind: 'Kind', lastDelivery: 'Last delivery', completeTo: 'Complete to', events: 'Events from – to', coverage: 'Covers', gaps: 'Gaps', kept: 'Kept, by type', feeds: 'Can deliver', dropped: 'Dropped fields',
    snapshots: 'Directory snapshots', quarantine: 'Set aside',
  },
  anything: 'anything',
  openFrom: (day: string) => `from ${day}`,
  openTo: (day: string) => `to ${day}`,
  always: 'always',
  fed: (types: string, surfaces: string) => `${types}; ${surfaces}`,
  snapshots: (number: string, last: string) => `${number}, the last of ${last}`,
  byState: (waiting: string, released: string, discarded: string) => `${waiting} waiting, ${released} released, ${discarded} discarded`,
  notWritten: 'not written down',
  strip: (days: number, events: string, zero: string, none: string) => `${days} days: ${events} with events, ${zero} covered without, ${none} not covered`,
  stripKnown: (days: number, known: string, none: string) => `${days} days: on ${known} the directory is known, on ${none} it is not`,
  soFar: 'so far',
  daysAsTable: 'Show days as table',
  daysOf: (source: string) => `Days of ${source}`,
  account: {
    title: 'Account',
    caption: 'What became of everything delivered',
    law: 'Received = stored + duplicate + superseded + quarantined + rejected, for every source and day of receipt.',
    source: 'Source', received: 'Received', stored: 'Stored', duplicate: 'Duplicate', superseded: 'Superseded', quarantined: 'Quarantined', rejected: 'Rejected', day: 'Day', state: 'State', events: 'Events', kind: 'Kind', status: 'Status', waiting: 'Waiting',
    items: { events: 'events', directory: 'people' },
    all: 'All',
  },
  quarantine: {
    title: 'Quarantine',
    about: 'Set aside because counting it could make a number wrong. Nothing leaves by itself; whatever is decided stays readable.',
    empty: 'Nothing waits for a decision.',
    emptyFiltered: 'No item matches.',
    source: 'Source', code: 'Reason', state: 'State', all: 'all', id: 'Item', what: 'What', when: 'When', field: 'Field', aside: 'Set aside', stored: 'Stored', replaced: 'Replaced',
    arrivedAt: (moment: string) => `arrived ${moment}`,
    same: 'It came again in time and is stored already; releasing it changes nothing.',
    hidden: (fields: string) => `Not shown to you: ${fields}`,
    decided: (state: string, by: string, when: string) => `${state} by ${by}, ${when}`,
    reason: 'Reason', reasonHint: 'Kept with the item, for everybody who sees data sources.',
    release: 'Release', discard: 'Discard', more: 'Show more',
    confirmRelease: (item: string) => `Release ${item}?`,
    confirmDiscard: (item: string) => `Discard ${item}?`,
    final: 'A decision is not taken back.',
    reasonMissing: 'Please give a reason.',
    done: (item: string, what: string) => `${item}: ${what}.`,
    discarded: 'discarded',
  },
};
