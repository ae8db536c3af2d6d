import { nameChoices, roleNames, weekStarts, type NameChoice, type OrganisationSettings, type RoleName, type WeekStart } from '@pegel/domain';
import { sql } from 'drizzle-orm';
import { check, index, integer, primaryKey, sqliteTable, text, unique, uniqueIndex } from 'drizzle-orm/sqlite-core';

/** What may be sent with an ingest key. */
export const ingestScopes = ['events', 'directory'] as const;
export type IngestScope = (typeof ingestScopes)[number];

const instant = (name: string) => integer(name, { mode: 'timestamp_ms' });
/** A column that holds one of these words. */
const isOneOf = (column: string, words: readonly string[]) => check(`${column}_is_known`, sql.raw(`${column} IN (${words.map((word) => `'${word}'`).join(', ')})`));
/** A column that says yes or no. */
const isFlag = (column: string) => check(`${column}_is_a_flag`, sql.raw(`${column} IN (0, 1)`));

/** Where the key is what rows are found by, they lie in its order. Drizzle has no word for it. */
export const withoutRowid: readonly string[] = ['memberships', 'reader_tokens', 'ingest_keys', 'settings'];

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
    pseudonymSecret: text('pseudonym_secret').notNull(),
    createdAt: instant('created_at').notNull(),
    /** Names of sources that are doors onto one system, best first. */
    sourceOrder: text('source_order', { mode: 'json' }).$type<readonly string[]>().notNull().default([]),
  },
  () => [
    isOneOf('week_start', weekStarts),
    check('fiscal_year_start_is_a_month', sql`fiscal_year_start BETWEEN 1 AND 12`),
    check('currency_is_a_code', sql`length(currency) = 3`),
    isFlag('extra_usage'),
    isOneOf('names', nameChoices),
    isFlag('demo'),
    check('source_order_is_json', sql`json_valid(source_order)`),
  ],
);

// Nobody goes with another: whoever removes an organisation or a user says so for every table.
const organisation = () => text('organisation').notNull().references(() => organisations.slug, { onDelete: 'restrict' });
const userId = () => text('user_id').notNull().references(() => user.id, { onDelete: 'restrict' });
const role = () => text('role').$type<RoleName>().notNull();

export const memberships = sqliteTable(
  'memberships',
  {
    userId: userId(),
    organisation: organisation(),
    role: role(),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.userId, table.organisation] }),
    isOneOf('role', roleNames),
    uniqueIndex('one_primary_owner').on(table.organisation).where(sql`role = 'primary-owner'`),
  ],
);

export const readerTokens = sqliteTable(
  'reader_tokens',
  {
    hash: text('hash').primaryKey(),
    organisation: organisation(),
    role: role(),
    label: text('label').notNull(),
    createdAt: instant('created_at').notNull(),
    revokedAt: instant('revoked_at'),
  },
  () => [isOneOf('role', roleNames)],
);

export const ingestKeys = sqliteTable(
  'ingest_keys',
  {
    hash: text('hash').primaryKey(),
    organisation: organisation(),
    /** The source of whatever is sent without naming one. */
    label: text('label').notNull(),
    scopes: text('scopes', { mode: 'json' }).$type<readonly IngestScope[]>().notNull(),
    /** The only source the key may name; `null`: any. */
    source: text('source'),
    createdAt: instant('created_at').notNull(),
    revokedAt: instant('revoked_at'),
  },
  () => [check('scopes_are_json', sql`json_valid(scopes)`)],
);

export const settings = sqliteTable('settings', { name: text('name').primaryKey(), value: text('value').notNull() });

/** Who changed how an organisation's numbers are cut, when, why, and from what to what. Rows are only ever added. */
export const settingChanges = sqliteTable(
  'setting_changes',
  {
    id: integer('id').primaryKey(),
    organisation: organisation(),
    changedAt: instant('changed_at').notNull(),
    changedBy: text('changed_by').notNull(),
    reason: text('reason').notNull(),
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

/* better-auth's: it looks them up and their columns by the names on the left. */

export const user = sqliteTable(
  'user',
  {
    id: text('id').primaryKey(),
    name: text('name').notNull(),
    email: text('email').notNull().unique(),
    emailVerified: integer('email_verified', { mode: 'boolean' }).notNull(),
    image: text('image'),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  () => [isFlag('email_verified')],
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
  },
  (table) => [index('session_user').on(table.userId)],
);

export const account = sqliteTable(
  'account',
  {
    id: text('id').primaryKey(),
    accountId: text('account_id').notNull(),
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
  key: text('key').notNull().unique(),
  count: integer('count').notNull(),
  lastRequest: integer('last_request').notNull(),
});
