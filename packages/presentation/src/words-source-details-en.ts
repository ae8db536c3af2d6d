import { plural } from './plural.js';

/** What the page of data sources says beyond the account, in English. */
export const sourceDetailsEn = {
  overview: 'Sources',
  columns: { source: 'Source', status: 'Status', completeTo: 'Complete to', received: 'Received', next: 'Next', strip: (days: string) => `Last ${days} days` },
  asItHappens: 'as it happens', unknownNext: '–', late: (day: string) => `! expected ${day}`, about: (day: string) => `about ${day}`,
  nextNote: 'A next delivery is named where at least three days of receipt show a rhythm.',
  delivers: 'Delivers', dayEnds: 'Day ends', revisions: 'Revisions', feeds: 'Feeds',
  kinds: {
    live: 'Events as they happen, in batches of any size.',
    import: 'Runs of an import, each from its first to its last day.',
    directory: 'Snapshots of the directory: seats, invites, groups.',
  },
  rhythm: (day: string) => `The next is due about ${day}.`,
  zone: (zone: string) => `Midnight in ${zone}.`,
  utc: 'Midnight UTC, as its vendor counts; such days are never cut anew.',
  metrics: (count: number, number: string) => `${number} ${plural(count, 'metric', 'metrics')}`,
  noMetrics: 'No metric so far.',
  failure: {
    title: 'If this source fails',
    stops: (pages: string, count: number, number: string) => `${pages}: ${number} ${plural(count, 'metric stops', 'metrics stop')} at the last complete day and ${plural(count, 'says', 'say')} so, since no other source feeds ${plural(count, 'it', 'them')}.`,
    elsewhere: 'Elsewhere',
    goesOn: (count: number, number: string, sources: string) => `${number} ${plural(count, 'metric goes', 'metrics go')} on from ${sources}.`,
    directory: 'Seats and invites stay as the last snapshot has them, and numbers of groups follow it.',
    continues: (pages: string) => `${pages}: nothing here depends on it.`,
    nothing: 'Nothing: no number is made of it so far.',
    kept: 'Nothing that was stored is lost: what is sent later counts on its own day, and a repeat counts once.',
    alert: 'pegel report --fail-stale ends with code 4 once data is late, for a monitor that runs it; Pegel itself sends no mail.',
  },
  strip: { few: 'few', many: 'many events', scale: 'The darker a day, the more events.' },
  log: {
    title: 'Log', caption: (from: string) => `Deliveries, the newest of ${from}`, about: 'Every delivery as it was answered, the newest first.', when: 'Received', source: 'Source', what: 'Content', account: 'What became of it', all: 'all sources', filter: 'Source', more: 'Show more', empty: 'Nothing was delivered yet.',
    items: { events: (count: number, number: string) => `${number} ${plural(count, 'event', 'events')}`, directory: (count: number, number: string) => `directory, ${number} ${plural(count, 'person', 'people')}` },
  },
};

export type SourceDetailWords = typeof sourceDetailsEn;
