import type { lateEn } from './words-late-en.js';

export const lateDe: typeof lateEn = {
  day: (day) => `Daten bis ${day}`, overdue: 'Neuere sind überfällig',
  expected: (when) => `Erwartet ${when}`,
  source: (name, day) => `Von ${name} ist seit ${day} nichts angekommen`,
  sources: 'Zu den Datenquellen',
  nearest: (range) => `${range} anzeigen`,
};
