import { operationNamed, permissionsOf, roleNames, roles, rolesFor, type RoleName } from '@pegel/domain';
import type { GermanRefusals } from './german-refusals.js';

const inWords = new Intl.ListFormat('de', { type: 'conjunction' });
const allowed = (names: readonly RoleName[]): string => inWords.format(names.map((name) => `${roles[name].label}s`));
const either = (names: string): string => names.split(', ').map((name) => `„${name}“`).join(' oder ');

/** Whom the server does not know, what is not for whoever asks, and what it cannot do at the moment, in German. */
export const accessRefusalsDe: GermanRefusals<'access'> = {
  'sign-in-first': () => 'Melden Sie sich zuerst an, oder senden Sie ein Token zum Lesen als „Authorization: Bearer pegel_reader_…“.',
  'authorization-malformed': () => 'Die Kopfzeile Authorization muss aus „Bearer“, einem Leerzeichen und einem Token bestehen.',
  'credential-mistyped': () => 'Das ist kein ganzes Token und kein ganzer Schlüssel: Ein Zeichen fehlt, ist zu viel oder falsch. Kopieren Sie noch einmal, vom ersten bis zum letzten Zeichen.',
  'key-first': () => 'Senden Sie einen Schlüssel als „Authorization: Bearer pegel_ingest_…“.',
  'key-malformed': () => 'Die Kopfzeile Authorization muss aus „Bearer“, einem Leerzeichen und einem Schlüssel bestehen.',
  'token-ended': () => 'Dieses Token ist unbekannt, abgelaufen oder widerrufen.',
  'key-ended': () => 'Dieser Schlüssel ist unbekannt, abgelaufen oder widerrufen.',
  'session-ended': () => 'Mit dieser Sitzung ist niemand angemeldet; melden Sie sich noch einmal an.',
  'snapshot-ahead': ({ at }) => `takenAt (${at}) liegt mehr als 24 Stunden vor der Uhr des Servers.`,
  'organisation-unsaid': ({ organisations }) => `Sagen Sie, welche Organisation Sie meinen; Ihre sind ${organisations}.`,

  'usage-closed': () => `Nutzungsanalysen sind für ${allowed(roleNames.filter((role) => permissionsOf(role).has('view:usage')))} verfügbar.`,
  'not-permitted': ({ operation }) => {
    const known = operationNamed(operation);
    return known === null ? 'Dazu sind Sie hier nicht berechtigt.' : `Das dürfen hier nur ${allowed(rolesFor(known))}.`;
  },
  'token-sends-none': () => 'Das ist ein Token zum Lesen; es sendet nichts. Nehmen Sie einen Schlüssel zum Senden; er beginnt mit pegel_ingest_.',
  'key-scope': ({ scopes, scope }) => `Dieser Schlüssel sendet ${scopes.split(', ').join(' und ')}, nicht ${scope}. Nehmen Sie einen, der ${scope} sendet.`,
  'key-source': ({ sources, source }) => `Dieser Schlüssel sendet nur als die Quelle ${either(sources)}, nicht als „${source}“.`,
  'key-not-own': () => `Schlüssel widerrufen ${allowed(rolesFor('change-keys'))} und wer sie angelegt hat.`,
  'key-reads-none': () => 'Das ist ein Schlüssel zum Senden; er liest nichts. Nehmen Sie ein Token zum Lesen; es beginnt mit pegel_reader_.',

  'exports-at-once': ({ most }) => `Höchstens ${most} Exporte einer Organisation laufen zugleich; warten Sie, bis einer fertig ist.`,
  'attempts-many': ({ seconds }) => `Zu viele Versuche; warten Sie ${seconds} Sekunden.`,
  'sent-at-once': () => 'Für diese Organisation wird gerade zu viel auf einmal gesendet; senden Sie weniger zugleich, oder versuchen Sie es gleich noch einmal.',
  'disk-full': () => 'Der Datenträger nimmt gerade nichts mehr auf; von dieser Anfrage wurde nichts gespeichert. Versuchen Sie es später noch einmal.',
  'database-busy': () => 'Die Datenbank ist beschäftigt; von dieser Anfrage wurde nichts gespeichert. Versuchen Sie es noch einmal.',
  'numbers-preparing': () => 'Woraus diese Zahlen gezählt werden, wird nach dem Start noch vorbereitet; bei sehr vielen Ereignissen dauert das ein paar Minuten. Fragen Sie gleich noch einmal.',
  'kept-unknown': () => 'Der Datenträger hat beim Schreiben versagt, und ob es gespeichert ist, ist nicht bekannt. Senden Sie es noch einmal: Was zweimal ankommt, zählt einmal.',
  'journal-closed': () => 'Das müsste ins Protokoll, und das nimmt gerade keinen Eintrag an; deshalb wurde es nicht getan, und nichts wird gezeigt. Wer den Server betreibt, findet den Grund in seinem Log.',
  'folder-gone': () => 'Der Datenordner dieses Servers wurde im Betrieb entfernt, verschoben oder ersetzt; von dieser Anfrage ist nichts gespeichert. Wer den Server betreibt, muss den Ordner zurückbringen und den Server neu starten.',
  'server-stopping': () => 'Der Server wird gerade beendet; von dieser Anfrage wurde nichts gespeichert.',
  'organisation-none': () => 'Dieser Server hat noch keine Organisation. Wer ihn betreibt, richtet eine ein, unter der Adresse, die er beim Start ausgegeben hat.',
  'server-failed': ({ request }) => `Hier ist etwas schiefgegangen; im Log des Servers steht es unter ${request}.`,
};
