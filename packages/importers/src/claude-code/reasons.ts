import type { Words } from '@pegel/domain';

/** Why something is left out, in words. None of them quotes what somebody wrote. */
export const reasons = {
  'bad-json': { en: 'The line is not JSON.', de: 'Die Zeile ist kein JSON.' },
  truncated: { en: 'The last line breaks off. It is read once it is complete.', de: 'Die letzte Zeile bricht ab. Sie wird gelesen, sobald sie vollständig ist.' },
  ambiguous: { en: 'The line names a field twice, or has a number of more digits than can be kept.', de: 'Die Zeile nennt ein Feld zweimal oder hat eine Zahl mit mehr Stellen, als sich behalten lassen.' },
  'too-much': { en: 'The line holds more than a message can.', de: 'Die Zeile enthält mehr, als eine Nachricht kann.' },
  'invalid-utf8': { en: 'The line is not valid UTF-8.', de: 'Die Zeile ist kein gültiges UTF-8.' },
  'line-too-long': { en: 'The line is too long to be held in memory.', de: 'Die Zeile ist zu lang, um in den Speicher zu passen.' },
  'not-a-transcript': { en: 'No line of this file is one of a transcript.', de: 'Keine Zeile dieser Datei gehört zu einem Transkript.' },
  unreadable: { en: 'The file cannot be read to its end.', de: 'Die Datei lässt sich nicht bis zum Ende lesen.' },
  'bad-timestamp': { en: 'The timestamp is missing or is not a time.', de: 'Der Zeitstempel fehlt oder ist kein Zeitpunkt.' },
  'bad-id': { en: 'An id is missing, longer than 200 characters or not well-formed text.', de: 'Eine Kennung fehlt, ist länger als 200 Zeichen oder kein wohlgeformter Text.' },
  'bad-session': { en: 'The session is missing, longer than 200 characters, not well-formed text or begins with "@".', de: 'Die Sitzung fehlt, ist länger als 200 Zeichen, kein wohlgeformter Text oder beginnt mit „@“.' },
  'bad-connector': { en: 'The name of a connector is empty, longer than 200 characters, not well-formed text or begins with "@".', de: 'Der Name eines Konnektors ist leer, länger als 200 Zeichen, kein wohlgeformter Text oder beginnt mit „@“.' },
  'bad-usage': { en: 'The tokens are missing or are not counts.', de: 'Die Tokens fehlen oder sind keine Anzahlen.' },
} as const satisfies Record<string, Words>;

export type Reason = keyof typeof reasons;
