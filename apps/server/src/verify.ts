import { journalHeadsIn, organisationsIn, verifyJournal } from '@pegel/accounts';
import { journalHeadText, type JournalHead } from '@pegel/domain';
import { verifyLedger, type CheckName as LedgerCheck, type CheckResult } from '@pegel/store-sqlite';
import { readAlone } from './read-alone.js';

/** What was found in a data folder. */
export interface Verified {
  /** The path of the database file. */
  readonly file: string;
  readonly isSound: boolean;
  readonly checks: readonly (Omit<CheckResult, 'name'> & { readonly name: CheckName })[];
  /** The last entry of every chain of the audit journal. Whoever keeps them elsewhere can show later that none was cut off. */
  readonly heads: readonly string[];
}

export type CheckName = LedgerCheck | 'journal';

export interface VerifyOptions {
  readonly data: string;
  /** Heads of chains from before, each of which must still be part of its chain. */
  readonly heads?: readonly JournalHead[];
  /** Hears of each check before it is made. */
  readonly begins?: (name: CheckName) => void;
}

/** Recomputes everything in a data folder from its ledger. It reads alone, also while a server uses the folder. */
export const verify = ({ data, heads = [], begins = () => undefined }: VerifyOptions): Verified =>
  readAlone(data, (reader, file) => {
    const ledger = verifyLedger(reader, organisationsIn(reader), begins);
    begins('journal');
    const journal = { name: 'journal', ...verifyJournal(reader, heads) } as const;
    return { file, isSound: ledger.isSound && journal.offending === 0, checks: [...ledger.checks, journal], heads: journalHeadsIn(reader).map(journalHeadText) };
  });
