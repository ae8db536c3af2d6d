import type { Language } from '@pegel/domain';
import { isMatch } from './matching.js';
import type { TableModel } from './table.js';
import { listDe } from './words-list-de.js';
import { listEn } from './words-list-en.js';

/** What makes the rows of a table a list: what each column is sorted by, and which rows stay where they are. */
export interface ListKeys {
  /** Names of columns in links; `null` where a column cannot be sorted by. */
  readonly columns: readonly (string | null)[];
  /** By row and column; `null` has no place of its own and stands last. */
  readonly keys: readonly (readonly (string | number | null)[])[];
  /** Its rows are single people, whose names are in no address. */
  readonly isOfPeople: boolean;
}

/** A list as it is filtered and sorted. */
export interface Listed {
  readonly table: TableModel;
  /** What it is sorted by, where somebody has chosen. */
  readonly order: { readonly column: number; readonly isDescending: boolean } | null;
  /** How many rows there are, or are left. */
  readonly said: string;
  readonly empty: string | null;
}

const words: Readonly<Record<Language, typeof listEn>> = { en: listEn, de: listDe };

export const listWordsIn = (language: Language): typeof listEn => words[language];

/**
 * The rows that a filter leaves, in the order that a link asks for; ranks stay what they are among all. A total is of
 * everything, so it stands only where everything does.
 */
export function listed(table: TableModel, { columns, keys }: ListKeys, filter: string, sort: string | null, language: Language): Listed {
  const said = words[language];
  const all = keys.length;
  const names = table.names ?? 0;
  const isDescending = sort?.startsWith('-') === true;
  const column = sort === null ? -1 : columns.indexOf(isDescending ? sort.slice(1) : sort);
  const found = keys.flatMap((row, index) => (isMatch(filter, [table.rows[index]?.[names] ?? '']) ? [{ index, key: row[column] ?? null }] : []));
  const sorted = column < 0 ? found : found.toSorted((a, b) => compared(a.key, b.key, isDescending, language) || a.index - b.index);
  const isFiltered = filter.trim() !== '';
  const number = new Intl.NumberFormat(language);
  return {
    table: { ...table, rows: [...sorted.map(({ index }) => table.rows[index] ?? []), ...(isFiltered ? [] : table.rows.slice(all))] },
    order: column < 0 ? null : { column, isDescending },
    said: isFiltered ? said.found(number.format(found.length), number.format(all)) : said.rows(number.format(all)),
    empty: found.length === 0 ? said.noMatch(filter.trim()) : null,
  };
}

function compared(a: string | number | null, b: string | number | null, isDescending: boolean, language: Language): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  const order = typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b), language);
  return isDescending ? -order : order;
}
