export { ledgerTables } from './migrations.js';
export type { CubeSize } from './cube/holding.js';
export { sqliteStore, type LedgerConnections, type SqliteStore } from './store.js';
export { verifyLedger } from './verify/verify.js';
export type { CheckName, CheckResult, Verdict } from './verify/findings.js';
