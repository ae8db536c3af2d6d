export { sqliteStore, type LedgerConnections } from './store.js';
