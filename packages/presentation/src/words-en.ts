import type { Dimension, Grain, NullReason, Range, Unit } from '@pegel/domain';
import { plural } from './plural.js';
import { sourcesEn } from './words-sources-en.js';
import { freshEn } from './words-fresh-en.js';
import { frameEn } from './words-frame-en.js';
import { tablesEn } from './words-tables-en.js';

type Counted = (count: number, number: string) => string;
const counted = (one: string, many: string): Counted => (count, number) => `${number} ${plural(count, one, many)}`;
const bare: Counted = (_, number) => number;

/** A number that decides the form of other words, as it is written. */
export interface Amount {
  readonly count: number;
  readonly text: string;
}
const people = ({ count, text }: Amount): string => units.people(count, text);

const units: Record<Unit, Counted> = {
  people: counted('person', 'people'), seats: counted('seat', 'seats'), invites: counted('invite', 'invites'), chats: counted('chat', 'chats'),
  messages: counted('message', 'messages'), perChat: (_, number) => `${number} messages per chat`, sessions: counted('session', 'sessions'),
  projects: counted('project', 'projects'), artifacts: counted('artifact', 'artifacts'), calls: counted('call', 'calls'), requests: counted('request', 'requests'),
  tokens: counted('token', 'tokens'), percent: bare, money: bare,
};

const ranges: Record<Range, string> = {
  today: 'Today so far',
  '7d': 'Last 7 days', '28d': 'Last 28 days', '30d': 'Last 30 days', '90d': 'Last 90 days', '91d': 'Last 91 days', '365d': 'Last 365 days',
  mtd: 'Month to date', qtd: 'Quarter to date', ytd: 'Year to date', '12m': 'Last 12 months',
};

const grains: Record<Grain, string> = { day: 'by day', week: 'by week', month: 'by month', quarter: 'by quarter', year: 'by year', total: 'in total' };

const dimensions: Record<Dimension, string> = {
  person: 'Person', model: 'Model', connector: 'Connector', surface: 'Surface', project: 'Project', group: 'Group', department: 'Department', costCentre: 'Cost centre', costType: 'Cost type',
};

const reasons: Record<NullReason | 'incomplete', string> = {
  'no-data': 'no data', 'not-applicable': 'not applicable: there is nothing to divide by', hidden: 'hidden: too few people', off: 'switched off', incomplete: 'incomplete',
};

/** Everything Pegel says in English. The names of metrics are the domain's. */
export const en = {
  product: 'Pegel',
  title: 'Usage analytics',
  languageLabel: 'Language',
  nav: { myData: 'My data', account: 'Your account', organisations: 'Other organisations', label: 'Pages', settings: 'Settings and account', home: 'Go to the start page', metrics: 'Metric glossary', exports: 'Exports', overview: 'Overview', privacy: 'Privacy', skip: 'Skip to content' },
  units,
  ranges,
  grains,
  dimensions,
  reasons,
  range: { label: 'Period', grain: 'Interval', from: 'From', to: 'To', apply: 'Apply', invalid: 'Please choose a first and a last day, at most 400 days apart.' },
  comparison: { label: 'Comparison', previous: 'Previous period', year: 'Year before', off: 'No comparison', versus: { prev: 'vs previous', yoy: 'vs year before' } },
  special: { other: 'Other', unattributed: 'Not attributed', service: 'Services' },
  change: {
    up: 'up', down: 'down', same: 'no change',
    still: (value: string) => `no change, still ${value}`,
    from: (value: string) => `from ${value}`,
    was: (value: string) => `was ${value}`,
    versus: (when: string) => `vs ${when}`,
    /** In a tile of a terminal. */
    versusBriefly: (when: string) => `vs ${when}`,
    versusWeekday: 'vs same weekday',
    versusSpoken: (when: string) => `versus ${when}`,
    through: (from: string, to: string) => `${from} to ${to}`,
    points: 'pp',
    pointsSpoken: 'percentage points',
    percentSpoken: (number: string) => `${number} percent`,
    timesSpoken: (factor: string) => `${factor} times as much`,
    noDataFor: (when: string) => `no data for ${when}`,
    incomplete: 'incomplete, so no comparison',
  },
  mark: { soFar: 'so far', incomplete: 'incomplete', complete: 'complete' },
  under: (size: string) => `under ${size}`,
  notAvailable: (reason: string) => `Not available: ${reason}`,
  of: (part: string, whole: string) => `${part} of ${whole}`,
  dividedBy: (part: string, whole: string) => `${part} ÷ ${whole}`,
  tile: {
    accessible: (label: string, details: string) => `${label}: ${details}`,
  },
  headline: {
    used: (active: Amount, seats: Amount, when: string) => `${active.text} of ${seats.text} ${plural(seats.count, 'person', 'people')} with a seat used the assistant ${when}`,
    usedBeyondSeats: (active: Amount, seats: Amount, when: string) => `${people(active)} used the assistant ${when}, more than the ${seats.text} ${plural(seats.count, 'seat there is', 'seats there are')}`,
    usedWithoutSeats: (active: Amount, when: string) => `${people(active)} used the assistant ${when}`,
    thisWeek: 'this week',
    sevenDaysTo: (day: string) => `in the 7 days to ${day}`,
    more: (count: string) => ` – ${count} more than the week before`,
    fewer: (count: string) => ` – ${count} fewer than the week before`,
    asMany: ' – as many as the week before',
    spend: (amount: string, when: string) => `Spend is ${amount} ${when}`,
    thisMonth: 'this month',
    inPeriod: (period: string) => `in ${period}`,
    basePeriod: (period: string) => period,
    above: (share: string, base: string) => `, ${share} above ${base}`,
    below: (share: string, base: string) => `, ${share} below ${base}`,
    moreSpend: (amount: string, base: string) => `, ${amount} more than in ${base}`,
    lessSpend: (amount: string, base: string) => `, ${amount} less than in ${base}`,
    sameSpend: (base: string) => `, the same as in ${base}`,
    firstDays: (days: number, month: string) => (days === 1 ? `the first day of ${month}` : `the first ${days} days of ${month}`),
    nothingYet: 'No data yet. Numbers appear as soon as a source delivers.',
    first: (when: string) => `No data yet. Numbers appear as soon as a source delivers: those of past days and of today at once, those of the first whole day about ${when}.`,
    firstDay: (when: string) => `No whole day yet. First numbers appear about ${when}.`,
  },
  panel: {
    table: 'Show as table', chart: 'Show as chart', csv: 'Download CSV', retry: 'Retry',
    total: 'Total', day: 'Day', share: 'Share', change: 'Change', state: 'State', name: 'Name',
    cursor: (title: string) => `${title}: choose a day`,
    provisional: (from: string) => `provisional from ${from}`,
  },
  caption: {
    level: (label: string, first: string, firstDay: string, last: string, lastDay: string, direction: number) =>
      direction === 0 ? `${label} stood at ${first} on ${firstDay} and on ${lastDay}` : `${label} ${direction > 0 ? 'rose' : 'fell'} from ${first} on ${firstDay} to ${last} on ${lastDay}`,
    extremes: (lowest: string, lowestDay: string, highest: string, highestDay: string) => `lowest ${lowest} (${lowestDay}), highest ${highest} (${highestDay})`,
    highest: (value: string, day: string) => `highest ${value} on ${day}`,
    missing: (count: number, number: string) => (count === 0 ? 'nothing missing' : `${number} ${plural(count, 'value', 'values')} missing`),
    shares: (label: string, rows: string) => `${label}: ${rows}`,
  },
  state: {
    loading: 'Loading …',
    empty: (period: string) => `No data in this period (${period}).`,
    dataStarts: (day: string) => `Data starts on ${day}.`,
    at: (day: string, time: string) => `${day}, ${time}`,
    zero: 'A real zero: the day is complete.',
    noSpend: (period: string) => `No spend in this period (${period}). A real zero.`,
    offSpend: 'Spend reports appear once extra usage is switched on for your organisation. Only the Primary Owner can do this.',
    refresh: 'Refresh',
    error: 'Could not load this panel. The other panels are up to date.',
    failed: 'This page could not be loaded.',
    unreachable: 'The server does not answer. Check the connection and try again.',
    noExport: (role: string) => `Exports are for those who may take numbers along as files: Primary Owners and Owners, and whom they grant it. You are signed in as ${role}.`,
    noAccess: (role: string) => `Usage analytics is available to Primary Owners and Owners. You are signed in as ${role}.`,
    noOrganisation: 'You are signed in, but not a member of this organisation.',
    notFound: 'There is no such page.',
  },
  data: {
    completeTo: (day: string) => `Complete to ${day}`,
    nothingComplete: 'No complete day yet',
    sources: (count: number, names: string) => `${plural(count, 'source', 'sources')} ${names}`,
    noSources: 'no sources',
    more: (count: string) => `${count} more`,
    provisional: (from: string) => `spend provisional from ${from}`,
    currency: (code: string) => `amounts in ${code}`,
    demo: 'Demo: the people and numbers of this organisation are invented.',
    pinned: (day: string) => `Pinned to ${day}. Live updates are off.`,
    unpin: 'Unpin',
  },
  spendExport: {
    label: 'Export spend report',
    named: 'Contains personal data. Downloads are logged for all owners.',
    unnamed: 'Names nobody, and is personal data still. Downloads are logged for all owners.',
  },
  url: {
    invalid: (parameter: string, value: string, used: string) => `“${value}” is not a valid ${parameter}; showing ${used} instead.`,
    defaultValue: 'the default',
  },
  login: {
    title: 'Sign in', email: 'E-mail address', password: 'Password', submit: 'Sign in', busy: 'Signing in …', signOut: 'Sign out',
    wrong: 'The e-mail address or the password is not right.',
    tooMany: 'Too many attempts. Please wait a minute and try again.',
    failed: 'Signing in did not work. Please try again.',
    missing: 'Please enter your e-mail address and your password.',
    purpose: 'How your organisation uses its AI assistant, and what it costs.',
    expired: 'Please sign in to continue to the page you asked for.',
  },
  theme: { label: 'Appearance', system: 'System', light: 'Light', dark: 'Dark', contrast: 'Contrast' },
  table: { metric: 'Metric', value: 'Value', change: 'Change', base: 'Base', window: 'Window' },
  explain: {
    button: (label: string) => `Explain: ${label}`, title: 'Explain this number',
    copied: 'Copied', linkCopied: 'Link copied', copyFailed: 'This browser does not allow copying here. The text is selected below.',
  },
  action: { cancel: 'Cancel', busy: 'Saving …', failed: 'This did not work. Nothing was changed.' },
  sources: sourcesEn,
  settings: {
    title: 'Settings', short: 'Settings',
    noAccess: (role: string) => `Settings are shown to Primary Owners, Owners, Admins and Auditors. You are signed in as ${role}.`,
  },
  fresh: freshEn,
  frame: frameEn,
  tables: tablesEn,
  keys: { title: 'Keys on this page' },
};

/** What every language must say; a missing key does not compile. */
export type Dictionary = typeof en;
