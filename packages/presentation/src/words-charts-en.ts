import { plural } from './plural.js';

/** What pictures say beside their numbers, in English. */
export const chartsEn = {
  inTotal: (amount: string) => `${amount} in total`,
  others: (count: string) => `Other (${count})`,
  axisFrom: (value: string) => `axis from ${value}`,
  zoom: 'Zoom axis',
  patterns: 'Patterns',
  /** The buttons that show and hide what a picture is made of. */
  legend: (title: string) => `Show only some of: ${title}`,
  everySeventh: 'every seventh day',
  dayInTable: 'See this day in the table',
  openPage: (page: string) => `Open ${page}`,
  share: (name: string, amount: string, share: string) => `${name} ${amount} (${share})`,
  part: (name: string, amount: string) => `${name} ${amount}`,
  notStacked: 'Its parts must not be added up, so they are not drawn on top of each other. The table has all of them.',
  notSummed: 'Its days must not be added up, so there is no running total.',
  withoutHidden: 'without what is hidden',
  provisional: 'provisional',
  nothingBeside: (which: string, period: string) => `${which}: no data for ${period}`,
  gap: (reason: string) => `Missing: ${reason}`,
  /** A month that is over. */
  ends: (month: string, amount: string) => `${month} (ends ${amount})`,
  /** A month of which days are missing. */
  known: (month: string, amount: string, missing: string) => `${month} (${amount}, ${missing})`,
  daysMissing: (count: number, number: string) => `${number} ${plural(count, 'day', 'days')} missing`,
  budget: (amount: string) => `Budget ${amount}`,
  ofBudget: (share: string) => `${share} of budget`,
  overBudget: (share: string) => `over budget: ${share}`,
  ofBudgetOf: (share: string, budget: string) => `${share} of the budget of ${budget}`,
  overBudgetOf: (share: string, budget: string, over: string) => `${share} of the budget of ${budget}, ${over} above it`,
  budgetColumn: 'Of budget',
  dayOfMonth: 'Day of the month',
  difference: 'Difference',
  upTo: (amount: string, day: string) => `${amount} to ${day}`,
  ahead: (amount: string, month: string) => `${amount} more than in ${month} to the same day`,
  behind: (amount: string, month: string) => `${amount} less than in ${month} to the same day`,
  level: (month: string) => `as much as in ${month} to the same day`,
  budgetLeft: (amount: string, budget: string) => `${amount} of the budget of ${budget} left`,
  budgetOver: (amount: string, budget: string) => `${amount} above the budget of ${budget}`,
  beyond: (part: string, count: string, whole: string, share: string) => `${part}, ${count} more than the whole of ${whole} (${share})`,
  nothingToShare: 'There is nothing it could be a share of.',
};
