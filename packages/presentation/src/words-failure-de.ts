import type { failureEn } from './words-failure-en.js';

export const failureDe: typeof failureEn = {
  refreshing: 'wird aktualisiert',
  copy: 'Details kopieren',
  copied: 'Details kopiert',
  failed: (panel) => `Konnte nicht geladen werden: ${panel}`,
  code: 'Code',
  request: 'Anfrage',
  address: 'Seite',
  time: 'Zeit',
};
