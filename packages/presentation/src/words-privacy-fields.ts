import type { DirectoryHead, EventField, KeptThing, PersonField, ReferenceField, TokenField, TotalField, WireEvent, Words } from '@pegel/domain';

/* What each field is, for people who have not built it. A field that is added does not compile until it has its words here. */

export const eventTypeWords: Readonly<Record<WireEvent['type'], Words>> = {
  'message.sent': { en: 'Somebody sent one or several messages to the assistant.', de: 'Jemand hat dem Assistenten eine oder mehrere Nachrichten gesendet.' },
  'chat.created': { en: 'Somebody began a chat. This is kept, and counts nowhere.', de: 'Jemand hat einen Chat begonnen. Das wird aufbewahrt, zählt aber nirgends mit.' },
  'project.created': { en: 'Somebody created a project.', de: 'Jemand hat ein Projekt angelegt.' },
  'project.used': { en: 'Somebody used a project.', de: 'Jemand hat ein Projekt verwendet.' },
  'artifact.created': { en: 'The assistant made something for somebody that stands by itself, such as a document.', de: 'Der Assistent hat für jemanden etwas Eigenständiges erstellt, etwa ein Dokument.' },
  'connector.used': { en: 'Somebody let the assistant use another system.', de: 'Jemand hat den Assistenten ein anderes System verwenden lassen.' },
  spend: { en: 'A line of cost.', de: 'Eine Kostenzeile.' },
  'person-day': { en: 'What a vendor counted of one person on one day.', de: 'Was ein Anbieter von einer Person an einem Tag gezählt hat.' },
  reported: { en: 'A number that somebody else counted, for some days.', de: 'Eine Zahl, die jemand anderes gezählt hat, für einige Tage.' },
};

export const eventFieldWords: Readonly<Record<EventField, Words>> = {
  id: { en: 'Id of the event at its source, by which a repetition is recognised.', de: 'Kennung des Ereignisses bei seiner Quelle, an der eine Wiederholung erkannt wird.' },
  type: { en: 'What kind of event it is.', de: 'Welche Art von Ereignis es ist.' },
  person: { en: 'Whose use it was; see below.', de: 'Wessen Nutzung es war; siehe unten.' },
  surface: { en: 'Where the assistant was used, such as in a chat or while programming.', de: 'Wo der Assistent genutzt wurde, etwa im Chat oder beim Programmieren.' },
  revision: { en: 'Which version of the event this is, where a source corrects itself.', de: 'Die wievielte Fassung des Ereignisses es ist, wenn eine Quelle sich berichtigt.' },
  retracted: { en: 'Whether the source takes the event back.', de: 'Ob die Quelle das Ereignis zurücknimmt.' },
  at: { en: 'When it happened, to the second or finer. No report is finer than a day.', de: 'Wann es war, auf die Sekunde oder genauer. Keine Auswertung ist feiner als ein Tag.' },
  chat: { en: 'Id of the chat at its source. Neither its title nor its text.', de: 'Kennung des Chats bei seiner Quelle. Weder Titel noch Text.' },
  project: { en: 'Number or name of the project.', de: 'Kennung oder Name des Projekts.' },
  model: { en: 'Which model answered.', de: 'Welches Modell geantwortet hat.' },
  count: { en: 'How many it were, where an event stands for several.', de: 'Wie viele es waren, wenn ein Ereignis für mehrere steht.' },
  artifact: { en: 'Number of what was made. Not its content.', de: 'Kennung des Erstellten. Nicht sein Inhalt.' },
  kind: { en: 'What kind of thing was made, such as a document or code.', de: 'Art des Erstellten, etwa Dokument oder Programmtext.' },
  connector: { en: 'Name of the other system.', de: 'Name des anderen Systems.' },
  amount: { en: 'What it cost.', de: 'Was es gekostet hat.' },
  currency: { en: 'In which currency.', de: 'In welcher Währung.' },
  basis: { en: 'How the amount is known: billed, estimated or computed.', de: 'Woher der Betrag bekannt ist: abgerechnet, geschätzt oder berechnet.' },
  listAmount: { en: 'What it would cost without a discount.', de: 'Was es ohne Nachlass kosten würde.' },
  credits: { en: 'What of it was paid by credits.', de: 'Was davon durch Guthaben bezahlt wurde.' },
  costType: { en: 'What was paid for, such as tokens or a seat.', de: 'Wofür bezahlt wurde, etwa für Token oder einen Platz.' },
  requests: { en: 'How many requests the line is for.', de: 'Wie viele Anfragen die Zeile umfasst.' },
  tokens: { en: 'How much text was processed, in the units that are paid for. Not the text.', de: 'Wie viel Text verarbeitet wurde, in den Einheiten, die bezahlt werden. Nicht der Text.' },
  priceTable: { en: 'By which price table it was computed.', de: 'Nach welcher Preistabelle es berechnet wurde.' },
  from: { en: 'Where the time that it is about begins.', de: 'Wo der Zeitraum beginnt, um den es geht.' },
  to: { en: 'Where the time that it is about ends.', de: 'Wo der Zeitraum endet, um den es geht.' },
  day: { en: 'Which day was counted.', de: 'Welcher Tag gezählt wurde.' },
  days: { en: 'Whose days are meant: those of UTC or the organisation’s.', de: 'Wessen Tage gemeint sind: die von UTC oder die der Organisation.' },
  messages: { en: 'How many messages on that day.', de: 'Wie viele Nachrichten an dem Tag.' },
  chats: { en: 'How many chats on that day.', de: 'Wie viele Chats an dem Tag.' },
  projectsCreated: { en: 'How many projects were created on that day.', de: 'Wie viele Projekte an dem Tag angelegt wurden.' },
  projectsUsed: { en: 'How many projects were used on that day.', de: 'Wie viele Projekte an dem Tag verwendet wurden.' },
  artifactsCreated: { en: 'How much was made on that day.', de: 'Wie viel an dem Tag erstellt wurde.' },
  connectorCalls: { en: 'How often other systems were used on that day.', de: 'Wie oft andere Systeme an dem Tag verwendet wurden.' },
  codingSessions: { en: 'How many programming sessions on that day.', de: 'Wie viele Programmiersitzungen an dem Tag.' },
  codingPrompts: { en: 'How many requests while programming on that day. Not their text.', de: 'Wie viele Anfragen beim Programmieren an dem Tag. Nicht ihr Text.' },
  metric: { en: 'Which number it is.', de: 'Welche Kennzahl es ist.' },
  value: { en: 'The number.', de: 'Die Zahl.' },
  group: { en: 'Which group the number is about.', de: 'Um welche Gruppe es geht.' },
  department: { en: 'Which department the number is about.', de: 'Um welche Abteilung es geht.' },
  costCentre: { en: 'Which cost centre the number is about.', de: 'Um welche Kostenstelle es geht.' },
};

export const referenceWords: Readonly<Record<ReferenceField, Words>> = {
  id: { en: 'Id of the person at the source.', de: 'Kennung der Person bei der Quelle.' },
  email: { en: 'E-mail address of the person.', de: 'E-Mail-Adresse der Person.' },
  name: { en: 'Name of the person.', de: 'Name der Person.' },
  service: { en: 'Name of a program that acted by itself. It is no person.', de: 'Name eines Programms, das von selbst handelte. Es ist keine Person.' },
};

export const tokenWords: Readonly<Record<TokenField, Words>> = {
  input: { en: 'Text that was read.', de: 'Gelesener Text.' },
  output: { en: 'Text that was written.', de: 'Geschriebener Text.' },
  cacheRead: { en: 'Text that had been read before.', de: 'Text, der schon gelesen war.' },
  cacheWrite: { en: 'Text that was kept for being read again.', de: 'Text, der für ein erneutes Lesen bereitgelegt wurde.' },
};

export const directoryWords: Readonly<Record<DirectoryHead, Words>> = {
  takenAt: { en: 'When the directory was read.', de: 'Wann das Verzeichnis gelesen wurde.' },
  complete: { en: 'Whether everybody is listed.', de: 'Ob alle aufgeführt sind.' },
  fields: { en: 'What it speaks of.', de: 'Worüber es Auskunft gibt.' },
  people: { en: 'The people; see below.', de: 'Die Personen; siehe unten.' },
  seats: { en: 'Totals of seats.', de: 'Summen der Plätze.' },
};

export const totalWords: Readonly<Record<TotalField, Words>> = {
  purchased: { en: 'Seats that were bought.', de: 'Gekaufte Plätze.' },
  assigned: { en: 'Seats that are assigned.', de: 'Zugewiesene Plätze.' },
  pendingInvites: { en: 'Invites that nobody has accepted yet.', de: 'Einladungen, die noch niemand angenommen hat.' },
};

export const personWords: Readonly<Record<PersonField, Words>> = {
  id: { en: 'Id of the person at the source.', de: 'Kennung der Person bei der Quelle.' },
  email: { en: 'E-mail address.', de: 'E-Mail-Adresse.' },
  name: { en: 'Name.', de: 'Name.' },
  status: { en: 'Whether somebody is active, invited, suspended or removed.', de: 'Ob jemand aktiv, eingeladen, gesperrt oder entfernt ist.' },
  seat: { en: 'Which kind of seat somebody has.', de: 'Welche Art von Platz jemand hat.' },
  groups: { en: 'Groups that somebody belongs to.', de: 'Gruppen, denen jemand angehört.' },
  department: { en: 'Department.', de: 'Abteilung.' },
  costCentre: { en: 'Cost centre.', de: 'Kostenstelle.' },
  joinedAt: { en: 'Since when somebody has been there.', de: 'Seit wann jemand dabei ist.' },
  invitedAt: { en: 'When somebody was invited.', de: 'Wann jemand eingeladen wurde.' },
  inviteExpiresAt: { en: 'Until when the invite is open.', de: 'Bis wann die Einladung gilt.' },
};

export const keptWords: Readonly<Record<KeptThing, { readonly name: Words; readonly says: Words }>> = {
  account: { name: { en: 'Account', de: 'Konto' }, says: { en: 'That there is an account, since when, and whether its address was confirmed.', de: 'Dass es ein Konto gibt, seit wann, und ob seine Adresse bestätigt ist.' } },
  address: { name: { en: 'Name and e-mail address', de: 'Name und E-Mail-Adresse' }, says: { en: 'Of whoever has an account here: how somebody signs in, and how the members’ page shows them.', de: 'Von allen, die hier ein Konto haben: womit sie sich anmelden und wie die Mitgliederseite sie zeigt.' } },
  password: { name: { en: 'Password', de: 'Passwort' }, says: { en: 'A slow hash of it. Nobody can read the password back.', de: 'Ein langsam berechneter Hash. Niemand kann das Passwort daraus ablesen.' } },
  provider: { name: { en: 'Identity provider', de: 'Identitätsanbieter' }, says: { en: 'Which account at the organisation’s sign-in service it is.', de: 'Welches Konto beim Anmeldedienst der Organisation es ist.' } },
  'second-factor': { name: { en: 'Second factor', de: 'Zweiter Faktor' }, says: { en: 'Whether there is one, its secret in encrypted form, and failed attempts.', de: 'Ob es einen gibt, sein Geheimnis verschlüsselt, und Fehlversuche.' } },
  session: { name: { en: 'Sign-ins', de: 'Anmeldungen' }, says: { en: 'Where somebody is signed in: network address, browser, since when, last used.', de: 'Wo jemand angemeldet ist: Netzadresse, Browser, seit wann, zuletzt benutzt.' } },
  code: { name: { en: 'Codes for signing in', de: 'Codes zum Anmelden' }, says: { en: 'Of short life: for a second step, and for signing a terminal in.', de: 'Kurzlebig: für einen zweiten Schritt und für das Anmelden eines Terminals.' } },
  attempts: { name: { en: 'Attempts', de: 'Versuche' }, says: { en: 'How often somebody tried lately, against guessing.', de: 'Wie oft es jemand zuletzt versucht hat, gegen das Raten.' } },
  membership: { name: { en: 'Membership', de: 'Mitgliedschaft' }, says: { en: 'Who is a member, with which role and what else, since when.', de: 'Wer Mitglied ist, mit welcher Rolle und was außerdem, seit wann.' } },
  invitation: { name: { en: 'Invitations', de: 'Einladungen' }, says: { en: 'Who was invited by whom, as what, until when, and what became of it.', de: 'Wer von wem als was bis wann eingeladen wurde und was daraus wurde.' } },
  token: { name: { en: 'Reader tokens', de: 'Lesetoken' }, says: { en: 'For programs that read: what one is called, what it opens, who made it, when it was last used; a hash of its secret.', de: 'Für Programme, die lesen: Name, was es öffnet, wer es angelegt hat, zuletzt benutzt; ein Hash des Geheimnisses.' } },
  'ingest-key': { name: { en: 'Ingest keys', de: 'Schlüssel zum Senden' }, says: { en: 'For programs that send: the same. They read nothing.', de: 'Für Programme, die senden: dasselbe. Sie lesen nichts.' } },
  organisation: { name: { en: 'Organisation', de: 'Organisation' }, says: { en: 'Its name and its settings.', de: 'Ihr Name und ihre Einstellungen.' } },
  'pseudonym-secret': { name: { en: 'Secret of the pseudonyms', de: 'Geheimnis der Pseudonyme' }, says: { en: 'Makes pseudonyms of this organisation that mean nothing anywhere else.', de: 'Daraus entstehen Pseudonyme, die nur in dieser Organisation etwas bedeuten.' } },
  'settings-change': { name: { en: 'Changes of settings', de: 'Änderungen von Einstellungen' }, says: { en: 'Who changed what when and why.', de: 'Wer was wann und warum geändert hat.' } },
  unmasking: { name: { en: 'Requests to see names', de: 'Anträge auf Namen' }, says: { en: 'Who asked for whose name when and why, and who decided what.', de: 'Wer wann warum wessen Namen beantragt hat und wer was entschieden hat.' } },
  journal: { name: { en: 'Audit journal', de: 'Protokoll' }, says: { en: 'What happened, when, by which account and from which network address. Names are not in it.', de: 'Was wann durch welches Konto und von welcher Netzadresse geschah. Namen stehen nicht darin.' } },
  'server-secret': { name: { en: 'Secret of the server', de: 'Geheimnis des Servers' }, says: { en: 'Signs sessions.', de: 'Unterschreibt Anmeldungen.' } },
};
