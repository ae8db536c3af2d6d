import { happeningNames, languages, type HappeningName, type JournalEntryView, type JournalParticulars } from '@pegel/domain';
import fc from 'fast-check';
import Papa from 'papaparse';
import { expect, test } from 'vitest';
import { journalFile } from './journal-csv.js';
import { formulas } from './testing/index.js';
import { happeningLabel, journalActor, journalSentence } from './journal.js';

const entry = (happening: HappeningName, about: JournalParticulars = {}, changes: Partial<JournalEntryView> = {}): JournalEntryView => ({
  number: 1, at: '2026-11-24T09:00:00.000Z', by: { kind: 'account', id: 'u1', name: 'h@nordwind.example' }, from: '192.0.2.1', happening, about, names: {}, hidden: [], hash: 'f'.repeat(64), ...changes,
});
const names = { u2: 'ben@nordwind.example', i1: 'new@nordwind.example', abc: 'gateway' };
const report = { what: 'report', metrics: ['messages', 'chats'], from: '2026-11-01', to: '2026-11-22', grain: 'day', by: 'person', rows: 1_200 };

const samples: readonly JournalEntryView[] = [
  entry('organisation-founded', { names: 'full', timeZone: 'Europe/Berlin' }),
  entry('signed-in', { with: 'totp', client: 'browser' }),
  entry('sign-in-refused', { reason: 'wrong-password', isKnown: false }),
  entry('sign-in-refused', { reason: 'too-many-attempts', account: 'u2' }, { names }),
  entry('signed-out'),
  entry('session-ended', { sessions: 1 }),
  entry('session-ended', { sessions: 3 }),
  entry('sign-in-refused', { reason: 'signup-disabled', with: 'oidc', isKnown: false }),
  entry('password-changed'),
  entry('password-changed', { account: 'u2' }, { names }),
  entry('password-changed', { change: 'removed', with: 'oidc' }),
  entry('two-factor-changed', { change: 'turned-on' }),
  entry('two-factor-changed', { account: 'u2', change: 'turned-off' }, { names }),
  entry('device-decided', { decision: 'approved' }),
  entry('refused', { operation: 'read-report', why: 'not-permitted', more: 5 }),
  entry('refused', { why: 'other-site', others: 1 }),
  entry('member-invited', { invitation: 'i1', role: 'admin', grants: ['view:usage'], days: 7 }, { names }),
  entry('invitation-withdrawn', { invitation: 'i1' }, { names }),
  entry('invitation-accepted', { invitation: 'i1', role: 'member', grants: [] }, { names }),
  entry('role-changed', { member: 'u2', was: 'member', hadGrants: [], role: 'owner', grants: [] }, { names }),
  entry('member-removed', { member: 'u2', was: 'auditor', hadGrants: [] }, { names }),
  entry('primary-owner-transferred', { from: 'u9', to: 'u2' }, { names }),
  entry('settings-changed', { settings: ['timeZone', 'sourceOrder'] }),
  entry('key-made', { key: 'abc', kind: 'ingest', scopes: ['events', 'directory'], expires: '2027-01-31T00:00:00.000Z' }, { names }),
  entry('key-made', { key: 'abc', kind: 'reader', permissions: ['view:usage', 'view:spend'], expires: null }, { names }),
  entry('key-revoked', { key: 'abc', kind: 'reader' }, { names }),
  entry('quarantine-decided', { verb: 'release', items: ['7', '8'] }),
  entry('people-viewed', report),
  entry('people-viewed', { ...report, by: null, filters: ['person', 'model'], people: ['p_1'], rows: 1, more: 1 }),
  entry('people-viewed', { ...report, by: null, filters: ['person'] }, { hidden: ['people'] }),
  entry('people-viewed', { ...report, rows: 2, purpose: 'Cost allocation' }),
  entry('people-viewed', { ...report, rows: 2, purpose: 'Security', unmasking: ['n1'] }),
  entry('people-viewed', { what: 'quarantine', rows: 2 }),
  entry('exported', { ...report, format: 'csv', by: null }),
  entry('exported', { what: 'spend-by-user', format: 'csv', from: '2026-11-01', to: '2026-11-30' }),
  entry('exported', { what: 'spend-by-user', format: 'csv', from: '2026-11-01', to: '2026-11-30', purpose: 'Cost allocation' }),
  entry('exported', { what: 'journal', format: 'ndjson' }),
  entry('unmasking-requested', { request: 'n1', people: ['p_1'], hours: 1 }),
  entry('unmasking-requested', { request: 'n1', hours: 1 }, { hidden: ['people'] }),
  entry('unmasking-approved', { request: 'n1', requester: 'u2', people: ['p_1', 'p_2'], hours: 24 }, { names }),
  entry('unmasking-refused', { request: 'n1', requester: 'u2' }, { names }),
  entry('unmasking-withdrawn', { request: 'n1' }),
  entry('unmasking-closed', { request: 'n1', requester: 'u2', end: 'over' }, { names }),
  entry('person-erased'),
  entry('people-expired', { people: 3 }),
  entry('own-data-viewed'),
  entry('own-data-viewed', { format: 'json' }),
  entry('journal-viewed', { only: 'refused', from: '2026-11-01' }),
];

test('an entry is said in a sentence', () => {
  expect(new Set(samples.map(({ happening }) => happening))).toEqual(new Set(happeningNames));
  expect(samples.map((sample) => journalSentence(sample, 'en')).join('\n')).toMatchInlineSnapshot(`
    "Organisation set up with full names, days of Europe/Berlin.
    Signed in with a password and a code, in a browser.
    Sign-in refused: the password was wrong.
    Sign-in of ben@nordwind.example refused: too many attempts.
    Signed out.
    A session ended.
    3 other sessions ended.
    Sign-in refused: neither an account nor an invitation.
    Password changed.
    Password of ben@nordwind.example changed.
    Password removed, since the identity provider says whose address it is.
    Two-factor sign-in turned on.
    Two-factor sign-in turned off for ben@nordwind.example.
    Sign-in of a terminal approved.
    Turned away from a report: not permitted; 5 more times since the entry before.
    Turned away: asked by a page of another site; 1 further refusal of unknown callers before it has no entry.
    new@nordwind.example invited as Admin, who may also see how the assistant is used.
    Invitation of new@nordwind.example withdrawn.
    Invitation accepted; a member as Member from then on.
    ben@nordwind.example is Owner instead of Member.
    ben@nordwind.example, who was Auditor, is no member any more.
    ben@nordwind.example is Primary Owner instead of u9.
    Settings changed: Time zone and Order of sources.
    Key gateway made, which may send events and the directory, until 31 Jan 2027.
    Token gateway made, which may see how the assistant is used and see what it costs.
    Token gateway revoked.
    Released from quarantine: items 7 and 8.
    Viewed Messages and Chats for 1–22 Nov 2026, by person (1,200 rows).
    Viewed Messages and Chats for 1–22 Nov 2026, filtered by person and model, p_1 (1 row); 1 more time since the entry before.
    Viewed Messages and Chats for 1–22 Nov 2026, filtered by person (1,200 rows); whose numbers they are is not for you to see.
    Viewed Messages and Chats for 1–22 Nov 2026, by person (2 rows), for “Cost allocation”.
    Viewed Messages and Chats for 1–22 Nov 2026, by person (2 rows), for “Security”, with names that an approved request showed.
    Items of the quarantine that name people viewed (2 rows).
    Exported as CSV: Messages and Chats for 1–22 Nov 2026 (1,200 rows).
    Exported spend by user as CSV for 1–30 Nov 2026.
    Exported spend by user as CSV for 1–30 Nov 2026, for “Cost allocation”.
    Exported the audit journal as NDJSON.
    Names of 1 person asked for, for 1 h.
    Names asked for, for 1 h; whose numbers they are is not for you to see.
    Names of 2 people shown to ben@nordwind.example for 24 h.
    Request of ben@nordwind.example for names refused.
    Request for names withdrawn.
    Names hidden again from ben@nordwind.example, since the time was over.
    A person erased: the numbers stay, and nothing says whose they were.
    Time of data by person over: what was known of 3 people deleted.
    Own data viewed.
    Own data exported as JSON.
    Audit journal viewed (only “Refused”) from 1 Nov 2026 on."
  `);
  expect(samples.map((sample) => journalSentence(sample, 'de')).join('\n')).toMatchInlineSnapshot(`
    "Organisation eingerichtet mit vollen Namen, Tage von Europe/Berlin.
    Angemeldet mit Passwort und Code, im Browser.
    Anmeldung abgelehnt: das Passwort war falsch.
    Anmeldung von ben@nordwind.example abgelehnt: zu viele Versuche.
    Abgemeldet.
    Eine Sitzung beendet.
    3 andere Sitzungen beendet.
    Anmeldung abgelehnt: weder Konto noch Einladung.
    Passwort geändert.
    Passwort von ben@nordwind.example geändert.
    Passwort entfernt, da der Identitätsanbieter sagt, wessen Adresse es ist.
    Zwei-Faktor-Anmeldung eingeschaltet.
    Zwei-Faktor-Anmeldung ausgeschaltet für ben@nordwind.example.
    Anmeldung eines Terminals bestätigt.
    Abgewiesen (Bericht): nicht berechtigt; weitere 5 Mal seit dem vorigen Eintrag.
    Abgewiesen: von einer fremden Seite veranlasst; 1 weitere Ablehnung unbekannter Herkunft davor hat keinen Eintrag.
    new@nordwind.example als Admin eingeladen; darf außerdem sehen, wie der Assistent genutzt wird.
    Einladung von new@nordwind.example zurückgezogen.
    Einladung angenommen; von da an Mitglied als Member.
    ben@nordwind.example ist Owner statt Member.
    ben@nordwind.example, bisher Auditor, ist kein Mitglied mehr.
    ben@nordwind.example ist Primary Owner statt u9.
    Einstellungen geändert: Zeitzone und Reihenfolge der Quellen.
    Schlüssel gateway angelegt, darf senden: Ereignisse und das Verzeichnis, bis 31. Jan. 2027.
    Lesetoken gateway angelegt, darf: sehen, wie der Assistent genutzt wird und sehen, was es kostet.
    Lesetoken gateway widerrufen.
    Aus der Quarantäne freigegeben: Einträge 7 und 8.
    Angesehen: Nachrichten und Chats für 1.–22. Nov. 2026, je Person (1.200 Zeilen).
    Angesehen: Nachrichten und Chats für 1.–22. Nov. 2026, gefiltert nach Person und Modell, p_1 (1 Zeile); 1 weiteres Mal seit dem vorigen Eintrag.
    Angesehen: Nachrichten und Chats für 1.–22. Nov. 2026, gefiltert nach Person (1.200 Zeilen); wessen Zahlen es sind, wird Ihnen nicht gezeigt.
    Angesehen: Nachrichten und Chats für 1.–22. Nov. 2026, je Person (2 Zeilen), Zweck: „Cost allocation“.
    Angesehen: Nachrichten und Chats für 1.–22. Nov. 2026, je Person (2 Zeilen), Zweck: „Security“, mit Namen, die ein genehmigter Antrag zeigte.
    Einträge der Quarantäne angesehen, die Personen nennen (2 Zeilen).
    Als CSV exportiert: Nachrichten und Chats für 1.–22. Nov. 2026 (1.200 Zeilen).
    Ausgaben je Person als CSV exportiert für 1.–30. Nov. 2026.
    Ausgaben je Person als CSV exportiert für 1.–30. Nov. 2026, Zweck: „Cost allocation“.
    Protokoll als NDJSON exportiert.
    Namen von 1 Person beantragt, für 1 Std.
    Namen beantragt, für 1 Std.; wessen Zahlen es sind, wird Ihnen nicht gezeigt.
    Namen von 2 Personen gezeigt: ben@nordwind.example, für 24 Std.
    Antrag auf Namen abgelehnt: ben@nordwind.example.
    Antrag auf Namen zurückgezogen.
    Namen wieder verborgen: ben@nordwind.example, da die Zeit um war.
    Eine Person gelöscht: Die Zahlen bleiben, und nichts sagt, wessen sie waren.
    Frist für Daten je Person abgelaufen: Bekanntes über 3 Personen gelöscht.
    Eigene Daten angesehen.
    Eigene Daten als JSON exportiert.
    Protokoll eingesehen (nur „Abgelehnt“) ab 1. Nov. 2026."
  `);
});

test('who did it is called by a name, by an id where that is gone, and by what they are', () => {
  const called = (by: JournalEntryView['by']) => languages.map((language) => journalActor({ by }, language));
  expect([
    called({ kind: 'account', id: 'u1', name: 'h@nordwind.example' }), called({ kind: 'account', id: 'u1', name: null }), called({ kind: 'token', id: 'abc', name: 'dashboard' }),
    called({ kind: 'key', id: 'abc', name: null }), called({ kind: 'operator', id: null, name: null }), called({ kind: 'nobody', id: null, name: null }),
  ]).toEqual([
    ['h@nordwind.example', 'h@nordwind.example'], ['account u1', 'Konto u1'], ['token dashboard', 'Token dashboard'], ['key abc', 'Schlüssel abc'], ['whoever runs the server', 'wer den Server betreibt'], ['somebody unknown', 'unbekannt'],
  ]);
});

test('a line of CSV has nothing that a spreadsheet would run', () => {
  for (const formula of formulas) {
    const row = journalFile('standard').line({ chain: 'nordwind-ag', ...entry('refused', { operation: formula }, { from: formula, by: { kind: 'account', id: formula, name: formula } }) });
    const [cells] = Papa.parse<string[]>(row, { newline: '\r\n', delimiter: ',' }).data;
    expect(cells).toHaveLength(12);
    for (const cell of cells ?? []) expect(cell).not.toMatch(/(^|[;\t\r\n])[\s\p{Cc}\p{Cf}"`]*[=+\-@＝＋－＠]/u);
  }
});

test('whatever an entry holds, it is one line that acts on nothing, also where another version wrote it', () => {
  const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 20 }), fc.constantFrom('__proto__', 'constructor', '2026-99-99', '\u001b[31m', 'toString'));
  const value = fc.oneof(text, fc.double(), fc.boolean(), fc.constant(null), fc.array(text, { maxLength: 3 }));
  const keys = fc.oneof(fc.constantFrom(...new Set(samples.flatMap(({ about }) => Object.keys(about)))), text);
  const happening = fc.oneof(fc.constantFrom(...happeningNames), text) as fc.Arbitrary<HappeningName>; // What another version knows.
  fc.assert(
    fc.property(happening, fc.dictionary(keys, value), fc.dictionary(text, text), fc.constantFrom(...languages), (what, about, called, language) => {
      const said = journalSentence(entry(what, about, { names: called }), language);
      expect(said).toMatch(/\.$/);
      expect(said).not.toMatch(/[\p{Cc}\u202e]|undefined|\[object|function/u);
      expect(happeningLabel({ happening: what }, language)).not.toMatch(/[\p{Cc}\u202e]/u);
    }),
  );
});
