export { ledgerTables } from './migrations.js';
export { sqliteStore, type LedgerConnections } from './store.js';
