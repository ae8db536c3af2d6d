import type { Account, Additivity, Language } from '@pegel/domain';
import type { ImportSummary, Progress } from '@pegel/importers';
import { refusalText } from '@pegel/presentation';
import { causeIn } from './causes.js';
import type { Kept } from './delivery/rehearsal.js';
import { numberWriters } from './number-writers.js';

/** Counts in messages, with the thousands marked as the language does. */
const counts = numberWriters();
const one = numberWriters({ maximumFractionDigits: 1 });

type ImportOutcome = ImportSummary & Omit<Account, 'droppedFields' | 'errors'>;
type ImportProgress = Progress & { readonly received: number; readonly seconds: number };

/** What only the terminal says. Words that the web says too are in the presentation package. */
const en = {
  badUrl: (url: string) => `"${url}" is not an address such as https://pegel.example.`,
  unreachable: (url: string, error: unknown) => `No answer from ${url}: ${causeIn(error, 'en')}.`,
  answered: (url: string, status: number) => `${url} answered with status ${status}.`,
  notPegel: (url: string) => `What answers at ${url} is not a Pegel server. Check the address.`,
  gaveUp: (attempts: number, sentence: string) => `${sentence} Given up after ${attempts} attempts; run it again later, nothing is counted twice.`,
  /** Why the server refuses something; null where its own sentence is said. */
  refused: (refusal: unknown): string | null => refusalText(refusal, 'en'),
  noToken: "Not signed in: run pegel login, or set PEGEL_TOKEN to a reader's token.",
  sessionEnded: 'Your session has ended. Run pegel login.',
  goesOn: (address: string) => `Then pegel open '${address}' goes on where you were.`,
  brokenKey: 'The token or key has characters that none has, such as spaces, line breaks or …; copy it again, whole and without quotes.',
  noIngestKey: 'No ingest key: set PEGEL_INGEST_KEY, which `pegel init` printed.',
  noPasswordFile: (file: string) => `The password file ${file} cannot be read.`,
  serving: (url: string) => `Pegel serves ${url}. Ctrl+C ends it.`,
  passwordReset: ({ email, sessionsEnded, twoFactorRemoved, twoFactor }: PasswordReset) =>
    [
      `${email} has the new password.`,
      sessionsEnded === 0 ? 'No session was open.' : `${counts.en.format(sessionsEnded)} open ${sessionsEnded === 1 ? 'session was' : 'sessions were'} ended.`,
      ...(twoFactorRemoved ? ['The second factor was removed; it can be set up again after signing in.'] : []),
      ...(twoFactor ? ['A code of the second factor is still asked for; --remove-two-factor takes it away.'] : []),
      'The file with the password is not needed any more.',
    ].join('\n'),
  setUpAt: (address: string) => `There is no organisation yet. Whoever opens this address sets it up, so keep it to yourself: ${address}`,
  serverEnded: 'The server ended unexpectedly.',
  notADemo: (data: string) => `${data} holds something other than a demo. Give an empty folder.`,
  noDemoFolder: (data: string, error: unknown) => `${data} cannot be made a folder: ${causeIn(error, 'en')}. Name one that is empty or does not exist yet.`,
  brokenDemo: (file: string) => `${file} cannot be read. Start again with an empty folder.`,
  demoNames: 'This is a demo: the people and their names are invented.',
  loadingDemo: 'Loading an invented year. This takes a minute.',
  loadingDemoShare: (share: number, events: number) => `Loading an invented year: ${share} %, ${counts.en.format(events)} events`,
  demoReady: ({ url, email, password, token }: ReadyDemo) =>
    [
      `The demo is ready: ${url}`,
      '',
      `  E-mail     ${email}`,
      `  Password   ${password}`,
      '',
      'In another terminal:',
      `  PEGEL_URL=${url} PEGEL_TOKEN=${token} npx --no-install pegel`,
      '',
      'Ctrl+C ends it.',
    ].join('\n'),
  demoGoes: 'Without --data its folder is removed at the end.',
  cutShort: (error: unknown) => `The connection ended before the file did: ${causeIn(error, 'en')}. What was written is not the whole file.`,
  backedUp: (backup: string) => `The folder is of an earlier version and is brought up to date. The database as it was is in ${backup}.`,
  initialised: ({ organisation, ownerToken, ingestKey }: Initialised, data: string) =>
    [
      `Organisation: ${organisation}`,
      '',
      'Keep both keys secret; they are not shown again. The first reads, the second sends:',
      `  export PEGEL_TOKEN=${ownerToken}`,
      `  export PEGEL_INGEST_KEY=${ingestKey}`,
      '',
      `Next:  npx --no-install pegel serve --data ${data}`,
      'The password file is not needed any more.',
    ].join('\n'),
  importing: (progress: ImportProgress) => {
    const { share, speed, left } = pace(progress);
    const read = `${counts.en.format(progress.files)}/${counts.en.format(progress.filesTotal)} files  ${share} %  ${one.en.format(speed)} MB/s`;
    return `${read}${left === null ? '' : `  ${duration(left)} left`}  ${counts.en.format(progress.received)} sent`;
  },
  imported: (outcome: ImportOutcome) => importTable(outcome, 'en', { files: 'files', read: 'records read', skipped: 'skipped', received: 'sent', stored: 'new', duplicate: 'known already', superseded: 'replaced', quarantined: 'set aside', rejected: 'rejected' }),
  wouldImport: (outcome: ImportOutcome, kept: Kept) =>
    [
      importTable(outcome, 'en', { files: 'files', read: 'records read', skipped: 'skipped', received: 'would be sent', stored: 'would be new', duplicate: 'there twice', superseded: 'would be replaced', quarantined: 'would be set aside', rejected: 'would be rejected' }),
      keptTable(kept, 'en', { snapshots: 'directory snapshots', days: (from, to) => `The events are from ${from} to ${to} (UTC).`, nothing: 'Nothing would be stored.' }),
    ].join('\n\n'),
  nothingSent: 'A dry run: nothing was sent. What the server has already would be known to it, and not new.',
  moreProblems: (count: number) => `… and ${counts.en.format(count)} more.`,
  someQuarantined: (count: number) => `${counts.en.format(count)} set aside for a person to look at; ${count === 1 ? 'it does' : 'they do'} not count until then.`,
  someRejected: (count: number) => `${counts.en.format(count)} rejected and not kept.`,
  notTold: (option: string, source: string) => `${option} means nothing to ${source}.`,
  nothingRead: (path: string) => `Nothing in ${path} could be read.`,
  back: 'back',
  scroll: 'scroll',
  columns: 'further columns of a table',
  noView: (address: string) => `"${address}" is no link of a page, such as /nordwind/spend?range=90d.`,
  screenAlone: (command: string) => `Only a screen shows this page; pegel ${command} prints what it has.`,
  otherServer: (of: string, here: string) => `The link is of ${of}, and this terminal reads from ${here}. Where you trust it, give --url ${of}.`,
  noBrowser: (address: string) => `No browser could be opened. The page is at ${address}`,
  noPanel: (name: string, known: string) => `The page has no panel "${name}"; it has ${known}.`,
  lastDays: (days: number) => `${days} days`,
  moreRows: (count: number) => `… ${counts.en.format(count)} more`,
  copied: (tool: string, file: string) => `Copied (${tool}), and kept in ${file}`,
  sentToTerminal: (file: string) => `Sent to the terminal. Otherwise in ${file}`,
  notKept: (error: unknown) => `Sent to the terminal; it could not be kept as a file: ${causeIn(error, 'en')}`,
  exporting: 'Writing files …',
  exported: (names: readonly string[]) => `Written: ${names.join(', ')}`,
  tooSmall: (size: Cells, needed: Cells) => [
    `Terminal is ${size.columns} × ${size.rows}.`,
    `Needed: ${needed.columns} × ${needed.rows} (80 × 24 recommended).`,
    'Enlarge, or run: pegel overview --plain',
    'q quit',
  ],
  completeTo: (day: string) => `complete to ${day}`,
  nothingComplete: 'no complete day yet',
  unknownMetric: (name: string, near: string) => `There is no metric "${name}".${near === '' ? '' : ` ${near}`} pegel metrics lists them all.`,
  oneDay: 'Give either --day, or --range, or --from and --to.',
  eitherDays: 'Give either --range, or --from and --to, not both.',
  otherDay: (missing: string) => `Two days are needed, such as --from 2026-11-01 --to 2026-11-22; ${missing} is missing.`,
  daysOrder: (from: string, to: string) => `--from ${from} must not be after --to ${to}.`,
  whichDays: (ranges: readonly string[]) => `Say which days: with --range one of ${ranges.join(', ')}, or two days such as 2026-10-26..2026-11-22.`,
  addsUp: { additive: 'yes', 'semi-additive': 'not over days', 'non-additive': 'no' } satisfies Record<Additivity, string>,
  addsUpColumn: 'Adds up',
  noServerHere: 'This pegel was installed without the server: it reads numbers and sends events. What serves, founds and repairs runs where Pegel itself is installed.',
  noNumbers: 'None of these numbers exists: each is switched off or without data.',
  stale: (what: readonly string[]) => `The data is stale: ${what.join('; ')}.`,
  staleDay: (day: string, age: string) => `the newest complete day, ${day}, ended ${age} ago`,
  staleSource: (name: string, age: string) => `${name} has delivered nothing for ${age}`,
  outputFailed: (error: unknown) => `The output could not be written: ${causeIn(error, 'en')}.`,
  twoFormats: (format: string) => `--json and --format ${format} ask for two formats. Leave one of them out.`,
  dialectWithoutCsv: (dialect: string, format: string) => `--dialect ${dialect} says how CSV is written, and --format is ${format}. Use --format csv, or leave --dialect out.`,
  moreItems: (before: number) => `There are more: --before ${before}`,
  nothingDecided: 'Nothing was changed; --yes does it.',
  someRefused: (count: number) => `${counts.en.format(count)} of them ${count === 1 ? 'was' : 'were'} not decided.`,
  badItem: (text: string) => `"${text}" is no number of an item; "pegel sources quarantine" lists them.`,
  keyMade: (label: string, id: string, until: string | null) => `"${label}" is made, with the id ${id}, ${until === null ? 'without an end' : `valid until ${until}`}. The secret is printed now and never again.`,
  badKey: (id: string) => `"${id}" is no id of a key; "pegel keys --all" lists them.`,
  badRequest: (id: string) => `"${id}" is no id of a request; "pegel unmask" lists them.`,
  revokedBefore: (label: string) => `${label} was revoked before.`,
  invited: (email: string, role: string, until: string) => `${email} is invited as ${role}, until ${until}. Hand the link on; it is printed now and never again.`,
  noMember: (text: string) => `There is no member ${text}; "pegel members" lists them.`,
  noInvitation: (text: string) => `There is no open invitation ${text}; "pegel members" lists them.`,
  notYours: (email: string) => `The server would refuse this: your role does not allow it with ${email}. Nothing was changed.`,
  left: (organisation: string) => `You are no member of ${organisation} any more.`,
  notSound: (file: string) => `${file} is not what it says it is.`,
};

export type Sentences = typeof en;

const de: Sentences = {
  badUrl: (url) => `„${url}“ ist keine Adresse wie https://pegel.example.`,
  unreachable: (url, error) => `Keine Antwort von ${url}: ${causeIn(error, 'de')}.`,
  answered: (url, status) => `${url} hat mit Status ${status} geantwortet.`,
  notPegel: (url) => `Unter ${url} antwortet kein Pegel-Server. Prüfen Sie die Adresse.`,
  gaveUp: (attempts, sentence) => `${sentence} Nach ${attempts} Versuchen aufgegeben; versuchen Sie es später erneut, nichts wird doppelt gezählt.`,
  refused: (refusal) => refusalText(refusal, 'de'),
  noToken: 'Nicht angemeldet: Rufen Sie pegel login auf, oder setzen Sie PEGEL_TOKEN auf das Token einer lesenden Person.',
  sessionEnded: 'Ihre Sitzung ist zu Ende. Rufen Sie pegel login auf.',
  goesOn: (address) => `Danach geht es mit pegel open '${address}' weiter, wo Sie waren.`,
  brokenKey: 'Das Token oder der Schlüssel enthält Zeichen, die keines hat, etwa Leerzeichen, Zeilenumbrüche oder …; kopieren Sie es noch einmal, ganz und ohne Anführungszeichen.',
  noIngestKey: 'Kein Schlüssel zum Senden: Setzen Sie PEGEL_INGEST_KEY; `pegel init` hat ihn ausgegeben.',
  noPasswordFile: (file) => `Die Passwortdatei ${file} kann nicht gelesen werden.`,
  serving: (url) => `Pegel läuft unter ${url}. Strg+C beendet es.`,
  passwordReset: ({ email, sessionsEnded, twoFactorRemoved, twoFactor }) =>
    [
      `${email} hat das neue Passwort.`,
      sessionsEnded === 0 ? 'Es war keine Sitzung offen.' : `${counts.de.format(sessionsEnded)} offene ${sessionsEnded === 1 ? 'Sitzung wurde' : 'Sitzungen wurden'} beendet.`,
      ...(twoFactorRemoved ? ['Der zweite Faktor wurde entfernt; er lässt sich nach der Anmeldung neu einrichten.'] : []),
      ...(twoFactor ? ['Ein Code des zweiten Faktors wird weiterhin verlangt; --remove-two-factor entfernt ihn.'] : []),
      'Die Datei mit dem Passwort wird nicht mehr gebraucht.',
    ].join('\n'),
  setUpAt: (address) => `Es gibt noch keine Organisation. Wer diese Adresse öffnet, richtet sie ein; geben Sie sie nicht weiter: ${address}`,
  serverEnded: 'Der Server hat sich unerwartet beendet.',
  notADemo: (data) => `${data} enthält etwas anderes als eine Demo. Geben Sie einen leeren Ordner an.`,
  noDemoFolder: (data, error) => `${data} kann kein Ordner werden: ${causeIn(error, 'de')}. Nennen Sie einen, der leer ist oder den es noch nicht gibt.`,
  brokenDemo: (file) => `${file} ist nicht lesbar. Beginnen Sie neu mit einem leeren Ordner.`,
  demoNames: 'Dies ist eine Demo: Die Personen und ihre Namen sind erfunden.',
  loadingDemo: 'Ein erfundenes Jahr wird geladen. Das dauert eine Minute.',
  loadingDemoShare: (share, events) => `Ein erfundenes Jahr wird geladen: ${share} %, ${counts.de.format(events)} Ereignisse`,
  demoReady: ({ url, email, password, token }) =>
    [
      `Die Demo ist bereit: ${url}`,
      '',
      `  E-Mail     ${email}`,
      `  Passwort   ${password}`,
      '',
      'In einem anderen Terminal:',
      `  PEGEL_URL=${url} PEGEL_TOKEN=${token} npx --no-install pegel`,
      '',
      'Strg+C beendet sie.',
    ].join('\n'),
  demoGoes: 'Ohne --data wird ihr Ordner am Ende entfernt.',
  cutShort: (error) => `Die Verbindung endete vor der Datei: ${causeIn(error, 'de')}. Was geschrieben wurde, ist nicht die ganze Datei.`,
  backedUp: (backup) => `Der Ordner stammt von einer früheren Version und wird auf den neuen Stand gebracht. Die Datenbank, wie sie war, liegt in ${backup}.`,
  initialised: ({ organisation, ownerToken, ingestKey }, data) =>
    [
      `Organisation: ${organisation}`,
      '',
      'Halten Sie beide Schlüssel geheim; sie werden nicht noch einmal angezeigt. Der erste liest, der zweite sendet:',
      `  export PEGEL_TOKEN=${ownerToken}`,
      `  export PEGEL_INGEST_KEY=${ingestKey}`,
      '',
      `Weiter:  npx --no-install pegel serve --data ${data}`,
      'Die Datei mit dem Passwort wird nicht mehr gebraucht.',
    ].join('\n'),
  importing: (progress) => {
    const { share, speed, left } = pace(progress);
    const read = `${counts.de.format(progress.files)}/${counts.de.format(progress.filesTotal)} Dateien  ${share} %  ${one.de.format(speed)} MB/s`;
    return `${read}${left === null ? '' : `  noch ${duration(left)}`}  ${counts.de.format(progress.received)} gesendet`;
  },
  imported: (outcome) => importTable(outcome, 'de', { files: 'Dateien', read: 'gelesene Datensätze', skipped: 'übersprungen', received: 'gesendet', stored: 'neu', duplicate: 'schon bekannt', superseded: 'ersetzt', quarantined: 'zurückgestellt', rejected: 'abgelehnt' }),
  wouldImport: (outcome, kept) =>
    [
      importTable(outcome, 'de', { files: 'Dateien', read: 'gelesene Datensätze', skipped: 'übersprungen', received: 'würden gesendet', stored: 'wären neu', duplicate: 'doppelt vorhanden', superseded: 'würden ersetzt', quarantined: 'würden zurückgestellt', rejected: 'würden abgelehnt' }),
      keptTable(kept, 'de', { snapshots: 'Stände des Verzeichnisses', days: (from, to) => `Die Ereignisse sind vom ${from} bis ${to} (UTC).`, nothing: 'Gespeichert würde nichts.' }),
    ].join('\n\n'),
  nothingSent: 'Ein Probelauf: Gesendet wurde nichts. Was der Server schon hat, wäre ihm bekannt und nicht neu.',
  moreProblems: (count) => `… und ${counts.de.format(count)} weitere.`,
  someQuarantined: (count) => `${counts.de.format(count)} zur Durchsicht zurückgestellt; bis dahin ${count === 1 ? 'zählt es' : 'zählen sie'} nicht.`,
  someRejected: (count) => `${counts.de.format(count)} abgelehnt und nicht behalten.`,
  notTold: (option, source) => `${option} bedeutet für ${source} nichts.`,
  nothingRead: (path) => `In ${path} war nichts lesbar.`,
  back: 'zurück',
  scroll: 'blättern',
  columns: 'weitere Spalten einer Tabelle',
  noView: (address) => `„${address}“ ist kein Link einer Seite, etwa /nordwind/spend?range=90d.`,
  screenAlone: (command) => `Diese Seite zeigt nur ein Bildschirm; pegel ${command} gibt aus, was auf ihr steht.`,
  otherServer: (of, here) => `Der Link ist von ${of}, und dieses Terminal liest von ${here}. Wenn Sie ihm vertrauen, geben Sie --url ${of} an.`,
  noBrowser: (address) => `Es ließ sich kein Browser öffnen. Die Seite steht unter ${address}`,
  noPanel: (name, known) => `Die Seite hat keinen Bereich „${name}“; sie hat ${known}.`,
  lastDays: (days) => `${days} Tage`,
  moreRows: (count) => `… ${counts.de.format(count)} weitere`,
  copied: (tool, file) => `Kopiert (${tool}) und abgelegt in ${file}`,
  sentToTerminal: (file) => `Ans Terminal gesendet. Notfalls in ${file}`,
  notKept: (error) => `Ans Terminal gesendet; als Datei ließ es sich nicht ablegen: ${causeIn(error, 'de')}`,
  exporting: 'Dateien werden geschrieben …',
  exported: (names) => `Geschrieben: ${names.join(', ')}`,
  tooSmall: (size, needed) => [
    `Das Terminal hat ${size.columns} × ${size.rows} Zeichen.`,
    `Nötig: ${needed.columns} × ${needed.rows} (empfohlen 80 × 24).`,
    'Vergrößern Sie es, oder: pegel overview --plain',
    'q Beenden',
  ],
  completeTo: (day) => `vollständig bis ${day}`,
  nothingComplete: 'noch kein vollständiger Tag',
  unknownMetric: (name, near) => `Die Kennzahl „${name}“ gibt es nicht.${near === '' ? '' : ` ${near}`} pegel metrics nennt alle.`,
  oneDay: 'Geben Sie entweder --day an, oder --range, oder --from und --to.',
  eitherDays: 'Geben Sie entweder --range an, oder --from und --to, nicht beides.',
  otherDay: (missing) => `Zwei Tage sind nötig, etwa --from 2026-11-01 --to 2026-11-22; ${missing} fehlt.`,
  daysOrder: (from, to) => `--from ${from} darf nicht nach --to ${to} liegen.`,
  whichDays: (ranges) => `Sagen Sie, welche Tage: mit --range eines von ${ranges.join(', ')} oder zwei Tage wie 2026-10-26..2026-11-22.`,
  addsUp: { additive: 'ja', 'semi-additive': 'nicht über Tage', 'non-additive': 'nein' },
  addsUpColumn: 'Addierbar',
  noServerHere: 'Dieses pegel ist ohne den Server installiert: Es liest Zahlen und sendet Ereignisse. Was bereitstellt, anlegt und repariert, läuft dort, wo Pegel selbst installiert ist.',
  noNumbers: 'Keine dieser Zahlen gibt es: Alle sind ausgeschaltet oder ohne Daten.',
  stale: (what) => `Die Daten sind veraltet: ${what.join('; ')}.`,
  staleDay: (day, age) => `der neueste vollständige Tag, ${day}, ist seit ${age} vorbei`,
  staleSource: (name, age) => `${name} hat seit ${age} nichts geliefert`,
  outputFailed: (error) => `Die Ausgabe konnte nicht geschrieben werden: ${causeIn(error, 'de')}.`,
  twoFormats: (format) => `--json und --format ${format} verlangen zwei Formate. Lassen Sie eines davon weg.`,
  dialectWithoutCsv: (dialect, format) => `--dialect ${dialect} sagt, wie CSV geschrieben wird, und --format ist ${format}. Verwenden Sie --format csv, oder lassen Sie --dialect weg.`,
  moreItems: (before) => `Es gibt mehr: --before ${before}`,
  nothingDecided: 'Es wurde nichts geändert; --yes tut es.',
  someRefused: (count) => `Über ${counts.de.format(count)} davon wurde nicht entschieden.`,
  badItem: (text) => `„${text}“ ist keine Nummer eines Eintrags; „pegel sources quarantine“ nennt sie.`,
  keyMade: (label, id, until) => `„${label}“ ist angelegt, mit der Kennung ${id}, ${until === null ? 'ohne Ende' : `gültig bis ${until}`}. Das Geheimnis wird jetzt ausgegeben und nie wieder.`,
  badKey: (id) => `„${id}“ ist keine Kennung eines Schlüssels; „pegel keys --all“ nennt sie.`,
  badRequest: (id) => `„${id}“ ist keine Kennung eines Antrags; „pegel unmask“ nennt sie.`,
  revokedBefore: (label) => `${label} war schon widerrufen.`,
  invited: (email, role, until) => `${email} ist als ${role} eingeladen, bis ${until}. Geben Sie den Link weiter; er wird jetzt ausgegeben und nie wieder.`,
  noMember: (text) => `Es gibt kein Mitglied ${text}; „pegel members“ nennt alle.`,
  noInvitation: (text) => `Es gibt keine offene Einladung ${text}; „pegel members“ nennt alle.`,
  notYours: (email) => `Der Server würde es ablehnen: Ihre Rolle erlaubt das mit ${email} nicht. Es wurde nichts geändert.`,
  left: (organisation) => `Sie sind kein Mitglied von ${organisation} mehr.`,
  notSound: (file) => `${file} ist nicht, was es zu sein sagt.`,
};

export const sentences: Readonly<Record<Language, Sentences>> = { en, de };

interface ReadyDemo {
  readonly url: string;
  readonly email: string;
  readonly password: string;
  readonly token: string;
}

interface Cells {
  readonly columns: number;
  readonly rows: number;
}

interface PasswordReset {
  readonly email: string;
  readonly sessionsEnded: number;
  readonly twoFactorRemoved: boolean;
  readonly twoFactor: boolean;
}

interface Initialised {
  readonly organisation: string;
  readonly ownerToken: string;
  readonly ingestKey: string;
}

/** How fast files are read and how long the rest takes, once there is enough to judge by. */
function pace({ bytes, bytesTotal, seconds }: ImportProgress): { share: number; speed: number; left: number | null } {
  const share = bytesTotal === 0 ? 100 : Math.min(100, Math.floor((bytes / bytesTotal) * 100));
  const speed = seconds === 0 ? 0 : bytes / 1_000_000 / seconds;
  return { share, speed, left: bytes === 0 || bytes >= bytesTotal || seconds < 1 ? null : ((bytesTotal - bytes) / bytes) * seconds };
}

/** A span of time in the short form both languages read: `2:05 min`, `40 s`. */
const duration = (seconds: number): string =>
  seconds < 60 ? `${Math.ceil(seconds)} s` : `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')} min`;

type CountedOutcome = Exclude<keyof ImportOutcome, 'source' | 'skipped'>;

function importTable(outcome: ImportOutcome, language: Language, labels: Readonly<Record<CountedOutcome | 'skipped', string>>): string {
  const rows = (['files', 'read', 'received', 'stored', 'duplicate', 'superseded', 'quarantined', 'rejected'] as const).map(
    (key): [string, number] => [labels[key], outcome[key]],
  );
  const skipped = Object.entries(outcome.skipped).map(([reason, count]): [string, number] => [`${labels.skipped}: ${reason}`, count]);
  return [outcome.source, ...countLines([...rows.slice(0, 2), ...skipped, ...rows.slice(2)], language)].join('\n');
}

/** What would be kept, by its names in the contract. */
function keptTable({ events, snapshots, firstDay, lastDay }: Kept, language: Language, labels: { readonly snapshots: string; readonly days: (from: string, to: string) => string; readonly nothing: string }): string {
  const rows: [string, number][] = [...Object.entries(events), ...(snapshots > 0 ? [[labels.snapshots, snapshots] satisfies [string, number]] : [])];
  if (rows.length === 0) return labels.nothing;
  return [...(firstDay === null || lastDay === null ? [] : [labels.days(firstDay, lastDay)]), ...countLines(rows, language)].join('\n');
}

/** Names and counts in two columns. */
function countLines(rows: readonly (readonly [string, number])[], language: Language): string[] {
  const all = rows.map(([label, count]) => [label, counts[language].format(count)] as const);
  const labelWidth = Math.max(...all.map(([label]) => label.length));
  const countWidth = Math.max(...all.map(([, count]) => count.length));
  return all.map(([label, count]) => `  ${label.padEnd(labelWidth)}  ${count.padStart(countWidth)}`);
}
