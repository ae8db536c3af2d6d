import { shown, type Words } from '@pegel/domain';
import type { FaultReason } from './entry.js';
import { directoryLimits } from './limits.js';
import type { ScimFault } from './scim.js';

/** How counts are written. */
export const numbers = { en: new Intl.NumberFormat('en'), de: new Intl.NumberFormat('de') };

/** Why something is left out, in words. None of them quotes what a list says of somebody. */
export const reasons = {
  'other-file': { en: 'This is neither a .csv nor a .json file.', de: 'Das ist weder eine .csv- noch eine .json-Datei.' },
  unreadable: { en: 'The file cannot be read to its end.', de: 'Die Datei lässt sich nicht bis zum Ende lesen.' },
  'too-large': { en: `The file is larger than a page of SCIM can be here (${directoryLimits.pageBytes / 1024 ** 2} MiB). Ask for smaller pages, such as count=1000.`, de: `Die Datei ist größer, als eine SCIM-Seite hier sein kann (${directoryLimits.pageBytes / 1024 ** 2} MiB). Fragen Sie kleinere Seiten ab, etwa mit count=1000.` },
  'invalid-utf8': { en: 'The file is not valid UTF-8.', de: 'Die Datei ist kein gültiges UTF-8.' },
  'bad-json': { en: 'The file is not JSON.', de: 'Die Datei ist kein JSON.' },
  'too-much': { en: 'The file is nested deeper or holds more values than a page of SCIM can.', de: 'Die Datei ist tiefer verschachtelt oder enthält mehr Werte, als eine SCIM-Seite kann.' },
  ambiguous: { en: 'It names a field twice, or has a number of more digits than can be kept.', de: 'Ein Feld wird zweimal genannt, oder eine Zahl hat mehr Stellen, als sich behalten lassen.' },
  'not-scim': { en: 'The file holds neither users nor groups of SCIM 2.0.', de: 'Die Datei enthält weder Benutzer noch Gruppen nach SCIM 2.0.' },
  nobody: { en: 'Neither an e-mail address nor an id says who this is.', de: 'Weder eine E-Mail-Adresse noch eine Kennung sagt, wer das ist.' },
  'shared-address': { en: 'Another account has the same e-mail address. It counts for the one that may sign in, or that does so with it.', de: 'Ein anderes Konto hat dieselbe E-Mail-Adresse. Sie zählt für das Konto, das sich anmelden darf oder es mit ihr tut.' },
  guest: { en: 'Guests are left out, unless the list says that they have a seat.', de: 'Gäste werden ausgelassen, wenn die Liste nicht sagt, dass sie einen Platz haben.' },
  'too-many-groups': { en: `Whoever is in more than ${numbers.en.format(directoryLimits.groups)} groups is left out.`, de: `Wer in mehr als ${numbers.de.format(directoryLimits.groups)} Gruppen ist, wird ausgelassen.` },
  'unknown-member': { en: 'Groups name members that no user here is. They are left out of the groups.', de: 'Gruppen nennen Mitglieder, die hier kein Benutzer sind. Sie werden in den Gruppen ausgelassen.' },
} as const satisfies Record<string, Words>;

export type Reason = keyof typeof reasons;

// Every fault of a file has its sentence.
reasons satisfies Record<ScimFault, Words>;

const faultReasons: Readonly<Record<FaultReason, Words>> = {
  'bad-id': { en: 'The id is longer than 200 characters or not well-formed text.', de: 'Die Kennung ist länger als 200 Zeichen oder kein wohlgeformter Text.' },
  'bad-email': { en: 'The e-mail address is none.', de: 'Die E-Mail-Adresse ist keine.' },
  'bad-name': { en: 'The name is longer than 400 characters or not well-formed text. It is left out.', de: 'Der Name ist länger als 400 Zeichen oder kein wohlgeformter Text. Er wird ausgelassen.' },
  'bad-group': { en: 'A group is longer than 200 characters, not well-formed text or begins with "@". It is left out.', de: 'Eine Gruppe ist länger als 200 Zeichen, kein wohlgeformter Text oder beginnt mit „@“. Sie wird ausgelassen.' },
  'bad-department': { en: 'The department is longer than 200 characters, not well-formed text or begins with "@".', de: 'Die Abteilung ist länger als 200 Zeichen, kein wohlgeformter Text oder beginnt mit „@“.' },
  'bad-cost-centre': { en: 'The cost centre is longer than 200 characters, not well-formed text or begins with "@".', de: 'Die Kostenstelle ist länger als 200 Zeichen, kein wohlgeformter Text oder beginnt mit „@“.' },
  'bad-seat': { en: 'The seat is longer than 200 characters, not well-formed text or begins with "@".', de: 'Der Platz ist länger als 200 Zeichen, kein wohlgeformter Text oder beginnt mit „@“.' },
  'bad-status': { en: 'The status is none that is known, such as active, invited, suspended or removed. If it is none of the assistant, --columns status= leaves it out.', de: 'Der Status ist keiner, der bekannt ist, wie aktiv, eingeladen, gesperrt oder entfernt. Ist er keiner des Assistenten, lässt --columns status= ihn weg.' },
  'bad-enabled': { en: 'It says neither that the account is enabled nor that it is disabled.', de: 'Es sagt weder, dass das Konto aktiviert ist, noch, dass es deaktiviert ist.' },
};

/** A value that cannot be used, by the column or field that holds it. */
export const faultIn = (reason: FaultReason, place: string): Words => ({ en: `${shown(place)}: ${faultReasons[reason].en}`, de: `${shown(place)}: ${faultReasons[reason].de}` });

export const missingPages = (kind: 'users' | 'groups', there: number, total: number): Words => ({
  en: `${numbers.en.format(there)} of ${numbers.en.format(total)} ${kind} are here. ${kind === 'users' ? 'Add the other pages.' : 'Add the other pages; until then nothing is said of groups.'}`,
  de: `${numbers.de.format(there)} von ${numbers.de.format(total)} ${kind === 'users' ? 'Benutzern' : 'Gruppen'} sind hier. ${kind === 'users' ? 'Legen Sie die übrigen Seiten dazu.' : 'Legen Sie die übrigen Seiten dazu; bis dahin wird nichts über Gruppen gesagt.'}`,
});

export const contradiction = (before: string): Words => ({
  en: `It says something else of the same person than ${before}. Nobody can say which is right, so neither is taken.`,
  de: `Hier steht etwas anderes über dieselbe Person als in ${before}. Niemand kann sagen, was stimmt; also gilt keines von beiden.`,
});

export const notComplete = (day: string, saysSeats: boolean): Words => ({
  en: `The list of ${day} has gaps, so it is sent as a part: whoever is missing stays as they were.${saysSeats ? ' Seats are known only once a whole list was sent.' : ''}`,
  de: `Die Liste vom ${day} hat Lücken und wird deshalb als Teil gesendet: Wer fehlt, bleibt, wie er war.${saysSeats ? ' Plätze sind erst bekannt, wenn eine ganze Liste gesendet wurde.' : ''}`,
});

export const saysNothing = (day: string): Words => ({
  en: `The list of ${day} says nothing of anybody: no department, cost centre, group or seat, and not which id and address are one person. Nothing is sent of it.`,
  de: `Die Liste vom ${day} sagt über niemanden etwas: weder Abteilung noch Kostenstelle, Gruppe oder Platz, und auch nicht, welche Kennung und Adresse eine Person sind. Von ihr wird nichts gesendet.`,
});

export const nobodyListed = (day: string): Words => ({ en: `The list of ${day} names nobody, so nothing is sent of it: everybody would leave.`, de: `Die Liste vom ${day} nennt niemanden; von ihr wird nichts gesendet, denn alle wären gegangen.` });

export const listTooLarge = (day: string): Words => ({
  en: `The list of ${day} holds more than ${numbers.en.format(directoryLimits.rows)} people or ${numbers.en.format(directoryLimits.memberships)} memberships in groups. Nothing is sent of it.`,
  de: `Die Liste vom ${day} enthält mehr als ${numbers.de.format(directoryLimits.rows)} Personen oder ${numbers.de.format(directoryLimits.memberships)} Mitgliedschaften in Gruppen. Von ihr wird nichts gesendet.`,
});
