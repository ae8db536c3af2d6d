import Papa from 'papaparse';
import { cellKinds, type CellKind } from './csv-cells.js';
import type { Dialect } from './csv-dialect.js';
import { csvHeadersDe, type ColumnName } from './words-csv-de.js';

type Value = string | number | bigint | boolean | null | undefined;

/** A column of a file: said once, written in every dialect. */
export interface Column<Row> {
  /** Of programs, the same in every language. */
  readonly name: string;
  /** Of people who open it in German. */
  readonly label: string;
  readonly kind: CellKind | ((row: Row) => CellKind);
  /** What is not known is empty. */
  readonly of: (row: Row) => Value;
}

/** A column by the name it has in every file. Files are written in modules of their own: a browser that draws the same as a table loads none of this. */
export const column = <Row>(name: ColumnName, kind: Column<Row>['kind'], of: Column<Row>['of']): Column<Row> => ({ name, label: csvHeadersDe[name], kind, of });

// Excel takes a file without this mark for one of the old Windows code page.
const byteOrderMark = '\uFEFF';
const forms: Readonly<Record<Dialect, { readonly delimiter: string; readonly begins: string }>> = {
  standard: { delimiter: ',', begins: '' },
  'excel-de': { delimiter: ';', begins: byteOrderMark },
};

/** A file in pieces: its first line, and one for each row. */
export interface CsvFile<Row> {
  /** What its columns are called. */
  readonly columns: readonly string[];
  readonly header: string;
  cells(row: Row): readonly string[];
  line(row: Row): string;
}

/** RFC 4180 but for the separator: CRLF, quotes where needed and doubled inside. */
export function csvFile<Row>(columns: readonly Column<Row>[], dialect: Dialect): CsvFile<Row> {
  const newline = '\r\n';
  const { delimiter, begins } = forms[dialect];
  const quoted = (text: string): string => Papa.unparse([[text]], { newline, delimiter });
  const cell = ({ kind, of }: Column<Row>, row: Row): string => {
    const value = of(row) ?? null;
    return value === null ? '' : cellKinds[typeof kind === 'function' ? kind(row) : kind](String(value), dialect);
  };
  /** By kind, what texts are in a line: many rows have the same. */
  const written = Object.fromEntries(Object.keys(cellKinds).map((kind) => [kind, new Map<string, string>()])) as Record<CellKind, Map<string, string>>; // Object.fromEntries forgets the literal keys.
  const inLine = ({ kind, of }: Column<Row>, row: Row): string => {
    const value = of(row) ?? null;
    if (value === null) return '';
    const own = typeof kind === 'function' ? kind(row) : kind;
    const text = String(value);
    // Nothing in a number is a separator or a quote.
    if (own === 'number') return cellKinds.number(text, dialect);
    const texts = written[own];
    const known = texts.get(text);
    if (known !== undefined) return known;
    const made = quoted(cellKinds[own](text, dialect));
    if (texts.size >= textsKept) texts.clear();
    texts.set(text, made);
    return made;
  };
  const names = columns.map(({ name, label }) => (dialect === 'standard' ? name : label));
  const cells = (row: Row): readonly string[] => columns.map((one) => cell(one, row));
  return { columns: names, header: `${begins}${names.map(quoted).join(delimiter)}${newline}`, cells, line: (row) => `${columns.map((one) => inLine(one, row)).join(delimiter)}${newline}` };
}

const textsKept = 1_000;

/** A row as JSON: the columns by their names, exact values, and null for what is not known. */
export const jsonOf = <Row>(columns: readonly Column<Row>[], row: Row): string =>
  JSON.stringify(Object.fromEntries(columns.map(({ name, of }) => [name, plain(of(row) ?? null)])));

const plain = (value: Value): Value => (typeof value === 'bigint' ? String(value) : value);

/** The same as one text, where it is short enough to be one. */
export function csvText<Row>(columns: readonly Column<Row>[], rows: readonly Row[], dialect: Dialect): string {
  const { header, line } = csvFile(columns, dialect);
  return [header, ...rows.map(line)].join('');
}

/** What is listed, row by row: the same rows with the same columns, whatever they are written as. */
export interface Rows {
  csv(dialect: Dialect): string;
  /** A line of JSON each. */
  ndjson(): string;
}

export const rowsOf = <Row>(columns: readonly Column<Row>[], rows: readonly Row[]): Rows => ({
  csv: (dialect) => csvText(columns, rows, dialect),
  ndjson: () => rows.map((row) => `${jsonOf(columns, row)}\n`).join(''),
});
