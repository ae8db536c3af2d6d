import type { Words } from '@pegel/domain';
import { CsvError, openCsv, type CsvRow } from '../csv.js';
import { columnsOf, columnsThere, namesPeople, type Columns, type Mapping, type Target } from './columns.js';
import type { Raw } from './entry.js';

/** A table of people that can be read, or why it is none. */
export type Table =
  | { readonly columns: Columns; rows(): AsyncGenerator<CsvRow>; readonly close: () => Promise<void> }
  | { readonly columns: null; readonly reason: string; readonly message: Words };

/** Opens a table. Throws an `ImportError` where a column that was named is not there. */
export async function openTable(path: string, mapping: Mapping, onBytes?: (bytes: number) => void): Promise<Table> {
  try {
    const csv = await openCsv(path, { onBytes });
    try {
      const columns = columnsOf(csv.header, mapping, path);
      if (namesPeople(columns)) return { columns, rows: () => csv.rows(), close: () => csv.close() };
      await csv.close();
      return { columns: null, reason: 'unknown-columns', message: nobodyNamed(csv.header) };
    } catch (error) {
      await csv.close();
      throw error;
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { columns: null, reason: error.reason, message: error.words };
  }
}

function nobodyNamed(header: readonly string[]): Words {
  const there = columnsThere(header);
  return {
    en: `No column is known to say who somebody is. ${there.en} Name it with --columns 'email="…"'.`,
    de: `Von keiner Spalte ist bekannt, dass sie sagt, um wen es geht. ${there.de} Nennen Sie sie mit --columns 'email="…"'.`,
  };
}

/** What separates groups in one cell, unless somebody says it. */
const separators = /[;|,\n]/;

/** What a row says, by what its columns hold. */
export function rawOf(record: ReadonlyMap<string, string>, columns: Columns, separator: string | undefined, { hasStatus, hasIds }: { readonly hasStatus: boolean; readonly hasIds: boolean }): Raw {
  const cells = (target: Target): readonly string[] => (columns.get(target) ?? []).map((name) => record.get(name) ?? '');
  const cell = (target: Target): string => cells(target)[0] ?? '';
  return {
    id: hasIds ? cell('id') : null, emails: cells('email'), login: cell('login'), name: cell('name'), type: cell('type'), enabled: cell('enabled'), status: hasStatus ? cell('status') : '',
    seat: columns.has('seat') ? cell('seat') : null, groups: cell('groups').split(separator ?? separators), department: cell('department'), costCentre: cell('costCentre'),
  };
}
