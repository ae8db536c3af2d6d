import { accountsTables } from '@pegel/accounts';
import type { Component } from '@pegel/sqlite';
import { ledgerTables } from '@pegel/store-sqlite';

/** Everything that keeps tables in the database file, in the order in which it is brought up to date. */
export const components: readonly Component[] = [ledgerTables, accountsTables];
