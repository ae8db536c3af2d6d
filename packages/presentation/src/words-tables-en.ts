import type { NameChoice, Surface } from '@pegel/domain';

const surfaces: Record<Surface, string> = { chat: 'Chat', code: 'Coding sessions', cowork: 'Cowork', office: 'Office applications', design: 'Design', api: 'API', other: 'Other surfaces' };
const names: Record<NameChoice, string> = { full: 'full names', initials: 'initials', pseudonyms: 'pseudonyms', off: 'no names' };

/** What tables say around their numbers, in English. */
export const tablesEn = {
  surfaces,
  rank: 'Rank',
  operands: 'Made of',
  period: 'Period',
  days: 'Days',
  before: 'Before',
  comparedWith: 'Compared with',
  /** How a course is stepped: "Projects created, by day". */
  stepped: (title: string, grain: string) => `${title}, ${grain}`,
  showAll: 'Show all',
  showFirst: (count: string) => `Show the first ${count}`,
  moreThanShown: (count: string) => `Only the first ${count} are shown.`,
  notAdditive: 'The rows must not be added up: whoever is in several counts in each.',
  none: (period: string) => `None in this period (${period}). A real zero.`,
  notShown: 'This is not shown to you.',
  needsNames: (choice: NameChoice) => `Numbers of single people are shown only where the organisation has chosen full names. This one has chosen ${names[choice]}.`,
  exportNeedsNames: 'Spend of every person is offered as a file only where the organisation has chosen full names.',
  fileOf: (what: string) => `CSV: ${what}`,
};
