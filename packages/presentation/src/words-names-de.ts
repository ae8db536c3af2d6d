import type { namesEn } from './words-names-en.js';

/** Wie Namen erscheinen, wofür und warum, auf Deutsch. */
export const namesDe: typeof namesEn = {
  choices: {
    full: { label: 'Vollständige Namen', example: 'A. Sommer, a.sommer@nordwind.example', means: 'Ranglisten und Exporte nennen Personen. Wer Personen sehen darf, sieht Zahlen jeder Gruppe, wie klein sie auch ist.' },
    initials: { label: 'Initialen', example: 'A. S.', means: 'Kolleginnen und Kollegen wissen oft, wer gemeint ist. Gruppen nur ab der Mindestgröße.' },
    pseudonyms: { label: 'Pseudonyme', example: 'Person 7F3A91', means: 'Für dieselbe Person immer gleich und außerhalb dieser Organisation ohne Bedeutung. Gruppen nur ab der Mindestgröße.' },
    off: { label: 'Ranglisten aus', example: '', means: 'Keine Liste und kein Export unterscheidet Personen, in welcher Form auch immer. Gruppen nur ab der Mindestgröße.' },
  },
  law: 'Personenbezogene Nutzungsdaten sind in der Regel mitbestimmungspflichtig (§\u00a087 Abs.\u00a01 Nr.\u00a06 BetrVG). Keine Rechtsberatung.',
  reason: 'Begründung (für alle Owners sichtbar)', reasonHint: 'Etwa die Betriebsvereinbarung, auf der das beruht. Sie bleibt bei der Entscheidung.',
  groupSize: 'Mindestgröße von Gruppen',
  groupHint: (min, max) => `${min} bis ${max} Personen. Wo Namen nicht vollständig gezeigt werden, bleiben Zahlen von weniger Personen einer Gruppe, Abteilung oder Kostenstelle verborgen, ebenso solche, aus denen sie sich errechnen ließen.`,
  purposes: 'Zwecke', purposesHint: 'Einer je Zeile, in Ihren Worten. Gibt es welche, nennt einen davon, wer Zahlen je Person ansieht, und er wird protokolliert. Leer: Niemand wird gefragt.',
  usualPurposes: ['Kostenverrechnung', 'Lizenzverwaltung', 'Support auf Anfrage', 'Sicherheitsvorfall', 'Rechtliche Verpflichtung'],
};
