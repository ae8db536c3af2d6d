import {
  dailyTypes, dayKinds, quarantineStates,
  type Basis, type CostType, type DailyType, type DayKind, type DirectoryField, type DirectorySnapshot, type Feeds, type MetricName, type Outcome, type PersonStatus, type QuarantineCode,
  type QuarantineState, type ReleaseOutcome, type SourceKind, type Surface, type UsageEvent,
} from '@pegel/domain';
import { sql } from 'drizzle-orm';
import { blob, check, customType, index, integer, primaryKey, sqliteTable, text, unique, uniqueIndex } from 'drizzle-orm/sqlite-core';

/** An amount in nano-units. Numbers of JavaScript cannot hold them all, so whatever reads one asks the driver for bigint. */
const nano = customType<{ data: bigint; driverData: bigint }>({ dataType: () => 'integer' });

/** What a person is called, or a text that names one, as `sealed` of the organisation's own makes it. */
const sealed = (name: string) => blob(name, { mode: 'buffer' });

/** Milliseconds since 1970. */
const instant = (name: string) => integer(name);

/** A column that says yes or no. */
const isFlag = (column: string) => check(`${column}_is_a_flag`, sql.raw(`${column} IN (0, 1)`));

/** A column with one of a few words. */
const isOneOf = (column: string, words: readonly string[]) => check(`${column}_is_known`, sql.raw(`${column} IN (${words.map((word) => `'${word}'`).join(', ')})`));

/** Where the key is what rows are found by, they lie in its order. Drizzle has no word for it. */
export const withoutRowid: readonly string[] = ['events', 'event_history', 'kept_revisions', 'daily_runs', 'directory_people', 'erased_marks', 'erasures'];

/** Which key names are sealed with: one row. */
export const identityKey = sqliteTable('identity_key', { id: integer('id').primaryKey(), fingerprint: blob('fingerprint', { mode: 'buffer' }).notNull() }, () => [check('id_is_one', sql`id = 1`)]);

/** One row an organisation: where its facts hang, and how often what is derived from them changed. */
export const ledgers = sqliteTable(
  'ledgers',
  {
    id: integer('id').primaryKey(),
    slug: text('slug').notNull().unique(),
    /** Raised whenever somebody becomes somebody else. */
    identityVersion: integer('identity_version').notNull(),
    /** Raised with every snapshot. */
    directoryVersion: integer('directory_version').notNull(),
    /** Whether two ids of one source claim the same address, so that it matters which was seen last. */
    hasContestedLinks: integer('has_contested_links').notNull(),
  },
  () => [isFlag('has_contested_links')],
);

const organisation = () => integer('organisation').notNull().references(() => ledgers.id);

export const sources = sqliteTable(
  'sources',
  {
    id: integer('id').primaryKey(),
    organisation: organisation(),
    name: text('name').notNull(),
    /** Null until an event was accepted: a source of directories alone covers no day. */
    kind: text('kind').$type<SourceKind>(),
    feeds: text('feeds', { mode: 'json' }).$type<Feeds>(),
    lastDeliveryAt: instant('last_delivery_at'),
  },
  (table) => [unique().on(table.organisation, table.name)],
);

const source = () => integer('source').notNull().references(() => sources.id);

/** The first and last instant of every run of a source, both included. */
export const runs = sqliteTable(
  'runs',
  { id: integer('id').primaryKey(), source: source(), name: text('name').notNull(), firstAt: instant('first_at').notNull(), lastAt: instant('last_at').notNull() },
  (table) => [unique().on(table.source, table.name)],
);

/** The first and last day of every run of a source that tells of days, as numbers of days since 1970. */
export const dailyRuns = sqliteTable(
  'daily_runs',
  {
    source: source(), name: text('name').notNull(), type: text('type').$type<DailyType>().notNull(), days: text('days').$type<DayKind>().notNull(),
    firstDay: integer('first_day').notNull(), lastDay: integer('last_day').notNull(),
  },
  (table) => [primaryKey({ columns: [table.source, table.name, table.type, table.days] }), isOneOf('type', dailyTypes), isOneOf('days', dayKinds)],
);

/** Somebody, under the handle that was seen first. Rows of people who turned out to be others stay, so that keys stay. */
export const people = sqliteTable(
  'people',
  { id: integer('id').primaryKey(), organisation: organisation(), handle: sealed('handle').notNull(), key: text('key').notNull() },
  (table) => [unique().on(table.organisation, table.handle), index('people_by_key').on(table.organisation, table.key)],
);

/** The words in which a source named a person, when it first and last did, and who that is as far as is known today. */
export const personReferences = sqliteTable(
  'person_references',
  {
    id: integer('id').primaryKey(),
    organisation: organisation(),
    source: source(),
    externalId: sealed('external_id'),
    email: sealed('email'),
    name: sealed('name'),
    firstAt: instant('first_at').notNull(),
    lastAt: instant('last_at').notNull(),
    person: integer('person').notNull().references(() => people.id),
  },
  (table) => [
    // What is sealed is never empty, so an empty text can stand for a missing one; NULLs would all be different.
    uniqueIndex('person_references_by_words').on(table.source, sql`coalesce(external_id, '')`, sql`coalesce(email, '')`, sql`coalesce(name, '')`),
    index('person_references_by_organisation').on(table.organisation),
    index('person_references_by_email').on(table.organisation, table.email),
    index('person_references_by_person').on(table.person),
  ],
);

/**
 * Marks of what people were called who were erased, and of what stands for their words, each with the nameless person it is
 * of; without one where nothing of that person has come yet. The key file has the first kind too.
 */
export const erasedMarks = sqliteTable('erased_marks', {
  mark: text('mark').primaryKey(),
  person: integer('person').references(() => people.id),
  /** Before when it stands for somebody whose time was over; null where they were erased for good. */
  untilAt: instant('until_at'),
});

/** Why each of those who were erased was, in the order in which they were. Who did it and when is in the audit journal. */
export const erasures = sqliteTable(
  'erasures',
  { organisation: organisation(), number: integer('number').notNull(), reason: sealed('reason').notNull() },
  (table) => [primaryKey({ columns: [table.organisation, table.number] })],
);

const eventColumns = () => ({
  organisation: organisation(),
  source: source(),
  id: text('id').notNull(),
  revision: integer('revision').notNull(),
  contentHash: blob('content_hash', { mode: 'buffer' }).notNull(),
  retracted: integer('retracted').notNull(),
  type: text('type').$type<UsageEvent['type']>().notNull(),
  /** When it happened, or when the period it covers began. */
  at: instant('at').notNull(),
  /** Where the period it covers ends, not included; `at` where there is none. */
  untilAt: instant('until_at').notNull(),
  /** Without a reference and a service: nobody is known. */
  reference: integer('reference').references(() => personReferences.id),
  service: text('service'),
  surface: text('surface').$type<Surface>().notNull(),
  chat: text('chat'),
  project: text('project'),
  artifact: text('artifact'),
  artifactKind: text('artifact_kind'),
  connector: text('connector'),
  /** The name without case and surrounding space, by which connectors are told apart. */
  connectorKey: text('connector_key'),
  model: text('model'),
  count: integer('count'),
  amount: nano('amount'),
  currency: text('currency'),
  listAmount: nano('list_amount'),
  credits: nano('credits'),
  basis: text('basis').$type<Basis>(),
  costType: text('cost_type').$type<CostType>(),
  requests: integer('requests'),
  inputTokens: integer('input_tokens'),
  outputTokens: integer('output_tokens'),
  cacheReadTokens: integer('cache_read_tokens'),
  cacheWriteTokens: integer('cache_write_tokens'),
  priceTable: text('price_table'),
  /** Whose days an event of days tells of. */
  days: text('days').$type<DayKind>(),
  messages: integer('messages'),
  chats: integer('chats'),
  projectsCreated: integer('projects_created'),
  projectsUsed: integer('projects_used'),
  artifactsCreated: integer('artifacts_created'),
  connectorCalls: integer('connector_calls'),
  codingSessions: integer('coding_sessions'),
  codingPrompts: integer('coding_prompts'),
  /** What a reported number is a number of, */
  metric: text('metric').$type<MetricName>(),
  /** as decimal digits, */
  value: text('value'),
  /** and about which keys besides its person. */
  dimensions: text('dimensions'),
  /** The delivery that first brought this revision; null for what was kept before deliveries were named. */
  delivery: integer('delivery').references(() => deliveries.id),
  /** Whether it was the first revision of its id to arrive, and so counted as stored. */
  isFirst: integer('is_first'),
});

const eventChecks = () => [isFlag('retracted'), check('ends_after_it_begins', sql`until_at >= at`), isFlag('is_first')];

/**
 * The newest revision of every event. The key under which a repeat is recognised is that of the row itself. Each index
 * answers its questions alone, without a look at the rows. Only spend has a type of cost.
 */
export const events = sqliteTable('events', eventColumns(), (table) => [
  primaryKey({ columns: [table.organisation, table.source, table.id] }),
  ...eventChecks(),
  index('events_activity')
    .on(table.organisation, table.type, table.at, table.surface, table.reference, table.service, table.chat, table.project, table.artifact, table.model, table.connectorKey, table.count)
    .where(sql`retracted = 0 AND type <> 'spend'`),
  index('events_connectors').on(table.organisation, table.connectorKey, table.connector).where(sql`retracted = 0 AND connector_key IS NOT NULL`),
  index('events_spend')
    .on(
      table.organisation, table.at, table.untilAt, table.surface, table.basis, table.costType, table.reference, table.service, table.model, table.amount, table.listAmount, table.credits,
      table.requests, table.inputTokens, table.outputTokens, table.cacheReadTokens, table.cacheWriteTokens,
    )
    .where(sql`retracted = 0 AND cost_type <> 'seat'`),
  // The few lines of more than a day can begin long before the period they reach into.
  index('events_person_days')
    .on(table.organisation, table.at, table.surface, table.reference, table.service, table.messages, table.chats, table.projectsCreated, table.projectsUsed, table.artifactsCreated, table.connectorCalls, table.codingSessions, table.codingPrompts)
    .where(sql`retracted = 0 AND type = 'person-day'`),
  index('events_reported').on(table.organisation, table.metric, table.at, table.untilAt).where(sql`retracted = 0 AND type = 'reported'`),
  index('events_long_spend').on(table.organisation, table.untilAt, table.at).where(sql`retracted = 0 AND cost_type <> 'seat' AND until_at - at > 86400000`),
]);

/**
 * Days in columns, made of events and thrown away with every change of one of theirs: triggers of the step that makes the
 * table do that, whoever writes. A step that makes `events` anew makes them anew too, and empties this table.
 */
export const sealedDays = sqliteTable(
  'sealed_days',
  {
    organisation: organisation(),
    /** As the number of days since 1970. */
    day: integer('day').notNull(),
    fact: text('fact').notNull(),
    /** When it began and ended in the zone that it was made in. */
    sinceAt: instant('since_at').notNull(),
    untilAt: instant('until_at').notNull(),
    /** How it was read and written. */
    version: text('version').notNull(),
    checksum: blob('checksum', { mode: 'buffer' }).notNull(),
    content: blob('content', { mode: 'buffer' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.organisation, table.day, table.fact] })],
);

/** Every other revision. */
export const eventHistory = sqliteTable('event_history', eventColumns(), (table) => [
  primaryKey({ columns: [table.organisation, table.source, table.id, table.revision] }),
  ...eventChecks(),
]);

/** What was set aside for a person to release or discard; each content once. */
export const quarantine = sqliteTable(
  'quarantine',
  {
    id: integer('id').primaryKey(),
    organisation: organisation(),
    source: source(),
    eventId: text('event_id').notNull(),
    revision: integer('revision').notNull(),
    code: text('code').$type<QuarantineCode>().notNull(),
    content: sealed('content').notNull(),
    contentHash: blob('content_hash', { mode: 'buffer' }).notNull(),
    /** When it first arrived, */
    receivedAt: instant('received_at').notNull(),
    /** in which delivery, */
    delivery: integer('delivery').references(() => deliveries.id),
    /** and how often since deliveries are named, while nobody had decided. */
    times: integer('times').notNull().default(0),
    /** What the delivery said of its source, which may have had nothing accepted yet. */
    sourceKind: text('source_kind').$type<SourceKind>(),
    sourceFeeds: text('source_feeds', { mode: 'json' }).$type<Feeds>(),
    run: text('run').notNull().default(''),
    state: text('state').$type<QuarantineState>().notNull().default('waiting'),
    decidedAt: instant('decided_at'),
    decidedBy: sealed('decided_by'),
    reason: text('reason'),
    outcome: text('outcome').$type<ReleaseOutcome>(),
    /** The content that stood before, where a release replaced one. */
    replaced: sealed('replaced'),
    replacedHash: blob('replaced_hash', { mode: 'buffer' }),
    decisionHash: blob('decision_hash', { mode: 'buffer' }),
  },
  (table) => [
    unique().on(table.organisation, table.source, table.eventId, table.revision, table.code, table.contentHash),
    isOneOf('state', quarantineStates),
    check('outcome_is_known', sql`outcome IN ('stored', 'superseded', 'duplicate', 'replaced')`),
    index('quarantine_by_state').on(table.organisation, table.source, table.state, table.code),
    index('quarantine_newest').on(table.organisation, table.state),
  ],
);

const outcome = (name: Outcome | 'received' | 'rejected') => integer(name).notNull();

/** The account of every delivery. */
export const deliveries = sqliteTable(
  'deliveries',
  {
    id: integer('id').primaryKey(),
    organisation: organisation(),
    source: source(),
    kind: text('kind').$type<'events' | 'directory'>().notNull(),
    run: text('run').notNull(),
    receivedAt: instant('received_at').notNull(),
    received: outcome('received'),
    stored: outcome('stored'),
    duplicate: outcome('duplicate'),
    superseded: outcome('superseded'),
    quarantined: outcome('quarantined'),
    rejected: outcome('rejected'),
    /** Null where it was not written down yet, as the hash. */
    droppedFields: integer('dropped_fields'),
    accountHash: blob('account_hash', { mode: 'buffer' }),
  },
  (table) => [
    check('received_is_the_sum', sql`received = stored + duplicate + superseded + quarantined + rejected`),
    // Answers for days of receipt alone, without a look at the rows.
    index('deliveries_by_time').on(
      table.organisation, table.receivedAt, table.source, table.kind, table.received, table.stored, table.duplicate, table.superseded, table.quarantined, table.rejected, table.droppedFields,
    ),
  ],
);

/** How many revisions of each type a source has in the ledger, counted with each delivery: counting rows would read them all. */
export const keptRevisions = sqliteTable(
  'kept_revisions',
  { source: source(), type: text('type').$type<UsageEvent['type']>().notNull(), revisions: integer('revisions').notNull() },
  (table) => [primaryKey({ columns: [table.source, table.type] })],
);

export const directorySnapshots = sqliteTable(
  'directory_snapshots',
  {
    id: integer('id').primaryKey(),
    organisation: organisation(),
    source: source(),
    takenAt: instant('taken_at').notNull(),
    complete: integer('complete').notNull(),
    /** What it speaks of; null where that is everything. */
    fields: text('fields', { mode: 'json' }).$type<readonly DirectoryField[]>(),
    /** Without people it sets totals only, which is not the same as having none. */
    hasPeople: integer('has_people').notNull(),
    purchased: integer('purchased').$type<DirectorySnapshot['totals']['purchased']>(),
    assigned: integer('assigned').$type<DirectorySnapshot['totals']['assigned']>(),
    pendingInvites: integer('pending_invites').$type<DirectorySnapshot['totals']['pendingInvites']>(),
    /** Null where it was taken before snapshots were hashed. */
    contentHash: blob('content_hash', { mode: 'buffer' }),
  },
  (table) => [
    unique().on(table.organisation, table.source, table.takenAt),
    isFlag('complete'),
    isFlag('has_people'),
    index('directory_snapshots_by_time').on(table.organisation, table.takenAt),
  ],
);

export const directoryPeople = sqliteTable(
  'directory_people',
  {
    snapshot: integer('snapshot').notNull().references(() => directorySnapshots.id),
    position: integer('position').notNull(),
    reference: integer('reference').notNull().references(() => personReferences.id),
    /** Null where nobody has said. */
    status: text('status').$type<PersonStatus>(),
    seat: text('seat'),
    groups: text('groups', { mode: 'json' }).$type<readonly string[]>().notNull(),
    department: text('department'),
    costCentre: text('cost_centre'),
    joinedAt: instant('joined_at'),
    invitedAt: instant('invited_at'),
    inviteExpiresAt: instant('invite_expires_at'),
  },
  (table) => [primaryKey({ columns: [table.snapshot, table.position] })],
);
