import type { freshEn } from './words-fresh-en.js';

/** How fresh what is shown is, in German. */
export const freshDe: typeof freshEn = {
  label: 'Wie aktuell die Zahlen sind',
  live: (age) => `Live · ${age}`,
  isLive: 'Live',
  complete: (day) => `Vollständig bis ${day}`,
  provisional: (day) => `Vorläufig bis ${day}`,
  paused: (time) => `Angehalten · Stand ${time}`,
  pausedEmpty: 'Angehalten, bevor etwas kam',
  pinned: 'Fixiert',
  silent: (time) => `Keine Antwort seit ${time}`,
  silentEmpty: 'Noch keine Antwort',
  offline: (time) => `Offline. Stand: ${time}.`,
  offlineEmpty: 'Offline. Noch nichts geladen.',
  connecting: 'Verbindung wird aufgebaut …',
  pause: 'Live-Aktualisierung anhalten',
  resume: 'Live-Aktualisierung fortsetzen',
  today: (numbers) => `Heute bisher: ${numbers}`,
  spent: (amount) => `${amount} Ausgaben`,
  todayShort: (number) => `heute bisher ${number}`,
};
