import type { Surface } from '@pegel/domain';

const surfaces: Record<Surface, string> = { chat: 'Chat', code: 'Coding sessions', cowork: 'Cowork', office: 'Office applications', design: 'Design', api: 'API', other: 'Other surfaces' };

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
  /** Over how many days the course of a row goes. */
  course: (days: number) => `${days} days`,
  showAll: 'Show all',
  showFirst: (count: string) => `Show the first ${count}`,
  moreThanShown: (count: string) => `Only the first ${count} are shown.`,
  weekend: (column: string, day: string) => `A day at the weekend: the column “${column}” compares with ${day}`,
  afterWeekend: (column: string, day: string) => `The day before lies at the weekend: the column “${column}” compares with ${day}`,
  notAdditive: 'The rows must not be added up: whoever is in several counts in each.',
  none: (period: string) => `None in this period (${period}). A real zero.`,
  notShown: 'This is not shown to you.',
  peopleOff: 'Numbers of single people are switched off for this organisation. Primary Owners and Owners can switch them on: Settings, People and privacy.',
  exportNeedsNames: 'Spend of every person is not offered as a file: numbers by person are switched off for this organisation.',
  fileOf: (what: string) => `CSV: ${what}`,
};
