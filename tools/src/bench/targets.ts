import type { Result, Section } from './results.js';

/** What a figure or note is wanted to be, and why it is not where it is missed. */
interface Target {
  readonly section: Section;
  /** The name of a figure or of a note. */
  readonly of: string;
  readonly least?: number;
  readonly most?: number;
  readonly from: string;
  readonly whenMissed: string;
}

const wholeReports = 'The prototype kept a number for each panel up to date. Here every report counts its windows anew from the rows of its days, and says of each number whether it is whole, why not, and what it is compared with.';
const wholePath = 'The prototype kept five columns and one index. Here each event also gets a hash of its content, its place in the account, a person linked over all sources, and indexes that answer reports without reading rows.';

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
  { section: 'streams', of: 'from an event to the last of 10,000 open streams', most: 2_000, from: 'budget', whenMissed: 'Each stream makes its own line out of the same change, and sends it through a chain of web streams.' },
  { section: 'streams', of: 'resident memory with 10,000 open streams', most: 500, from: 'budget', whenMissed: 'Each stream keeps a request, its reader, and an answer that goes through a chain of web streams before it meets its connection.' },
  { section: 'columns', of: 'the whole Overview; 30 days by day', most: 4.2, from: 'prototype, over 10 million events', whenMissed: wholeReports },
  { section: 'columns', of: 'the whole Overview; 365 days by day', most: 8, from: 'prototype', whenMissed: wholeReports },
];

export interface Judgement extends Target {
  readonly value: number;
  readonly unit: string;
  readonly isReached: boolean;
}

/** How a section stands to what is wanted of it. */
export const judged = (section: Section, { figures, over }: Result): Judgement[] =>
  targets.filter((target) => target.section === section).flatMap((target) => {
    const figure = figures.find(({ name }) => name === target.of);
    const note = over.find(({ name }) => name === target.of);
    const value = figure?.ours.median ?? note?.value;
    if (value === undefined) return [];
    return [{ ...target, value, unit: figure?.unit ?? note?.unit ?? '', isReached: value >= (target.least ?? -Infinity) && value <= (target.most ?? Infinity) }];
  });
