import { accountsTables } from '@pegel/accounts';
import * as accountsSchema from '@pegel/accounts/tables';
import type { Component } from '@pegel/sqlite';
import { ledgerTables } from '@pegel/store-sqlite';
import * as ledgerSchema from '@pegel/store-sqlite/tables';

/** A component, with what its tables are to be in the words of Drizzle, and where its steps lie. */
export interface Described {
  readonly component: Component;
  /** Whatever the module with the tables exports; what is no table is passed over. */
  readonly tables: Readonly<Record<string, unknown>>;
  /** What Drizzle cannot say: tables whose rows lie in the order of their key. All of them are STRICT. */
  readonly withoutRowid: readonly string[];
  /** The source folder of its package, from the top of the workspace. */
  readonly source: string;
}

export const described: readonly Described[] = [
  { component: ledgerTables, tables: ledgerSchema, withoutRowid: ledgerSchema.withoutRowid, source: 'packages/store-sqlite/src' },
  { component: accountsTables, tables: accountsSchema, withoutRowid: accountsSchema.withoutRowid, source: 'packages/accounts/src' },
];
