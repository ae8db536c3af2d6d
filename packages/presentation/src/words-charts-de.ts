import { plural } from './plural.js';
import type { chartsEn } from './words-charts-en.js';

/** What pictures say beside their numbers, in German. */
export const chartsDe: typeof chartsEn = {
  inTotal: (amount) => `insgesamt ${amount}`,
  others: (count) => `Sonstige (${count})`,
  share: (name, amount, share) => `${name} ${amount} (${share})`,
  part: (name, amount) => `${name} ${amount}`,
  notStacked: 'Die Teile dürfen nicht addiert werden und werden deshalb nicht aufeinander gezeichnet. Die Tabelle enthält alle.',
  notSummed: 'Die Tage dürfen nicht addiert werden; deshalb gibt es keine laufende Summe.',
  withoutHidden: 'ohne Verborgenes',
  provisional: 'vorläufig',
  comparison: (period) => `Verglichen mit ${period}`,
  gap: (reason) => `Fehlt: ${reason}`,
  ends: (month, amount) => `${month} (endet bei ${amount})`,
  known: (month, amount, missing) => `${month} (${amount}, ${missing})`,
  daysMissing: (count, number) => `${number} ${plural(count, 'Tag fehlt', 'Tage fehlen')}`,
  budget: (amount) => `Budget ${amount}`,
  dayOfMonth: 'Tag des Monats',
  difference: 'Differenz',
  upTo: (amount, day) => `${amount} bis ${day}`,
  ahead: (amount, month) => `${amount} mehr als im ${month} bis zum selben Tag`,
  behind: (amount, month) => `${amount} weniger als im ${month} bis zum selben Tag`,
  level: (month) => `so viel wie im ${month} bis zum selben Tag`,
  budgetLeft: (amount, budget) => `${amount} vom Budget von ${budget} übrig`,
  budgetOver: (amount, budget) => `${amount} über dem Budget von ${budget}`,
  beyond: (part, count, whole, share) => `${part}, ${count} mehr als die ${whole} (${share})`,
  nothingToShare: 'Es gibt nichts, wovon es ein Anteil sein könnte.',
};
