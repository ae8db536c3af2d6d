import { plural } from './plural.js';

/** What is said of pending invites in English. */
export const invitesEn = {
  title: 'Pending invites', summaryTitle: 'Age of pending invites',
  titleWith: (number: string) => `Pending invites · ${number}`,
  at: (day: string) => `At the end of ${day}. Invites are not seats.`,
  to: 'Sent to', by: 'Invited by', sent: 'Sent', age: 'Age', expires: 'Expires', attention: 'Attention', share: 'Invites',
  days: (count: number, number: string) => `${number} ${plural(count, 'day', 'days')}`,
  below: (days: string) => `< ${days} d`, between: (from: string, to: string) => `${from}–${to} d`, above: (days: string) => `> ${days} d`,
  old: (_count: number, number: string, days: string) => `${number} older than ${days} days`,
  oldMark: (days: string) => `older than ${days} days`,
  noneOld: (days: string) => `None is older than ${days} days.`,
  none: 'No invite is pending: a real zero, the day is complete.',
  unknown: 'No directory says how many invites are out. Send one with PUT /v1/directory, or import one.',
  totalOnly: 'The directory says how many invites are out, and not whose: it has a total without people.',
  noInviter: 'No source says who invited somebody, hence “–”.',
  sentNote: 'Where a source does not say when an invite was sent, it counts from the day on which a directory first listed it.',
  never: 'never',
  show: 'Show invites', all: (number: string) => `All ${number}`,
  filter: 'Filter invites', clear: 'Clear filter',
  found: (number: string, all: string) => `${number} of ${all} invites`, every: (count: number, number: string) => `${number} ${plural(count, 'invite', 'invites')}`,
  noMatch: (text: string) => `No match for “${text}”.`,
  off: 'Who is invited is not shown: names are switched off in this organisation. An Owner may change that in the settings.',
  notPermitted: 'Your role does not see numbers by person, and so not who is invited.',
  csv: 'Download CSV', ascending: 'ascending', descending: 'descending', back: 'Activity',
};

export type InviteWords = typeof invitesEn;
