import type { Actor, Instant, JournalParticulars, KeyReach, KeyRecord, KeyStore } from '@pegel/domain';
import { and, eq, gte, inArray, isNull, lt } from 'drizzle-orm';
import type { Tables } from './database.js';
import { recordIn } from './journal.js';
import { idOf } from './keys.js';
import { ingestKeys, memberships, readerTokens, user } from './tables.js';
import { hashOf, makeToken } from './tokens.js';

/** Keys and tokens of organisations. */
export function keysIn(tables: Tables): KeyStore {
  return {
    keys: (slug) => keysOf(tables, slug),
    makeKey: (slug, { label, reach, expiresAt }, { at, by, role }, check) =>
      tables.transaction(
        (within) => {
          check(keysOf(within, slug));
          const secret = makeToken(reach.kind);
          const hash = hashOf(secret);
          const row = { hash, organisation: slug, label, createdBy: accountOf(within, slug, by), createdAt: new Date(at), expiresAt: expiresAt === null ? null : new Date(expiresAt) };
          if (reach.kind === 'ingest') within.insert(ingestKeys).values({ ...row, scopes: reach.scopes, sources: reach.sources }).run();
          else within.insert(readerTokens).values({ ...row, role, permissions: reach.permissions }).run();
          const id = idOf(row);
          recordIn(within, slug, { happening: 'key-made', at, by, about: { ...told(id, reach), expires: expiresAt === null ? null : new Date(expiresAt).toISOString() } });
          return { id, secret };
        },
        { behavior: 'immediate' },
      ),
    revokeKey: (slug, id, { at, by }) =>
      tables.transaction(
        (within) => {
          const key = keysOf(within, slug).find((one) => one.id === id && one.revokedAt === null);
          if (key === undefined) return false;
          const table = key.reach.kind === 'ingest' ? ingestKeys : readerTokens;
          // Ids are the first letters of hashes, and "g" comes after every one that these can have.
          within.update(table).set({ revokedAt: new Date(at) }).where(and(eq(table.organisation, slug), gte(table.hash, id), lt(table.hash, `${id}g`), isNull(table.revokedAt))).run();
          recordIn(within, slug, { happening: 'key-revoked', at, by, about: told(id, key.reach) });
          return true;
        },
        { behavior: 'immediate' },
      ),
  };
}

/** What the journal says of a key: no name that somebody gave it. */
const told = (key: string, reach: KeyReach): JournalParticulars =>
  reach.kind === 'ingest' ? { key, kind: reach.kind, scopes: reach.scopes } : { key, kind: reach.kind, permissions: reach.permissions };

/** Whose a key is that somebody makes: of the account, also where it acts by a token of its own. */
function accountOf(within: Pick<Tables, 'select'>, slug: string, { kind, id }: Actor): string | null {
  if (kind === 'account') return id;
  return keysOf(within, slug).find((key) => kind === 'token' && key.id === id)?.maker?.account ?? null;
}

function keysOf(tables: Pick<Tables, 'select'>, slug: string): KeyRecord[] {
  const rows = [
    ...tables.select().from(readerTokens).where(eq(readerTokens.organisation, slug)).all().map((row) => ({ row, reach: { kind: 'reader', permissions: row.permissions } as const })),
    ...tables.select().from(ingestKeys).where(eq(ingestKeys.organisation, slug)).all().map((row) => ({ row, reach: { kind: 'ingest', scopes: row.scopes, sources: row.sources } as const })),
  ];
  const makers = makersOf(tables, slug, rows.flatMap(({ row }) => row.createdBy ?? []));
  return rows
    .map(({ row, reach }): KeyRecord => ({
      id: idOf(row), label: row.label, reach, maker: makers.get(row.createdBy ?? '') ?? null,
      createdAt: row.createdAt.getTime(), expiresAt: instantOf(row.expiresAt), lastUsedAt: instantOf(row.lastUsedAt), revokedAt: instantOf(row.revokedAt),
    }))
    .sort((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? -1 : 1));
}

function makersOf(tables: Pick<Tables, 'select'>, slug: string, accounts: readonly string[]): ReadonlyMap<string, NonNullable<KeyRecord['maker']>> {
  const rows = tables
    .select({ account: user.id, name: user.email, role: memberships.role, grants: memberships.grants })
    .from(user)
    .leftJoin(memberships, and(eq(memberships.userId, user.id), eq(memberships.organisation, slug)))
    .where(inArray(user.id, [...new Set(accounts)]))
    .all();
  return new Map(rows.map(({ account, name, role, grants }) => [account, { account, name, membership: role === null ? null : { role, grants: grants ?? [] } }]));
}

const instantOf = (date: Date | null): Instant | null => date?.getTime() ?? null;
