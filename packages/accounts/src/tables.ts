import type { NameChoice, RoleName, WeekStart } from '@pegel/domain';
import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** What may be sent with an ingest key. */
export const ingestScopes = ['events', 'directory'] as const;
export type IngestScope = (typeof ingestScopes)[number];

const instant = (name: string) => integer(name, { mode: 'timestamp_ms' });

/* Ours. Their columns are as `migrations/` makes them. */

export const organisations = sqliteTable('organisations', {
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
});

export const memberships = sqliteTable(
  'memberships',
  {
    userId: text('user_id').notNull(),
    organisation: text('organisation').notNull(),
    role: text('role').$type<RoleName>().notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.userId, table.organisation] })],
);

export const readerTokens = sqliteTable('reader_tokens', {
  hash: text('hash').primaryKey(),
  organisation: text('organisation').notNull(),
  role: text('role').$type<RoleName>().notNull(),
  label: text('label').notNull(),
  createdAt: instant('created_at').notNull(),
  revokedAt: instant('revoked_at'),
});

export const ingestKeys = sqliteTable('ingest_keys', {
  hash: text('hash').primaryKey(),
  organisation: text('organisation').notNull(),
  /** The source of whatever is sent without naming one. */
  label: text('label').notNull(),
  scopes: text('scopes', { mode: 'json' }).$type<readonly IngestScope[]>().notNull(),
  /** The only source the key may name; `null`: any. */
  source: text('source'),
  createdAt: instant('created_at').notNull(),
  revokedAt: instant('revoked_at'),
});

export const settings = sqliteTable('settings', { name: text('name').primaryKey(), value: text('value').notNull() });

/* better-auth's: it looks them up and their columns by the names on the left. */

export const user = sqliteTable('user', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  email: text('email').notNull().unique(),
  emailVerified: integer('email_verified', { mode: 'boolean' }).notNull(),
  image: text('image'),
  createdAt: instant('created_at').notNull(),
  updatedAt: instant('updated_at').notNull(),
});

export const session = sqliteTable('session', {
  id: text('id').primaryKey(),
  token: text('token').notNull().unique(),
  userId: text('user_id').notNull(),
  ipAddress: text('ip_address'),
  userAgent: text('user_agent'),
  expiresAt: instant('expires_at').notNull(),
  createdAt: instant('created_at').notNull(),
  updatedAt: instant('updated_at').notNull(),
});

export const account = sqliteTable('account', {
  id: text('id').primaryKey(),
  accountId: text('account_id').notNull(),
  providerId: text('provider_id').notNull(),
  userId: text('user_id').notNull(),
  accessToken: text('access_token'),
  refreshToken: text('refresh_token'),
  idToken: text('id_token'),
  accessTokenExpiresAt: instant('access_token_expires_at'),
  refreshTokenExpiresAt: instant('refresh_token_expires_at'),
  scope: text('scope'),
  password: text('password'),
  createdAt: instant('created_at').notNull(),
  updatedAt: instant('updated_at').notNull(),
});

export const verification = sqliteTable('verification', {
  id: text('id').primaryKey(),
  identifier: text('identifier').notNull(),
  value: text('value').notNull(),
  expiresAt: instant('expires_at').notNull(),
  createdAt: instant('created_at').notNull(),
  updatedAt: instant('updated_at').notNull(),
});

export const rateLimit = sqliteTable('rate_limit', {
  id: text('id').primaryKey(),
  key: text('key').notNull().unique(),
  count: integer('count').notNull(),
  lastRequest: integer('last_request').notNull(),
});
