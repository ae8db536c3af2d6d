import type { HappeningName } from '@pegel/domain';
import type { Told } from './journal-told.js';
import { plural } from './plural.js';
import type { journalEn } from './words-journal-en.js';

/** Was über Einträge des Protokolls gesagt wird, auf Deutsch. */
export const journalDe: typeof journalEn = {
  actors: { account: 'Konto', token: 'Token', key: 'Schlüssel', operator: 'wer den Server betreibt', nobody: 'unbekannt' },
  chain: 'Kette',
  names: { full: 'vollen Namen', initials: 'Initialen', pseudonyms: 'Pseudonymen', off: 'keinen Zahlen je Person' },
  reasons: {
    unknown: 'mit einem Nachweis, der nichts öffnet', 'not-here': 'dort nicht zu Hause', 'not-permitted': 'nicht berechtigt', 'other-site': 'von einer fremden Seite veranlasst',
  },
  signInReasons: {
    'wrong-password': 'das Passwort war falsch', 'wrong-code': 'der Code war falsch', 'used-code': 'der Code war schon benutzt', 'too-many-attempts': 'zu viele Versuche',
    'access-denied': 'beim Identitätsanbieter abgelehnt', 'signup-disabled': 'weder Konto noch Einladung', 'account-not-linked': 'das Konto gehört beim Identitätsanbieter jemand anderem',
    'email-not-verified': 'der Identitätsanbieter steht nicht für die Adresse ein', 'state-mismatch': 'woanders begonnen, zu lange her oder schon benutzt', failed: 'der Identitätsanbieter gab keine brauchbare Antwort',
  },
  factors: { password: 'mit Passwort', totp: 'mit Passwort und Code', 'backup-code': 'mit Passwort und Ersatzcode', device: 'durch ein bestätigtes Terminal', oidc: 'über den Identitätsanbieter' },
  clients: { browser: 'im Browser', terminal: 'im Terminal' },
  twoFactor: { 'turned-on': 'Zwei-Faktor-Anmeldung eingeschaltet', 'turned-off': 'Zwei-Faktor-Anmeldung ausgeschaltet', 'new-backup-codes': 'Neue Ersatzcodes für die Zwei-Faktor-Anmeldung' },
  scopes: { events: 'Ereignisse', directory: 'das Verzeichnis' },
  operations: {
    'read-health': 'Zustand abfragen', 'read-dashboard-files': 'Dashboard laden', 'read-set-up': 'Einrichtung abfragen', 'set-up': 'Einrichten',
    'sign-in': 'Anmelden', 'sign-out': 'Abmelden', 'read-session': 'Sitzung abfragen', 'read-invitation': 'Einladung lesen', 'accept-invitation': 'Einladung annehmen',
    'begin-device-sign-in': 'Terminal anmelden', 'decide-device-sign-in': 'über ein Terminal entscheiden', 'manage-own-account': 'eigenes Konto', 'read-own-organisations': 'eigene Organisationen',
    'read-reader': 'Eintreten', 'read-report': 'Bericht', 'read-groups': 'Liste der Gruppen', 'export-report': 'Bericht als Datei', 'export-spend-by-user': 'Ausgaben je Person als Datei', 'read-invite-counts': 'Anzahl der Einladungen', 'read-invites': 'wer eingeladen ist', 'export-invites': 'wer eingeladen ist, als Datei', 'follow-changes': 'Änderungen verfolgen',
    'read-sources': 'Datenquellen', 'read-quarantine': 'Quarantäne', 'decide-quarantine': 'über Quarantäne entscheiden', 'read-settings': 'Einstellungen', 'change-settings': 'Einstellungen ändern',
    'read-members': 'Mitglieder', 'change-members': 'Mitglieder ändern', 'change-own-membership': 'eigene Mitgliedschaft ändern', 'read-keys': 'Schlüssel', 'change-keys': 'Schlüssel ändern',
    'read-journal': 'Protokoll', 'export-journal': 'Protokoll als Datei',
    'read-unmaskings': 'Anträge auf Namen', 'request-unmasking': 'Namen beantragen', 'decide-unmasking': 'über einen Antrag auf Namen entscheiden', 'erase-person': 'eine Person löschen',
    'read-own-data': 'eigene Daten', 'export-own-data': 'eigene Daten als Datei', 'read-privacy-report': 'Datenschutzbericht', 'send-events': 'Ereignisse senden', 'send-directory': 'Verzeichnis senden',
  },
  anything: 'etwas',
  gone: 'nicht mehr vorhanden',
  more: (count, number) => (count === 1 ? '1 weiteres Mal seit dem vorigen Eintrag' : `weitere ${number} Mal seit dem vorigen Eintrag`),
  others: (count, number) => `${number} weitere ${plural(count, 'Ablehnung', 'Ablehnungen')} unbekannter Herkunft davor ${plural(count, 'hat', 'haben')} keinen Eintrag`,
  hidden: 'wessen Zahlen es sind, wird Ihnen nicht gezeigt',
  days: (range) => `für ${range}`,
  from: (day) => `ab ${day}`,
  to: (day) => `bis ${day}`,
  only: (happening) => `nur „${happening}“`,
  rows: (count, number) => `${number} ${plural(count, 'Zeile', 'Zeilen')}`,
};

const grounds = (told: Told): string => (told.has('purpose') ? `, Zweck: „${told.text('purpose')}“` : '') + (told.has('unmasking') ? ', mit Namen, die ein genehmigter Antrag zeigte' : '');
const peopleOf = (count: number): string => `${count} ${plural(count, 'Person', 'Personen')}`;
/** Whose they are, and so how many, is not told everybody. */
const namesOf = (count: number): string => (count === 0 ? 'Namen' : `Namen von ${peopleOf(count)}`);

export const journalSentencesDe: Readonly<Record<HappeningName, (told: Told) => string>> = {
  'organisation-founded': ({ word, text }) => `Organisation eingerichtet mit ${word('names', journalDe.names)}, Tage von ${text('timeZone')}`,
  'signed-in': ({ word }) => `Angemeldet ${word('with', journalDe.factors)}, ${word('client', journalDe.clients)}`,
  'sign-in-refused': ({ word, has, called }) => `Anmeldung ${has('account') ? `von ${called('account')} ` : ''}abgelehnt: ${word('reason', journalDe.signInReasons)}`,
  'signed-out': () => 'Abgemeldet',
  'session-ended': ({ count, number }) => (count('sessions') === 1 ? 'Eine Sitzung beendet' : `${number('sessions')} andere Sitzungen beendet`),
  'password-changed': ({ raw, has, called }) => (raw('change') === 'removed' ? 'Passwort entfernt, da der Identitätsanbieter sagt, wessen Adresse es ist' : `Passwort ${has('account') ? `von ${called('account')} ` : ''}geändert`),
  'two-factor-changed': ({ word, has, called }) => `${word('change', journalDe.twoFactor)}${has('account') ? ` für ${called('account')}` : ''}`,
  'device-decided': ({ raw }) => `Anmeldung eines Terminals ${raw('decision') === 'approved' ? 'bestätigt' : 'abgelehnt'}`,
  refused: ({ word, has }) => `Abgewiesen${has('operation') ? ` (${word('operation', journalDe.operations)})` : ''}: ${word('why', journalDe.reasons)}`,
  'member-invited': ({ called, role, grants }) => `${called('invitation')} als ${role('role')} eingeladen${grants('grants', '; darf außerdem')}`,
  'invitation-withdrawn': ({ called, has }) => `Einladung von ${called('invitation')} ${has('replacedBy') ? 'durch eine neue ersetzt' : 'zurückgezogen'}`,
  'invitation-accepted': ({ role, grants }) => `Einladung angenommen; von da an Mitglied als ${role('role')}${grants('grants', '; darf außerdem')}`,
  'role-changed': ({ called, role, grants }) => `${called('member')} ist ${role('role')} statt ${role('was')}${grants('grants', ' und darf außerdem')}`,
  'member-removed': ({ called, role }) => `${called('member')}, bisher ${role('was')}, ist kein Mitglied mehr`,
  'primary-owner-transferred': ({ called }) => `${called('to')} ist Primary Owner statt ${called('from')}`,
  'settings-changed': ({ settings }) => `Einstellungen geändert: ${settings('settings')}`,
  'key-made': ({ raw, called, words, permissions, has, date }) =>
    `${raw('kind') === 'ingest' ? `Schlüssel ${called('key')} angelegt, darf senden: ${words('scopes', journalDe.scopes)}` : `Lesetoken ${called('key')} angelegt, darf: ${has('permissions') ? permissions('permissions') : 'was darf, wer es angelegt hat'}`}${has('expires') ? `, bis ${date('expires')}` : ''}`,
  'key-revoked': ({ raw, called }) => `${raw('kind') === 'ingest' ? 'Schlüssel' : 'Lesetoken'} ${called('key')} widerrufen`,
  'quarantine-decided': ({ raw, items, length }) => `Aus der Quarantäne ${raw('verb') === 'release' ? 'freigegeben' : 'verworfen'}: ${plural(length('items'), 'Eintrag', 'Einträge')} ${items('items')}`,
  'people-viewed': (told) => {
    switch (told.raw('what')) {
      case 'quarantine':
        return `Einträge der Quarantäne angesehen, die Personen nennen${told.rows()}`;
      case 'erasure':
        return 'Nachgesehen, was mit der Löschung einer Person entfiele';
      case 'spend-by-user':
        return `Erste Zeilen der Ausgaben je Person angesehen${told.days()}${grounds(told)}`;
      case 'invites':
        return `Angesehen, wer eingeladen ist${told.days()}${told.rows()}${grounds(told)}`;
      default:
        return `Angesehen: ${told.report()}${grounds(told)}`;
    }
  },
  exported: (told) => {
    switch (told.raw('what')) {
      case 'report':
        return `Als ${told.format()} exportiert: ${told.report()}${grounds(told)}`;
      case 'invites':
        return `Als ${told.format()} exportiert: wer eingeladen ist${told.days()}${told.rows()}${grounds(told)}`;
      case 'journal':
        return `Protokoll als ${told.format()} exportiert${told.days()}`;
      default:
        return `Ausgaben je Person als ${told.format()} exportiert${told.days()}${grounds(told)}`;
    }
  },
  'unmasking-requested': ({ number, length }) => `${namesOf(length('people'))} beantragt, für ${number('hours')} Std.`,
  'unmasking-approved': ({ called, number, length }) => `${namesOf(length('people'))} gezeigt: ${called('requester')}, für ${number('hours')} Std.`,
  'unmasking-refused': ({ called }) => `Antrag auf Namen abgelehnt: ${called('requester')}`,
  'unmasking-withdrawn': () => 'Antrag auf Namen zurückgezogen',
  'unmasking-closed': ({ called, raw }) => `Namen wieder verborgen: ${called('requester')}${raw('end') === 'over' ? ', da die Zeit um war' : ''}`,
  'person-erased': () => 'Eine Person gelöscht: Die Zahlen bleiben, und nichts sagt, wessen sie waren',
  'people-expired': ({ count }) => `Frist für Daten je Person abgelaufen: Bekanntes über ${peopleOf(count('people'))} gelöscht`,
  'own-data-viewed': ({ raw, format }) => (raw('format') === '' ? 'Eigene Daten angesehen' : `Eigene Daten als ${format()} exportiert`),
  'journal-viewed': (told) => `Protokoll eingesehen${told.only()}${told.days()}`,
};
