import type { Figure } from './figures.js';
import type { Result, Section } from './results.js';

/** What a figure or note is wanted to be, and why it is not where it is missed. */
interface Target {
  readonly section: Section;
  /** The name of a figure or of a note, without the size it was measured at: the largest counts. */
  readonly of: string;
  /** How many times as good as this opponent it is wanted to be; of the figure itself without one. */
  readonly against?: string;
  readonly least?: number;
  readonly most?: number;
  readonly from: string;
  readonly whenMissed: string;
}

const wholeReports = 'The aim is set for fifty million events of as many people, with which the others take longer and ours does not: it is told as it was told before, and what is left is finding out that nothing has changed.';
const wholePath = 'The prototype kept five columns and one index. Here each event also gets a hash of its content, its place in the account, a person linked over all sources, and indexes that answer reports without reading rows.';

const startOf = 'Node starts, and the server opens the ledger, reads the sealed days of these weeks and lays the directories of everybody over each other before it answers. The others open a file in a process that runs already, and know nobody.';

/** What is wanted to be so many times as fast as others. */
function times(of: string, others: Readonly<Record<string, number>>, whenMissed: string): Target[] {
  return Object.entries(others).map(([against, least]) => ({ section: 'columns', of, against, least, from: 'prototype', whenMissed }));
}

/** The limits of the design, and what a throw-away prototype of it reached on a machine of two cores. */
const targets: readonly Target[] = [
  { section: 'page', of: 'script of every page, gzip', most: 90, from: 'budget', whenMissed: 'The dashboard loads more script with its first page, whichever it is, than it may.' },
  { section: 'page', of: 'largest contentful paint, Overview', most: 1_500, from: 'budget', whenMissed: 'The largest paint waits for reports.' },
  { section: 'page', of: 'key to paint, another page', most: 100, from: 'budget', whenMissed: 'What is drawn first on another page is too much for one frame on a slow machine.' },
  { section: 'page', of: 'key to paint, numbers by another interval', most: 100, from: 'budget', whenMissed: 'What is drawn at once after a choice is too much for one frame on a slow machine.' },
  { section: 'page', of: 'key to paint, search', most: 100, from: 'budget', whenMissed: 'What opens with the key is more than a frame on a slow machine.' },
  { section: 'terminal', of: '`pegel --version`', most: 300, from: 'budget', whenMissed: 'More is loaded before the first line than it needs.' },
  { section: 'terminal', of: '`pegel` to the first numbers, as last seen', most: 300, from: 'budget', whenMissed: 'Node, React and a terminal that does not say its background within a tenth of a second take their part before the first frame.' },
  { section: 'terminal', of: '`pegel overview --plain`, with its reports', most: 300, from: 'budget', whenMissed: 'Node takes a part of it before the first line of ours, and the reports another.' },
  { section: 'data-export', of: 'most resident memory of `pegel import claude-export`', most: 256, from: 'budget', whenMissed: 'Something of the export is held for longer than its conversation.' },
  { section: 'ingest', of: '1,000 a request, ids random', least: 29_000, from: 'prototype', whenMissed: wholePath },
  { section: 'ingest', of: '1 a request, 32 senders, ids random', least: 3_800, from: 'prototype', whenMissed: 'Where each request is a commit of its own, the disk says how many there are. Committed together, what is left is HTTP, the key and its organisation, and the account of each delivery.' },
  { section: 'ingest', of: '1,000 a request, ids in the order of time', against: 'PostgreSQL', least: 2, from: 'prototype', whenMissed: wholePath },
  { section: 'ingest', of: '1,000 a request, ids in the order of time', against: 'prepared INSERT, one transaction a batch', least: 0.2, from: 'budget', whenMissed: wholePath },
  { section: 'visible', of: 'posted over HTTP until the next report counts it', most: 3, from: 'budget', whenMissed: 'What is left is the commit, two requests with all that lets them in, and what the numbers of the day’s windows take to be said anew.' },
  { section: 'visible', of: 'posted over HTTP until the next report counts it, p99', most: 100, from: 'budget', whenMissed: 'Some commits wait for the disk.' },
  { section: 'visible', of: 'a report while events pour in, 1,000 a request, p99', most: 5, from: 'budget', whenMissed: 'One thread writes and answers. Who asks waits for a turn of what is being written or read, for a commit where there is one, and until what a thousand events brought is taken into the columns and into the windows of their days.' },
  { section: 'streams', of: 'from an event to the last of 10,000 open streams', most: 2_000, from: 'budget', whenMissed: 'Each stream makes its own line out of the same change.' },
  { section: 'streams', of: 'resident memory with 10,000 open streams', most: 500, from: 'budget', whenMissed: 'Each stream keeps its connection, of which Node keeps most, and what lets its reader in again; entering again and again leaves what is only collected later.' },
  ...times('the whole Overview; 30 days by day', { DuckDB: 300, ClickHouse: 250 }, wholeReports),
  ...times('the whole Overview; 365 days by day', { DuckDB: 150, ClickHouse: 100, PostgreSQL: 1_000, 'plain SQL': 2_500 }, wholeReports),
  ...times('the whole Overview; 30 days by day, one department', { DuckDB: 150, ClickHouse: 120 }, wholeReports),
  ...times('the whole Overview; 365 days by day, one department', { DuckDB: 100, ClickHouse: 70 }, wholeReports),
  ...times('the whole Overview; 365 days by day, any set of people', { DuckDB: 10, ClickHouse: 6 }, wholeReports),
  ...times('the spend of every person over a year as CSV', { DuckDB: 20 }, 'It is counted from columns within a small part of that. What is left is writing each line with its exact amounts and names, and sending it, which the other is spared: its rows stay in its process.'),
  { section: 'columns', of: 'memory the file of spend took in addition', most: 64, from: 'budget', whenMissed: 'More of the file is held at once than its pieces.' },
  { section: 'columns', of: 'growth with the events: the whole Overview; 365 days by day', most: 0.2, from: 'prototype', whenMissed: 'What is counted anew for a report grows with the people of its days, and those with the events until everybody is there every day.' },
  { section: 'start', of: 'from the start to the first whole Overview of 30 days', most: 2_000, from: 'budget', whenMissed: startOf },
  { section: 'start', of: 'from the start to the first whole Overview of 30 days', against: 'DuckDB, opened anew', least: 1, from: 'prototype', whenMissed: startOf },
  { section: 'columns', of: 'in memory', most: 6, from: 'prototype', whenMissed: 'The prototype did not tell chats apart. Here every chat is kept by 96 bits and a place in a list, about 19 bytes, so that it counts once however many days it reaches over; the columns themselves take about ten.' },
  { section: 'columns', of: 'on the disk', most: 60, from: 'prototype', whenMissed: 'The ledger keeps ids as they came, a hash of each content, and indexes that answer reports without reading rows; the prototype kept five whole numbers.' },
];

export interface Judgement extends Target {
  readonly value: number;
  readonly unit: string;
  readonly isReached: boolean;
}

/** How a section stands to what is wanted of it. */
export const judged = (section: Section, { figures, over }: Result): Judgement[] =>
  targets.filter((target) => target.section === section).flatMap((target) => {
    // Not everybody is asked of all sizes.
    const figure = figures.findLast(({ name, opponents }) => withoutSize(name) === target.of && (target.against === undefined || opponents.some((opponent) => opponent.name === target.against)));
    const note = over.findLast(({ name }) => withoutSize(name) === target.of);
    const unit = target.against === undefined ? (figure?.unit ?? note?.unit ?? '') : 'times';
    const value = target.against === undefined ? (figure?.ours.median ?? note?.value) : timesOf(figure, target.against);
    if (value === undefined) return [];
    return [{ ...target, value, unit, isReached: value >= (target.least ?? -Infinity) && value <= (target.most ?? Infinity) }];
  });

/** How many times as good as somebody else. */
function timesOf(figure: Figure | undefined, against: string): number | undefined {
  const ratio = figure?.opponents.find(({ name }) => name === against)?.ratio ?? undefined;
  return ratio === undefined || figure?.moreIsBetter === true ? ratio : 1 / ratio;
}

const withoutSize = (name: string): string => name.replace(/; [\d.]+[KMB]? people, [\d.]+[KMB]? events$/, '');
