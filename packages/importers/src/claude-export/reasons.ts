import type { Words } from '@pegel/domain';
import { archiveReasons } from '../archive.js';

/** Why something is left out, in words. None of them quotes what somebody wrote. */
export const reasons = {
  ...archiveReasons,
  'bad-json': { en: 'This is not JSON, or breaks off.', de: 'Das ist kein JSON, oder es bricht ab.' },
  'not-json': { en: 'The file is called JSON and is none.', de: 'Die Datei heißt JSON und ist keines.' },
  'ends-early': { en: 'The file breaks off here. What came before was read, and the rest is once the file is complete.', de: 'Die Datei bricht hier ab. Was davor kam, wurde gelesen; der Rest wird es, sobald die Datei vollständig ist.' },
  'more-follows': { en: 'Something follows behind the end of the list. It is not read.', de: 'Hinter dem Ende der Liste folgt noch etwas. Es wird nicht gelesen.' },
  'invalid-utf8': { en: 'This is not valid UTF-8.', de: 'Das ist kein gültiges UTF-8.' },
  'element-too-long': { en: 'This is too long to be held in memory.', de: 'Das ist zu lang, um in den Speicher zu passen.' },
  'too-much': { en: 'This is nested deeper, or holds more, than anything of an export does.', de: 'Das ist tiefer verschachtelt oder enthält mehr als irgendetwas in einem Export.' },
  ambiguous: { en: 'A field is named twice here, or a number has more digits than can be kept.', de: 'Hier ist ein Feld zweimal genannt, oder eine Zahl hat mehr Stellen, als sich behalten lassen.' },
  'nested-archive': { en: 'An archive inside of an archive is not read. Unpack the outer one and give its folder.', de: 'Ein Archiv in einem Archiv wird nicht gelesen. Entpacken Sie das äußere und geben Sie seinen Ordner an.' },
  'unknown-file': { en: 'Nothing that is known of a data export of Claude is in this file.', de: 'In dieser Datei ist nichts, was von einem Datenexport von Claude bekannt ist.' },
  'unknown-element': { en: 'This is nothing that is known of a data export.', de: 'Das ist nichts, was von einem Datenexport bekannt ist.' },
  chatgpt: { en: 'This is an export of ChatGPT and not of Claude.', de: 'Das ist ein Export von ChatGPT und nicht von Claude.' },
  unreadable: { en: 'The file cannot be read to its end.', de: 'Die Datei lässt sich nicht bis zum Ende lesen.' },
  'bad-id': { en: 'An id is missing, is no text, is longer than 150 characters or begins with "@".', de: 'Eine Kennung fehlt, ist kein Text, ist länger als 150 Zeichen oder beginnt mit „@“.' },
  'bad-account': { en: 'The account is missing or is no id, so that nobody knows whose this is.', de: 'Das Konto fehlt oder ist keine Kennung, sodass niemand weiß, wessen das ist.' },
  'bad-instant': { en: 'The time is missing or is not a time.', de: 'Der Zeitpunkt fehlt oder ist keiner.' },
  'bad-project': { en: 'The project is no id. It is left out, and the rest is read.', de: 'Das Projekt ist keine Kennung. Es wird ausgelassen, und der Rest wird gelesen.' },
  'bad-message': { en: 'A message is not an object, or nobody knows who sent it.', de: 'Eine Nachricht ist kein Objekt, oder niemand weiß, wer sie gesendet hat.' },
  'bad-connector': { en: 'The name of a connector is empty, longer than 200 characters, not well-formed text or begins with "@".', de: 'Der Name eines Konnektors ist leer, länger als 200 Zeichen, kein wohlgeformter Text oder beginnt mit „@“.' },
  'bad-user': { en: 'The address is none. The account is known without it.', de: 'Die Adresse ist keine. Das Konto ist ohne sie bekannt.' },
  'design-author': { en: 'A message of a design chat does not say whether a person wrote it, or who. It is left out.', de: 'Eine Nachricht in einem Design-Chat sagt nicht, ob oder welche Person sie geschrieben hat. Sie wird ausgelassen.' },
  'too-many-people': { en: 'There are more people than a directory holds. The rest are known by their ids alone.', de: 'Es gibt mehr Personen, als ein Verzeichnis fasst. Die übrigen sind nur mit ihrer Kennung bekannt.' },
  'too-many-artifacts': { en: 'There are more artifacts with files of their own than can be compared with those in conversations. The rest are left out.', de: 'Es gibt mehr Artefakte mit eigenen Dateien, als sich mit denen in Unterhaltungen vergleichen lassen. Die übrigen werden ausgelassen.' },
  'missing-part': { en: 'The manifest names this file and it is not here, so that all counts are a lower bound. Put it beside the others and import again: nothing counts twice.', de: 'Das Manifest nennt diese Datei, und sie ist nicht da, sodass alle Zahlen eine Untergrenze sind. Legen Sie sie zu den anderen und importieren Sie noch einmal: Nichts zählt doppelt.' },
  'several-people': { en: '--person names one person, and there is more than one account that no users.json names. Nobody was named.', de: '--person nennt eine Person, und es gibt mehr als ein Konto, das keine users.json nennt. Niemand wurde benannt.' },
  'no-names': { en: 'No users.json is there, so that people are known by the ids of their accounts alone. Import again with it, or name the one person with --person.', de: 'Es ist keine users.json da, sodass Personen nur mit der Kennung ihres Kontos bekannt sind. Importieren Sie noch einmal mit ihr, oder nennen Sie die eine Person mit --person.' },
  'unnamed-accounts': { en: 'There are accounts that no users.json here names: a part is missing, or belongs to another organisation. They count by their ids.', de: 'Es gibt Konten, die keine users.json hier nennt: Ein Teil fehlt oder gehört zu einer anderen Organisation. Sie zählen mit ihrer Kennung.' },
  'another-organisation': { en: 'This has no account in common with what came before it, so it may be of another organisation. An export does not say whose it is; it was imported.', de: 'Das hat kein Konto mit dem gemeinsam, was davor kam, und kann daher von einer anderen Organisation sein. Ein Export sagt nicht, wessen er ist; er wurde importiert.' },
} as const satisfies Record<string, Words>;

export type Reason = keyof typeof reasons;
