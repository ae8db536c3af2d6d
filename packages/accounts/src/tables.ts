import { actorKinds, groupSizes, nameChoices, roleNames, unmaskingEnds, weekStarts, type ActorKind, type HappeningName, type IngestScope, type NameChoice, type OrganisationSettings, type Permission, type RoleName, type UnmaskingEnd, type WeekStart } from '@pegel/domain';
import { unsealed } from '@pegel/sqlite';
import { sql } from 'drizzle-orm';
import { check, customType, index, integer, primaryKey, sqliteTable, text, unique, uniqueIndex } from 'drizzle-orm/sqlite-core';

/**
 * What somebody is called, or what names are made with: sealed by whichever connection writes it, and opened by the key that
 * it says. Equal texts are equal bytes, so it is looked up and unique as a text would be, and in no order.
 */
const sealed = customType<{ data: string; driverData: Buffer }>({
  dataType: () => 'blob',
  toDriver: (words) => sql`sealed(${words}, 'accounts')`,
  fromDriver: (bytes) => unsealed(bytes),
});
const instant = (name: string) => integer(name, { mode: 'timestamp_ms' });
/** A column that holds one of these words. */
const isOneOf = (column: string, words: readonly string[]) => check(`${column}_is_known`, sql.raw(`${column} IN (${words.map((word) => `'${word}'`).join(', ')})`));
/** A column that says yes or no. */
const isFlag = (column: string) => check(`${column}_is_a_flag`, sql.raw(`${column} IN (0, 1)`));

/** Where the key is what rows are found by, they lie in its order. Drizzle has no word for it. */
export const withoutRowid: readonly string[] = ['memberships', 'reader_tokens', 'ingest_keys', 'settings', 'invitations', 'audit_journal', 'unmaskings'];

/* Ours. */

export const organisations = sqliteTable(
  'organisations',
  {
    slug: text('slug').primaryKey(),
    name: text('name').notNull(),
    timeZone: text('time_zone').notNull(),
    weekStart: text('week_start').$type<WeekStart>().notNull(),
    fiscalYearStart: integer('fiscal_year_start').notNull(),
    currency: text('currency').notNull(),
    extraUsage: integer('extra_usage', { mode: 'boolean' }).notNull(),
    names: text('names').$type<NameChoice>().notNull(),
    demo: integer('demo', { mode: 'boolean' }).notNull(),
    pseudonymSecret: sealed('pseudonym_secret').notNull(),
    createdAt: instant('created_at').notNull(),
    /** Names of sources that are doors onto one system, best first. */
    sourceOrder: text('source_order', { mode: 'json' }).$type<readonly string[]>().notNull().default([]),
    groupSize: integer('group_size').notNull().default(groupSizes.usual),
    purposes: text('purposes', { mode: 'json' }).$type<readonly string[]>().notNull().default([]),
    retentionDays: integer('retention_days'),
    /** A decimal amount: text, because it is compared exactly. */
    budget: text('budget'),
  },
  () => [
    isOneOf('week_start', weekStarts),
    check('fiscal_year_start_is_a_month', sql`fiscal_year_start BETWEEN 1 AND 12`),
    check('currency_is_a_code', sql`length(currency) = 3`),
    isFlag('extra_usage'),
    isOneOf('names', nameChoices),
    isFlag('demo'),
    check('source_order_is_json', sql`json_valid(source_order)`),
    check('purposes_are_json', sql`json_valid(purposes)`),
    check('budget_is_an_amount', sql`budget GLOB '[0-9]*' AND budget NOT GLOB '*[^0-9.]*'`),
  ],
);

// Nobody goes with another: whoever removes an organisation or a user says so for every table.
const organisation = () => text('organisation').notNull().references(() => organisations.slug, { onDelete: 'restrict' });
const userId = () => text('user_id').notNull().references(() => user.id, { onDelete: 'restrict' });
const role = () => text('role').$type<RoleName>().notNull();
const grants = () => text('grants', { mode: 'json' }).$type<readonly Permission[]>().notNull().default([]);
/** Who made it; nobody where it is older than this is kept. */
const createdBy = () => text('created_by').references(() => user.id, { onDelete: 'restrict' });

export const memberships = sqliteTable(
  'memberships',
  {
    userId: userId(),
    organisation: organisation(),
    role: role(),
    createdAt: instant('created_at').notNull(),
    /** What an owner has granted beyond the role. */
    grants: grants(),
  },
  (table) => [
    primaryKey({ columns: [table.userId, table.organisation] }),
    isOneOf('role', roleNames),
    check('grants_are_json', sql`json_valid(grants)`),
    uniqueIndex('one_primary_owner').on(table.organisation).where(sql`role = 'primary-owner'`),
  ],
);

export const readerTokens = sqliteTable(
  'reader_tokens',
  {
    hash: text('hash').primaryKey(),
    organisation: organisation(),
    role: role(),
    label: sealed('label').notNull(),
    createdAt: instant('created_at').notNull(),
    revokedAt: instant('revoked_at'),
    /** Whose eyes it has: it sees no more than they do, and nothing once they are no member any more. */
    createdBy: createdBy(),
    /** `null`: all that `createdBy` may do. */
    permissions: text('permissions', { mode: 'json' }).$type<readonly Permission[]>(),
    expiresAt: instant('expires_at'),
    /** To the minute. */
    lastUsedAt: instant('last_used_at'),
  },
  () => [isOneOf('role', roleNames), check('permissions_are_json', sql`json_valid(permissions)`)],
);

export const ingestKeys = sqliteTable(
  'ingest_keys',
  {
    hash: text('hash').primaryKey(),
    organisation: organisation(),
    /** The source of whatever is sent without naming one, unless `sources` is a single one. */
    label: text('label').notNull(),
    scopes: text('scopes', { mode: 'json' }).$type<readonly IngestScope[]>().notNull(),
    createdAt: instant('created_at').notNull(),
    revokedAt: instant('revoked_at'),
    /** The only sources the key may name; `null`: any. */
    sources: text('sources', { mode: 'json' }).$type<readonly string[]>(),
    createdBy: createdBy(),
    expiresAt: instant('expires_at'),
    /** To the minute. */
    lastUsedAt: instant('last_used_at'),
  },
  () => [check('scopes_are_json', sql`json_valid(scopes)`), check('sources_are_json', sql`json_valid(sources)`)],
);

/** Somebody who was asked to become a member. The secret of the link is kept as its hash. */
export const invitations = sqliteTable(
  'invitations',
  {
    id: text('id').primaryKey(),
    organisation: organisation(),
    email: sealed('email').notNull(),
    role: role(),
    grants: grants(),
    hash: text('hash').notNull().unique(),
    invitedBy: text('invited_by').notNull().references(() => user.id, { onDelete: 'restrict' }),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    acceptedAt: instant('accepted_at'),
    withdrawnAt: instant('withdrawn_at'),
  },
  (table) => [
    isOneOf('role', roleNames),
    check('grants_are_json', sql`json_valid(grants)`),
    // A second one to the same address replaces the first.
    uniqueIndex('one_open_invitation').on(table.organisation, table.email).where(sql`accepted_at IS NULL AND withdrawn_at IS NULL`),
  ],
);

/**
 * What happened, in the order in which it did: a chain per organisation, and one under the empty name for what belongs
 * to none. Each row holds the hash of the one before it. Triggers of the step that makes the table refuse every UPDATE and DELETE.
 */
export const auditJournal = sqliteTable(
  'audit_journal',
  {
    chain: text('chain').notNull(),
    /** Without a gap from 1 on. */
    number: integer('number').notNull(),
    at: instant('at').notNull(),
    happening: text('happening').$type<HappeningName>().notNull(),
    actor: text('actor').$type<ActorKind>().notNull(),
    /** Of the account, the token or the key; `null` where there is none. Names stand elsewhere, so that they can be erased. */
    actorId: text('actor_id'),
    /** The address the request came from. */
    address: text('address'),
    about: text('about', { mode: 'json' }).$type<Readonly<Record<string, unknown>>>().notNull(),
    hash: text('hash').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.chain, table.number] }),
    index('audit_journal_by_happening').on(table.chain, table.happening, table.number),
    isOneOf('actor', actorKinds),
    check('about_is_json', sql`json_valid(about)`),
  ],
);

/** Who asked to see names for a while, and what became of it. What happened is in the journal too, by id. */
export const unmaskings = sqliteTable(
  'unmaskings',
  {
    id: text('id').primaryKey(),
    organisation: organisation(),
    requestedBy: text('requested_by').notNull().references(() => user.id, { onDelete: 'restrict' }),
    requestedAt: instant('requested_at').notNull(),
    reason: sealed('reason').notNull(),
    purpose: text('purpose'),
    /** Keys of those whose names are asked for. */
    people: text('people', { mode: 'json' }).$type<readonly string[]>().notNull(),
    hours: integer('hours').notNull(),
    /** After how many days those concerned are told. */
    tellAfterDays: integer('tell_after_days').notNull(),
    decidedBy: text('decided_by').references(() => user.id, { onDelete: 'restrict' }),
    decidedAt: instant('decided_at'),
    isApproved: integer('is_approved', { mode: 'boolean' }),
    /** Why it was refused, where somebody said so. */
    decisionReason: sealed('decision_reason'),
    /** How it ended, and when that was written down; nobody where it ended by itself. */
    ending: text('ending').$type<UnmaskingEnd>(),
    endedAt: instant('ended_at'),
    endedBy: text('ended_by').references(() => user.id, { onDelete: 'restrict' }),
  },
  (table) => [
    index('unmaskings_by_organisation').on(table.organisation, table.requestedAt),
    check('people_are_json', sql`json_valid(people)`),
    check('hours_are_at_most_a_day', sql`hours BETWEEN 1 AND 24`),
    check('told_within_a_month', sql`tell_after_days BETWEEN 0 AND 30`),
    check('nobody_decides_alone', sql`decided_by <> requested_by OR is_approved = 0`),
    isFlag('is_approved'),
    isOneOf('ending', unmaskingEnds),
  ],
);

export const settings = sqliteTable('settings', { name: text('name').primaryKey(), value: text('value').notNull() });

/** Who changed how an organisation's numbers are cut, when, why, and from what to what. Rows are only ever added. */
export const settingChanges = sqliteTable(
  'setting_changes',
  {
    id: integer('id').primaryKey(),
    organisation: organisation(),
    changedAt: instant('changed_at').notNull(),
    changedBy: sealed('changed_by').notNull(),
    reason: sealed('reason').notNull(),
    /** The settings that were changed, as they were and as they became. */
    was: text('was', { mode: 'json' }).$type<Partial<OrganisationSettings>>().notNull(),
    became: text('became', { mode: 'json' }).$type<Partial<OrganisationSettings>>().notNull(),
  },
  (table) => [
    index('setting_changes_by_organisation').on(table.organisation),
    check('what_was_is_json', sql`json_valid(was)`),
    check('what_became_is_json', sql`json_valid(became)`),
  ],
);

/** What somebody signed in with. */
export const sessionClients = ['browser', 'terminal'] as const;
export type SessionClient = (typeof sessionClients)[number];

/* better-auth's: it looks them up and their columns by the names on the left. */

export const user = sqliteTable(
  'user',
  {
    id: text('id').primaryKey(),
    name: sealed('name').notNull(),
    email: sealed('email').notNull().unique(),
    emailVerified: integer('email_verified', { mode: 'boolean' }).notNull(),
    image: sealed('image'),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
    twoFactorEnabled: integer('two_factor_enabled', { mode: 'boolean' }).notNull().default(false),
  },
  () => [isFlag('email_verified'), isFlag('two_factor_enabled')],
);

export const session = sqliteTable(
  'session',
  {
    id: text('id').primaryKey(),
    token: text('token').notNull().unique(),
    userId: userId(),
    ipAddress: text('ip_address'),
    userAgent: text('user_agent'),
    expiresAt: instant('expires_at').notNull(),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
    /** Ours: a terminal stays signed in for longer than a browser. */
    client: text('client').$type<SessionClient>().notNull().default('browser'),
    /** Ours, to the minute; `null` until it is first used. */
    lastUsedAt: instant('last_used_at'),
  },
  (table) => [index('session_user').on(table.userId), isOneOf('client', sessionClients)],
);

export const account = sqliteTable(
  'account',
  {
    id: text('id').primaryKey(),
    accountId: sealed('account_id').notNull(),
    providerId: text('provider_id').notNull(),
    userId: userId(),
    accessToken: text('access_token'),
    refreshToken: text('refresh_token'),
    idToken: text('id_token'),
    accessTokenExpiresAt: instant('access_token_expires_at'),
    refreshTokenExpiresAt: instant('refresh_token_expires_at'),
    scope: text('scope'),
    password: text('password'),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (table) => [unique().on(table.providerId, table.accountId), index('account_user').on(table.userId)],
);

export const verification = sqliteTable(
  'verification',
  {
    id: text('id').primaryKey(),
    identifier: text('identifier').notNull(),
    value: text('value').notNull(),
    expiresAt: instant('expires_at').notNull(),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (table) => [index('verification_identifier').on(table.identifier)],
);

export const rateLimit = sqliteTable('rate_limit', {
  id: text('id').primaryKey(),
  key: sealed('key').notNull().unique(),
  count: integer('count').notNull(),
  lastRequest: integer('last_request').notNull(),
});

export const twoFactor = sqliteTable(
  'two_factor',
  {
    id: text('id').primaryKey(),
    secret: text('secret').notNull(),
    backupCodes: text('backup_codes').notNull(),
    userId: userId(),
    verified: integer('verified', { mode: 'boolean' }).notNull().default(true),
    failedVerificationCount: integer('failed_verification_count').notNull().default(0),
    lockedUntil: instant('locked_until'),
  },
  (table) => [index('two_factor_secret').on(table.secret), index('two_factor_user').on(table.userId), isFlag('verified')],
);

export const deviceCode = sqliteTable('device_code', {
  id: text('id').primaryKey(),
  deviceCode: text('device_code').notNull().unique(),
  userCode: text('user_code').notNull().unique(),
  userId: text('user_id').references(() => user.id, { onDelete: 'restrict' }),
  expiresAt: instant('expires_at').notNull(),
  status: text('status').notNull(),
  lastPolledAt: instant('last_polled_at'),
  pollingInterval: integer('polling_interval'),
  clientId: text('client_id'),
  scope: text('scope'),
});
