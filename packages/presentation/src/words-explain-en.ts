import type { Authority, Basis, Incompleteness, SourceKind, Unit } from '@pegel/domain';
import { plural } from './plural.js';

const units: Record<Unit, string> = {
  people: 'people', seats: 'seats', invites: 'invites', chats: 'chats', messages: 'messages', perChat: 'messages per chat', sessions: 'sessions',
  projects: 'projects', artifacts: 'artifacts', calls: 'calls', requests: 'requests', tokens: 'tokens', percent: 'percent', money: 'money, in the organisation’s currency',
};

const bases: Record<Basis, string> = {
  billed: 'billed', 'vendor-estimate': 'estimated by the vendor', 'client-estimate': 'estimated by the client', computed: 'computed from a price table',
};

const sourceKinds: Record<SourceKind, string> = { live: 'live', import: 'import of files' };

const authorities: Record<Authority, string> = {
  'person-days': 'Counted from what a vendor had counted of people’s days.',
  reported: 'Not counted here: somebody else counted it and reported it. It is never added to other numbers.',
};

const incomplete: Record<Incompleteness, (day: string) => string> = {
  'not-over': () => 'So far: its last day is not over.',
  'not-delivered': (day) => `Incomplete: not every source has delivered ${day}.`,
  'before-data': (day) => `Incomplete: some of its days are before the data, which starts on ${day}.`,
  gap: () => 'Incomplete: some of its days are covered by no source.',
  'cut-line': () => 'Incomplete: a charge covers days inside and outside this period and is left out.',
};

/** What explanations of numbers say in English. */
export const explainEn = {
  close: 'Close', copy: 'Copy as Markdown', link: 'Copy link', csv: 'Download CSV', definition: 'Definition', api: 'As JSON',
  related: 'See also',
  labels: {
    counts: 'What this counts', formula: 'Formula', excludes: 'Not included', addUp: 'May it be added up?', window: 'Window', completeness: 'Completeness',
    mayChange: 'May it still change?', revisions: 'Changes when', bases: 'Basis of the amounts', sources: 'Source', zone: 'Days', filter: 'Filtered by', unit: 'Unit', splits: 'Can be split by', version: 'Definition', name: 'Name', query: 'Query',
  },
  units, bases, sourceKinds, authorities,
  equals: (whole: string, parts: string) => `${whole} = ${parts}`,
  over: (value: string, days: number, number: string) => `${value} over ${number} ${plural(days, 'day', 'days')}`,
  atEndOf: (value: string, day: string) => `${value} at the end of ${day}`,
  rest: (count: string) => `${count} more`,
  aboveWhole: 'Above 100%: more people were active in the window than there are seats at its end.',
  beyond: (label: string, count: string) => `${label}: ${count}.`,
  beyondUnknown: (label: string) => `${label}: not known, since the directory of that day does not say who has a seat.`,
  divideSums: (numerator: string, denominator: string) => `For a longer period: ${numerator} of all its days ÷ ${denominator} of the same days.`,
  window: (days: string, count: number, number: string) => `${days} (${number} ${plural(count, 'day', 'days')})`,
  rolling: (days: string, number: string) => `${days} (${number} days, rolling)`,
  endOf: (day: string) => `End of ${day}`,
  operandWindow: (label: string, window: string) => `${label}: ${window}`,
  clocks: (hours: string) => `The clocks change in it: ${hours} hours.`,
  complete: 'Complete.',
  completeThrough: (day: string) => `Data is complete to ${day}.`,
  nothingComplete: 'No day is complete yet.',
  realZero: (isDay: boolean): string => (isDay ? 'A real zero: the day is complete.' : 'A real zero: every day is complete.'),
  filteredZero: 'Zero: either nothing happened, or nothing is called what the filter asks for. Check its spelling.',
  incomplete,
  provisionalUntil: (day: string) => `Provisional until ${day}.`,
  stillRunning: 'Yes: its last day is not over.',
  onlyIf: 'Not by itself. It does when:',
  basisDays: (basis: string, days: number, number: string) => `${basis}: ${number} ${plural(days, 'day', 'days')}`,
  basesIn: (period: string) => `In ${period}:`,
  pricedLines: 'Each computed line keeps the name of its price table; a new price changes no stored line.',
  source: (name: string, kind: string, delivered: string) => `${name} (${kind}), last delivery ${delivered}`,
  system: (names: string, isPinned: boolean) => `${names} are doors onto one system: of what two of them tell of a day, only the one named first counts (${isPinned ? 'order pinned by the organisation' : 'known order'}).`,
  directory: 'Directory snapshots',
  noSource: 'None that reports this.',
  days: (zone: string) => `From midnight to midnight in ${zone}.`,
  utcDays: (names: string) => `Days of ${names} are UTC’s: they count on the day of the same date and are never cut anew.`,
  filter: (dimension: string, keys: string) => `${dimension}: ${keys}`,
  version: (number: number) => `Version ${number}. It is raised whenever the number could differ.`,
  versionNow: (number: number, now: number) => `Version ${number}; this program knows version ${now}.`,
  noSplits: 'Nothing.',
  missing: {
    noSource: 'No source that has delivered so far reports this. Connect one that does, or import its files.',
    noDirectory: 'No directory snapshot says it. Send one with PUT /v1/directory.',
    noMembership: 'The directory of these days does not say who belongs where. Send a snapshot with people.',
    starts: (day: string) => `No data for these days: data starts on ${day}. Choose later days.`,
    oneDay: 'No source can say it of these days together: what a vendor counted by day cannot be joined. Choose a single day, or import what is missing.',
    gap: 'No source says anything about these days. Import what is missing.',
    nothingToDivideBy: (denominator: string) => `Not applicable: ${denominator} is 0, so there is nothing to divide by.`,
    rest: 'Not applicable: the rest of a ranking cannot be added up. Ask for more keys by name.',
    hidden: (few: string) => `Hidden: ${few} people are behind it, or it is hidden so that a smaller number cannot be worked out. Choose a larger group, more days or the whole organisation.`,
    ofOperand: (label: string, reason: string) => `${label}: ${reason}`,
  },
  pending: 'The numbers are on their way.',
  failed: 'The numbers could not be loaded; the definition is known all the same.',
};

export type ExplainWords = typeof explainEn;
