import type { FactName } from '@pegel/domain';
import type { SubjectId } from './subjects.js';
import { plural } from './plural.js';

const subjects: Record<SubjectId, string> = {
  people: 'People, seats and invites', chats: 'Chats', coding: 'Coding', projects: 'Projects', artifacts: 'Artifacts', connectors: 'Connectors', spend: 'Spend and tokens',
};

const freshness: Record<FactName, string> = {
  activity: 'What people do arrives as its source delivers it: within seconds where it sends events as they happen, up to its last complete day where it is imported.',
  spend: 'Charges arrive as their source delivers them, and stay provisional for as long as vendors may revise them.',
  directory: 'As of the last directory snapshot; between two snapshots nothing is known to have changed.',
};

/** What the glossary of metrics says in English. */
export const glossaryEn = {
  title: 'Metric glossary',
  about: 'What every number counts, what it leaves out and how it is computed. All of it is made from the definitions that compute the numbers.',
  filter: 'Filter metrics', clear: 'Clear filter',
  found: (count: number, number: string, all: string) => `${number} of ${all} ${plural(count, 'metric', 'metrics')}`,
  all: (count: number, number: string) => `${number} ${plural(count, 'metric', 'metrics')}`,
  noMatch: (text: string) => `No match for “${text}”.`,
  back: 'All metrics',
  subjects, freshness,
  labels: { name: 'Name', freshness: 'Freshness', good: 'Direction', appears: 'Where it appears', related: 'See also', usedBy: 'Part of' },
  good: { up: 'A rise is wanted.', down: 'A fall is wanted.' },
  beyond: (label: string) => `It can be above 100%; what is beyond it is ${label}.`,
  tile: 'Tile', today: 'Today so far',
  unknown: (text: string) => `There is no metric called “${text}”.`,
  unknownAbout: 'A link may be older than a change of names. Nothing is lost: every metric there is stands in the list.',
  near: 'Did you mean', noneNear: 'Nothing is called anything like it.',
  notPermitted: (label: string) => `Your role does not see ${label}.`,
  copyLink: 'Copy link', copied: 'Link copied', copyFailed: 'The browser does not allow copying here. The address of this page is the link.', print: 'Print',
};

export type GlossaryWords = typeof glossaryEn;
