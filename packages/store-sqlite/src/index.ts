export { ledgerTables } from './migrations.js';
export { sqliteStore, type LedgerConnections } from './store.js';
export { verifyLedger } from './verify/verify.js';
export type { CheckName, CheckResult, Verdict } from './verify/findings.js';
