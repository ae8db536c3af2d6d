import type { purposesEn } from './words-purposes-en.js';

export const purposesDe: typeof purposesEn = {
  label: 'Zweck', choose: 'Bitte wählen …', change: 'ändern',
  none: 'Hier wird nach keinem Zweck gefragt.', select: 'Enter wählen · Esc zurück',
  is: (purpose: string) => `Zweck: ${purpose}`,
  missing: 'Das sind Zahlen einzelner Personen. Wofür sehen Sie sie an? Vor Ihrer Wahl wird nichts abgefragt; das Protokoll hält sie fest.',
  taken: (by: string, when: string) => `Entnommen von ${by}, ${when}`,
  names: (names: string) => `Namen: ${names}`,
};
