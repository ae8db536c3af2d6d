import { column, rowsOf, type Column, type Rows } from './csv.js';

/** Something looked at, and what to do about it. */
export interface FindingRow {
  readonly area: string;
  readonly check: string;
  readonly level: string;
  readonly says: string;
  readonly advice: string | null;
}

const columns: readonly Column<FindingRow>[] = [
  column('area', 'word', ({ area }) => area),
  column('check', 'word', ({ check }) => check),
  column('level', 'word', ({ level }) => level),
  column('says', 'text', ({ says }) => says),
  column('advice', 'text', ({ advice }) => advice),
];

/** A row a finding. */
export const findingsRows = (findings: readonly FindingRow[]): Rows => rowsOf(columns, findings);
