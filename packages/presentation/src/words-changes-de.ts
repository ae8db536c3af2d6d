import type { changesEn } from './words-changes-en.js';

/** What changed, sentence by sentence, in German. */
export const changesDe: typeof changesEn = {
  title: 'Was sich geändert hat',
  missing: (date) => `Für ${date} fehlen Aktivitätsdaten. Die Zahlen enden dort.`,
  record: (metric, step, value, days) => `${metric}: in einer Woche um ${step} auf ${value} gestiegen, höchster Wert seit ${days} Tagen.`,
  rose: (metric, step, value) => `${metric}: in einer Woche um ${step} auf ${value} gestiegen, mehr als in anderen Wochen.`,
  fell: (metric, step, value) => `${metric}: in einer Woche um ${step} auf ${value} gesunken, mehr als in anderen Wochen.`,
  above: (share, base, value) => `Die Ausgaben liegen ${share} über ${base} (${value}).`,
  below: (share, base, value) => `Die Ausgaben liegen ${share} unter ${base} (${value}).`,
  firstDays: (days, month) => (days === 1 ? `dem ersten Tag im ${month}` : `den ersten ${days} Tagen im ${month}`),
  more: (model, share, step, month) => `${model} macht ${share} der Ausgaben aus, ${step} mehr als im ${month}.`,
  less: (model, share, step, month) => `${model} macht ${share} der Ausgaben aus, ${step} weniger als im ${month}.`,
  connector: (name, gained) => `${name} hat in 28 Tagen ${gained} Benutzer hinzugewonnen.`,
  steady: (metric, value) => `${metric}: stabil bei ${value}.`,
  crossed: (month, over, budget) => `Die Ausgaben im ${month} liegen ${over} über dem Budget von ${budget}.`,
  invites: (old, total, days, count) => `${old} von ${total} ausstehenden Einladungen ${count === 1 ? 'ist' : 'sind'} älter als ${days} Tage.`,
  nothing: 'Nichts, was auffällt.',
};
