import { activityTypeNames, type CostType } from './facts.js';
import { closing, countDistinct, ratio, sum, trailing, type Aggregate, type Measure, type Ratio, type Trailing } from './measures.js';
import type { Words } from './words.js';

/** What a number is a number of; it decides how it is written and how a change of it is expressed. */
export type Unit = 'people' | 'seats' | 'invites' | 'chats' | 'messages' | 'perChat' | 'sessions' | 'projects' | 'artifacts' | 'calls' | 'requests' | 'tokens' | 'percent' | 'money';

/** A measure with a name, a sentence and a unit. */
export interface Metric<M extends Measure = Measure> {
  readonly label: Words;
  /** At most 18 characters in either language, for tiles and terminal columns. */
  readonly short: Words;
  readonly counts: Words;
  readonly excludes: Words;
  readonly unit: Unit;
  /** The direction an organisation wants, where there is one. */
  readonly good?: 'up' | 'down';
  /** Of a share that can be more than the whole: what is beyond it. */
  readonly beyond?: Metric<Trailing>;
  /** Raised whenever the number this definition gives could differ. */
  readonly version: number;
  readonly measure: M;
}

const metric = <M extends Measure>(definition: Metric<M>): Metric<M> => definition;

const usageCosts: readonly CostType[] = ['tokens', 'web-search', 'code-execution', 'other'];
const inChats = { type: 'message.sent', surface: 'chat' } as const;
const inCode = { type: 'message.sent', surface: 'code' } as const;
const notPeople: Words = { en: 'Use by services and by nobody known.', de: 'Nutzung durch Dienste und durch Unbekannte.' };
const nothing: Words = { en: 'Nothing.', de: 'Nichts.' };
const seatFees: Words = { en: 'Seat fees; lines of a weaker basis where a better one covers the same day.', de: 'Platzgebühren; Zeilen schwächerer Grundlage, wo eine bessere denselben Tag abdeckt.' };

const activeUsers = metric({
  label: { en: 'Active users', de: 'Aktive Benutzer' },
  short: { en: 'Active users', de: 'Aktive Benutzer' },
  counts: {
    en: 'People who used the assistant at least once in the period; each counts once.',
    de: 'Personen, die den Assistenten im Zeitraum mindestens einmal genutzt haben; jede zählt einmal.',
  },
  excludes: { en: 'Opening the app without doing anything; services; pending invites.', de: 'Öffnen der App ohne Nutzung; Dienste; ausstehende Einladungen.' },
  unit: 'people',
  version: 1,
  measure: countDistinct('activity', 'person', { type: activityTypeNames }),
});

const weeklyActiveUsers = metric({
  label: { en: 'Weekly active users (WAU)', de: 'Wöchentlich aktive Benutzer (WAU)' },
  short: { en: 'WAU', de: 'WAU' },
  counts: {
    en: 'People who used the assistant at least once in the 7 days ending that day; each counts once.',
    de: 'Personen, die den Assistenten in den 7 Tagen bis zu diesem Tag mindestens einmal genutzt haben; jede zählt einmal.',
  },
  excludes: activeUsers.excludes,
  unit: 'people',
  version: 1,
  measure: trailing(7, activeUsers.measure),
});

const monthlyActiveUsers = metric({
  label: { en: 'Monthly active users (MAU)', de: 'Monatlich aktive Benutzer (MAU)' },
  short: { en: 'MAU', de: 'MAU' },
  counts: {
    en: 'People who used the assistant at least once in the 30 days ending that day; each counts once.',
    de: 'Personen, die den Assistenten in den 30 Tagen bis zu diesem Tag mindestens einmal genutzt haben; jede zählt einmal.',
  },
  excludes: activeUsers.excludes,
  unit: 'people',
  version: 1,
  measure: trailing(30, activeUsers.measure),
});

const seats = metric({
  label: { en: 'Total seats', de: 'Gesamtplätze' },
  short: { en: 'Total seats', de: 'Gesamtplätze' },
  counts: { en: 'Seats assigned to active people at the end of the day.', de: 'Zum Tagesende an aktive Personen zugewiesene Plätze.' },
  excludes: { en: 'Seats bought but not assigned; pending invites; suspended people.', de: 'Gekaufte, aber nicht zugewiesene Plätze; ausstehende Einladungen; gesperrte Personen.' },
  unit: 'seats',
  version: 1,
  measure: closing('directory', 'seats'),
});

const activeWithoutSeat = metric({
  label: { en: 'Active users without a seat', de: 'Aktive Benutzer ohne Platz' },
  short: { en: 'Without a seat', de: 'Ohne Platz' },
  counts: {
    en: 'People who used the assistant at least once in the 7 days ending that day and have no seat at its end.',
    de: 'Personen, die den Assistenten in den 7 Tagen bis zu diesem Tag mindestens einmal genutzt haben und an dessen Ende keinen Platz haben.',
  },
  excludes: activeUsers.excludes,
  unit: 'people',
  version: 1,
  measure: trailing(7, activeUsers.measure, { unseated: true }),
});

const utilisation = metric({
  label: { en: 'Utilisation rate', de: 'Auslastungsquote' },
  short: { en: 'Utilisation', de: 'Auslastung' },
  counts: { en: 'Weekly active users out of all seats that day.', de: 'Wöchentlich aktive Benutzer im Verhältnis zu den Gesamtplätzen am selben Tag.' },
  excludes: { en: 'Pending invites, which are not seats.', de: 'Ausstehende Einladungen; sie sind keine Plätze.' },
  unit: 'percent',
  good: 'up',
  beyond: activeWithoutSeat,
  version: 1,
  measure: ratio(weeklyActiveUsers, seats),
});

const pendingInvites = metric({
  label: { en: 'Pending invites', de: 'Ausstehende Einladungen' },
  short: { en: 'Pending invites', de: 'Einladungen' },
  counts: { en: 'Invitations sent and, at the end of the day, neither accepted, revoked nor expired.', de: 'Versandte Einladungen, die zum Tagesende weder angenommen, zurückgezogen noch abgelaufen sind.' },
  excludes: nothing,
  unit: 'invites',
  version: 1,
  measure: closing('directory', 'pendingInvites'),
});

const chats = metric({
  label: { en: 'Chats', de: 'Chats' },
  short: { en: 'Chats', de: 'Chats' },
  counts: { en: 'Chats in which at least one message was sent in the period.', de: 'Chats, in denen im Zeitraum mindestens eine Nachricht gesendet wurde.' },
  excludes: { en: 'Empty chats; coding sessions.', de: 'Leere Chats; Programmiersitzungen.' },
  unit: 'chats',
  version: 1,
  measure: countDistinct('activity', 'chat', inChats),
});

const messages = metric({
  label: { en: 'Messages', de: 'Nachrichten' },
  short: { en: 'Messages', de: 'Nachrichten' },
  counts: { en: 'Messages sent in chats.', de: 'In Chats gesendete Nachrichten.' },
  excludes: { en: 'The assistant’s replies; prompts in coding sessions.', de: 'Antworten des Assistenten; Eingaben in Programmiersitzungen.' },
  unit: 'messages',
  version: 1,
  measure: sum('activity', 'count', inChats),
});

const messagesPerChat = metric({
  label: { en: 'Average messages per chat', de: 'Durchschnittliche Anzahl von Nachrichten pro Chat' },
  short: { en: 'Messages per chat', de: 'Nachr./Chat' },
  counts: { en: 'Messages sent in the period, divided by the chats of the same period.', de: 'Im Zeitraum gesendete Nachrichten geteilt durch die Chats desselben Zeitraums.' },
  excludes: messages.excludes,
  unit: 'perChat',
  version: 1,
  measure: ratio(messages, chats),
});

const codingSessions = metric({
  label: { en: 'Coding sessions', de: 'Programmiersitzungen' },
  short: { en: 'Coding sessions', de: 'Prog.-Sitzungen' },
  counts: { en: 'Coding sessions in which at least one prompt was sent in the period.', de: 'Programmiersitzungen, in denen im Zeitraum mindestens eine Eingabe gesendet wurde.' },
  excludes: { en: 'Sessions without a prompt; chats.', de: 'Sitzungen ohne Eingabe; Chats.' },
  unit: 'sessions',
  version: 1,
  measure: countDistinct('activity', 'chat', inCode),
});

const codingPrompts = metric({
  label: { en: 'Coding prompts', de: 'Eingaben beim Programmieren' },
  short: { en: 'Coding prompts', de: 'Prog.-Eingaben' },
  counts: { en: 'Prompts and commands that people typed in coding sessions.', de: 'Eingaben und Befehle, die in Programmiersitzungen getippt wurden.' },
  excludes: { en: 'Results of tools, replies, and what an agent asks of another.', de: 'Ergebnisse von Werkzeugen, Antworten, und was ein Agent einen anderen fragt.' },
  unit: 'messages',
  version: 1,
  measure: sum('activity', 'count', inCode),
});

const projectsCreated = metric({
  label: { en: 'Projects created', de: 'Erstellte Projekte' },
  short: { en: 'Projects created', de: 'Neue Projekte' },
  counts: { en: 'Projects created in the period; later deletion does not change it.', de: 'Im Zeitraum erstellte Projekte; späteres Löschen ändert nichts.' },
  excludes: { en: 'Updates; starter projects that a vendor makes.', de: 'Änderungen; vom Anbieter angelegte Startprojekte.' },
  unit: 'projects',
  version: 1,
  measure: countDistinct('activity', 'project', { type: 'project.created' }),
});

const projectCreators = metric({
  label: { en: 'Users with at least one created project', de: 'Benutzer mit mindestens einem erstellten Projekt' },
  short: { en: 'Project creators', de: 'Mit neuem Projekt' },
  counts: { en: 'People who created at least one project in the period.', de: 'Personen, die im Zeitraum mindestens ein Projekt erstellt haben.' },
  excludes: notPeople,
  unit: 'people',
  version: 1,
  measure: countDistinct('activity', 'person', { type: 'project.created' }),
});

const artifactsCreated = metric({
  label: { en: 'Artifacts created', de: 'Erstellte Artefakte' },
  short: { en: 'Artifacts created', de: 'Neue Artefakte' },
  counts: { en: 'Artifacts generated in the period.', de: 'Im Zeitraum generierte Artefakte.' },
  excludes: { en: 'New versions of an artifact.', de: 'Neue Versionen eines Artefakts.' },
  unit: 'artifacts',
  version: 1,
  measure: countDistinct('activity', 'artifact', { type: 'artifact.created' }),
});

const artifactCreators = metric({
  label: { en: 'Users with at least one created artifact', de: 'Benutzer mit mindestens einem erstellten Artefakt' },
  short: { en: 'Artifact creators', de: 'Mit neuem Artefakt' },
  counts: { en: 'People who generated at least one artifact in the period.', de: 'Personen, die im Zeitraum mindestens ein Artefakt generiert haben.' },
  excludes: notPeople,
  unit: 'people',
  version: 1,
  measure: countDistinct('activity', 'person', { type: 'artifact.created' }),
});

const projectsUsed = metric({
  label: { en: 'Projects used', de: 'Verwendete Projekte' },
  short: { en: 'Projects used', de: 'Projekte' },
  counts: { en: 'Different projects in which a message was sent, or that were used otherwise, in the period.', de: 'Verschiedene Projekte, in denen im Zeitraum eine Nachricht gesendet oder die anders verwendet wurden.' },
  excludes: { en: 'Projects that were only created.', de: 'Projekte, die nur erstellt wurden.' },
  unit: 'projects',
  version: 1,
  measure: countDistinct('activity', 'project', { type: ['message.sent', 'project.used'] }),
});

const connectorUsers = metric({
  label: { en: 'Connector users', de: 'Benutzer von Konnektoren' },
  short: { en: 'Connector users', de: 'Konnektor-Benutzer' },
  counts: { en: 'People who used a connector at least once in the period.', de: 'Personen, die im Zeitraum mindestens einmal einen Konnektor genutzt haben.' },
  excludes: { en: 'Connectors that are connected but not used; built-in tools; services.', de: 'Verbundene, aber ungenutzte Konnektoren; eingebaute Werkzeuge; Dienste.' },
  unit: 'people',
  version: 1,
  measure: countDistinct('activity', 'person', { type: 'connector.used' }),
});

const connectorCalls = metric({
  label: { en: 'Connector calls', de: 'Konnektoraufrufe' },
  short: { en: 'Connector calls', de: 'Konnektoraufrufe' },
  counts: { en: 'How often connectors were used.', de: 'Wie oft Konnektoren genutzt wurden.' },
  excludes: { en: 'Built-in tools of the assistant.', de: 'Eingebaute Werkzeuge des Assistenten.' },
  unit: 'calls',
  version: 1,
  measure: sum('activity', 'count', { type: 'connector.used' }),
});

const spend = metric({
  label: { en: 'Total spend', de: 'Gesamtausgaben' },
  short: { en: 'Spend', de: 'Ausgaben' },
  counts: { en: 'Usage charges, net of discounts and credits.', de: 'Nutzungsausgaben nach Rabatten und Gutschriften.' },
  excludes: seatFees,
  unit: 'money',
  version: 1,
  measure: sum('spend', 'amount', { costType: usageCosts }),
});

const listSpend = metric({
  label: { en: 'Spend at list prices', de: 'Ausgaben zu Listenpreisen' },
  short: { en: 'List spend', de: 'Listenpreis' },
  counts: { en: 'Usage charges at list prices; where a line has no list price, its net amount.', de: 'Nutzungsausgaben zu Listenpreisen; wo eine Zeile keinen Listenpreis hat, ihr Nettobetrag.' },
  excludes: seatFees,
  unit: 'money',
  version: 1,
  measure: sum('spend', 'listAmount', { costType: usageCosts }),
});

const requests = metric({
  label: { en: 'Requests', de: 'Anfragen' },
  short: { en: 'Requests', de: 'Anfragen' },
  counts: { en: 'Requests to a model, over the same lines as spend.', de: 'Anfragen an ein Modell, über dieselben Zeilen wie die Ausgaben.' },
  excludes: seatFees,
  unit: 'requests',
  version: 1,
  measure: sum('spend', 'requests', { costType: usageCosts }),
});

const tokens = (column: 'inputTokens' | 'outputTokens' | 'cacheReadTokens' | 'cacheWriteTokens', label: Words, short: Words, counts: Words) =>
  metric({ label, short, counts, excludes: seatFees, unit: 'tokens', version: 1, measure: sum('spend', column, { costType: usageCosts }) });

const inputTokens = tokens(
  'inputTokens',
  { en: 'Input tokens', de: 'Eingabe-Token' },
  { en: 'Input tokens', de: 'Eingabe-Token' },
  { en: 'Tokens sent to a model that no cache held.', de: 'An ein Modell gesendete Token, die kein Cache enthielt.' },
);
const outputTokens = tokens(
  'outputTokens',
  { en: 'Output tokens', de: 'Ausgabe-Token' },
  { en: 'Output tokens', de: 'Ausgabe-Token' },
  { en: 'Tokens that a model wrote.', de: 'Von einem Modell geschriebene Token.' },
);
const cacheReadTokens = tokens(
  'cacheReadTokens',
  { en: 'Cache read tokens', de: 'Aus dem Cache gelesene Token' },
  { en: 'Cache read', de: 'Cache gelesen' },
  { en: 'Tokens read from a cache.', de: 'Aus einem Cache gelesene Token.' },
);
const cacheWriteTokens = tokens(
  'cacheWriteTokens',
  { en: 'Cache write tokens', de: 'In den Cache geschriebene Token' },
  { en: 'Cache written', de: 'Cache geschrieben' },
  { en: 'Tokens written to a cache.', de: 'In einen Cache geschriebene Token.' },
);

/** Every metric, in the order every surface shows them. */
export const metrics = {
  activeUsers, weeklyActiveUsers, monthlyActiveUsers, seats, utilisation, activeWithoutSeat, pendingInvites,
  chats, messages, messagesPerChat, codingSessions, codingPrompts,
  projectsCreated, projectCreators, artifactsCreated, artifactCreators, projectsUsed,
  connectorUsers, connectorCalls,
  spend, listSpend, requests, inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens,
} as const satisfies Record<string, Metric<Aggregate> | Metric<Ratio>>;

export type MetricName = keyof typeof metrics;
/** Every metric's name, in the order every surface shows them. */
export const metricNames = Object.keys(metrics) as MetricName[]; // Object.keys forgets the literal keys.

export const isMetricName = (text: string): text is MetricName => Object.hasOwn(metrics, text);

/** A metric by name, as any metric: for code that treats all alike. */
export const metricOf = (name: MetricName): Metric => metrics[name];

/** What things have cost. */
export const costMetric: MetricName = 'spend';
