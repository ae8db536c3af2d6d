import type { Organisation } from '@pegel/domain';
import type { Database } from '@pegel/sqlite';

/** Where an organisation's facts hang, and how often what is derived from them has changed. */
export interface Ledger {
  readonly id: number;
  readonly identityVersion: number;
  readonly directoryVersion: number;
  readonly hasContestedLinks: boolean;
}

/** What texts of an organisation are sealed with besides the key: those of another look different, also where they are the same. */
export const sealedIn = ({ id }: Pick<Ledger, 'id'>): string => String(id);

interface LedgerRow extends Omit<Ledger, 'hasContestedLinks'> {
  readonly hasContestedLinks: 0 | 1;
}

export interface Ledgers {
  /** An organisation nothing was delivered for yet has an empty ledger that no row refers to. */
  of(organisation: Organisation): Ledger;
  openedFor(organisation: Organisation): Ledger;
  sourceNamed(ledger: Ledger, name: string): number;
}

const empty: Ledger = { id: 0, identityVersion: 0, directoryVersion: 0, hasContestedLinks: false };

/** The ledgers of a connection that may only read. */
export function ledgerReader(database: Database): Ledgers['of'] {
  const find = database.prepare<[string], LedgerRow>(
    'SELECT id, identity_version AS identityVersion, directory_version AS directoryVersion, has_contested_links AS hasContestedLinks FROM ledgers WHERE slug = ?',
  );
  return ({ slug }) => {
    const row = find.get(slug);
    return row === undefined ? empty : { ...row, hasContestedLinks: row.hasContestedLinks === 1 };
  };
}

export function ledgersIn(database: Database): Ledgers {
  const of = ledgerReader(database);
  const open = database.prepare<[string]>('INSERT INTO ledgers (slug, identity_version, directory_version, has_contested_links) VALUES (?, 0, 0, 0) ON CONFLICT (slug) DO NOTHING');
  const findSource = database.prepare<[number, string], number>('SELECT id FROM sources WHERE organisation = ? AND name = ?').pluck();
  const addSource = database.prepare<[number, string], number>('INSERT INTO sources (organisation, name) VALUES (?, ?) RETURNING id').pluck();

  return {
    of,
    openedFor(organisation) {
      open.run(organisation.slug);
      return of(organisation);
    },
    sourceNamed(ledger, name) {
      const id = findSource.get(ledger.id, name) ?? addSource.get(ledger.id, name);
      if (id === undefined) throw new Error(`The source ${name} could not be recorded.`); // RETURNING always returns.
      return id;
    },
  };
}
