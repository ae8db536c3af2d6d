import type { KeptColumns, KeptThing } from '@pegel/domain';
import { getTableColumns, getTableName, is } from 'drizzle-orm';
import { SQLiteTable } from 'drizzle-orm/sqlite-core';
import * as tables from './tables.js';

type Tables = { readonly [Name in keyof typeof tables as (typeof tables)[Name] extends SQLiteTable ? Name : never]: (typeof tables)[Name] };
type Columns = { readonly [Name in keyof Tables]: { readonly [Column in keyof Tables[Name]['_']['columns']]: KeptThing } };

/** Everything of one kind, beside what is not. */
const all = <Column extends string>(thing: KeptThing, columns: readonly Column[]) => Object.fromEntries(columns.map((column) => [column, thing])) as Record<Column, KeptThing>; // Object.fromEntries forgets the literal keys.

/** What each column of these tables is, for the privacy report. A column that is added does not compile until somebody has said it here. */
const kept: Columns = {
  organisations: {
    ...all('organisation', ['slug', 'name', 'timeZone', 'weekStart', 'fiscalYearStart', 'currency', 'extraUsage', 'names', 'demo', 'createdAt', 'sourceOrder', 'groupSize', 'purposes', 'retentionDays', 'budget']),
    pseudonymSecret: 'pseudonym-secret',
  },
  memberships: all('membership', ['userId', 'organisation', 'role', 'createdAt', 'grants']),
  readerTokens: all('token', ['hash', 'organisation', 'role', 'label', 'createdAt', 'revokedAt', 'createdBy', 'permissions', 'expiresAt', 'lastUsedAt']),
  ingestKeys: all('ingest-key', ['hash', 'organisation', 'label', 'scopes', 'createdAt', 'revokedAt', 'sources', 'createdBy', 'expiresAt', 'lastUsedAt']),
  invitations: all('invitation', ['id', 'organisation', 'email', 'role', 'grants', 'hash', 'invitedBy', 'createdAt', 'expiresAt', 'acceptedAt', 'withdrawnAt']),
  auditJournal: all('journal', ['chain', 'number', 'at', 'happening', 'actor', 'actorId', 'address', 'about', 'hash']),
  unmaskings: all('unmasking', ['id', 'organisation', 'requestedBy', 'requestedAt', 'reason', 'purpose', 'people', 'hours', 'tellAfterDays', 'decidedBy', 'decidedAt', 'isApproved', 'decisionReason', 'ending', 'endedAt', 'endedBy']),
  settings: all('server-secret', ['name', 'value']),
  settingChanges: all('settings-change', ['id', 'organisation', 'changedAt', 'changedBy', 'reason', 'was', 'became']),
  user: { ...all('account', ['id', 'image', 'emailVerified', 'createdAt', 'updatedAt']), name: 'address', email: 'address', twoFactorEnabled: 'second-factor' },
  session: all('session', ['id', 'token', 'userId', 'ipAddress', 'userAgent', 'expiresAt', 'createdAt', 'updatedAt', 'client', 'lastUsedAt']),
  account: {
    ...all('account', ['id', 'userId', 'createdAt', 'updatedAt']), password: 'password',
    ...all('provider', ['accountId', 'providerId', 'accessToken', 'refreshToken', 'idToken', 'accessTokenExpiresAt', 'refreshTokenExpiresAt', 'scope']),
  },
  verification: all('code', ['id', 'identifier', 'value', 'expiresAt', 'createdAt', 'updatedAt']),
  rateLimit: all('attempts', ['id', 'key', 'count', 'lastRequest']),
  twoFactor: all('second-factor', ['id', 'secret', 'backupCodes', 'userId', 'verified', 'failedVerificationCount', 'lockedUntil']),
  deviceCode: all('code', ['id', 'deviceCode', 'userCode', 'userId', 'expiresAt', 'status', 'lastPolledAt', 'pollingInterval', 'clientId', 'scope']),
};

/** The columns of accounts, as the database calls them. */
export const keptColumns: KeptColumns = Object.fromEntries(
  Object.entries(tables).flatMap(([name, table]) => {
    if (!is(table, SQLiteTable)) return [];
    const things: Readonly<Record<string, KeptThing>> = kept[name as keyof Tables]; // Whatever is a table is in there.
    return Object.entries(getTableColumns(table)).flatMap(([key, column]) => {
      const thing = things[key];
      return thing === undefined ? [] : [[`${getTableName(table)}.${column.name}`, thing]];
    });
  }),
);
