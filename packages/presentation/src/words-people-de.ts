import type { peopleEn } from './words-people-en.js';

/** Was der Teil der Einstellungen sagt, in dem es um Personen geht, auf Deutsch. */
export const peopleDe: typeof peopleEn = {
  title: 'Personen und Datenschutz',
  about: 'Eine Änderung gilt mit der nächsten Anfrage, auch auf offenen Seiten, in Dateien und im Terminal. Sie wird mit ihrer Begründung protokolliert, für alle Owners und Auditors. Dateien von vorher bleiben, wie sie sind.',
  names: 'Wie Namen in Ranglisten und Exporten erscheinen',
  under: (size) => `Was verborgen ist, heißt „unter ${size}“.`,
  suggestions: 'Übliche', takeOver: (purpose) => `Übernehmen: ${purpose}`,
  erase: {
    title: 'Eine Person löschen', verb: 'Löschen', look: 'Was entfiele',
    about: 'Kennungen, Adressen und Namen einer Person entfallen endgültig; alle Summen und Anzahlen bleiben. Es wird mit seiner Begründung protokolliert, die die Person nicht nennen darf. Bevor etwas geschieht, sehen Sie, was entfiele.',
    person: 'Person', personHint: 'Ihr Schlüssel, eine Kennung oder eine E-Mail-Adresse.', personMissing: 'Bitte geben Sie an, um wen es geht.',
    sure: (person) => `${person} löschen?`, again: 'Geben Sie die Person noch einmal ein', againHint: 'So, wie Sie sie vorher genannt haben. Das lässt sich nicht rückgängig machen.', differs: 'Das ist nicht, was Sie vorher genannt haben; nichts wurde gelöscht.',
    reason: 'Begründung', reasonHint: 'Sie wird aufbewahrt; lassen Sie Name, Adresse und Kennung weg.', done: 'Gelöscht.',
  },
  retention: 'Zahlen je Person aufbewahrt für (Tage)',
  retentionHint: (min, max) => `${min} bis ${max}; leer: aus, solange es welche gibt. Ältere Zahlen werden keiner Person mehr zugeordnet, auf keiner Seite und in keiner Datei; Summen, Gruppen und Anzahlen von Personen bleiben genau. Wer nichts Neueres hat und nicht im aktuellen Verzeichnis steht, verliert hier Namen und Adresse.`,
  retentionWrong: (min, max) => `Zahlen je Person werden ${min} bis ${max} ganze Tage aufbewahrt, oder das Feld ist leer.`,
  purposesWrong: (lines, characters) => `Zwecke sind höchstens ${lines} Zeilen von 1 bis ${characters} Zeichen, jede einmal.`,
  groupSizeWrong: (min, max) => `Die Mindestgröße ist eine ganze Zahl von ${min} bis ${max}.`,
};
