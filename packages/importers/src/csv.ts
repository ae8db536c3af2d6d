import { shown, type Words } from '@pegel/domain';
import Papa from 'papaparse';
import { openFile } from './files.js';
import { linesOf, type Line } from './lines.js';

/** What a table may come to; more is none that a console exports. */
export const tableLimits = { rowBytes: 1024 * 1024, rowLines: 1_000, fieldCharacters: 64 * 1024, columns: 1_000 } as const;
const { rowBytes: rowBytesMax, rowLines: rowLinesMax, fieldCharacters: fieldCharactersMax, columns: columnsMax } = tableLimits;

type CsvReason =
  | 'empty-file' | 'utf-16' | 'line-ends' | 'delimiter' | 'unnamed-column' | 'duplicate-column' | 'too-many-columns'
  | 'invalid-utf8' | 'nul' | 'bad-quotes' | 'unclosed-quote' | 'too-few-fields' | 'too-many-fields' | 'row-too-large' | 'field-too-large';

/** The file is no table that can be read, and nothing of it was. */
export class CsvError extends Error {
  override readonly name = 'CsvError';
  constructor(
    readonly reason: CsvReason,
    readonly words: Words,
  ) {
    super(words.en);
  }
}

/** A row's cells by the names of their columns, in the header's order. A map, so that no name can reach a prototype. */
type CsvRecord = ReadonlyMap<string, string>;

interface Refused {
  readonly record: null;
  readonly reason: CsvReason;
  readonly message: Words;
  /** What follows cannot be told apart any more, and is not read. */
  readonly last: boolean;
}

/** A row, or why it cannot be read, by the line it begins on. */
export type CsvRow = { readonly line: number } & ({ readonly record: CsvRecord } | Refused);

export interface Csv {
  readonly header: readonly string[];
  /** What stands between fields: a comma, a semicolon or a tab. */
  readonly delimiter: string;
  /** Every row that is not empty, once. It may be left early. */
  rows(): AsyncGenerator<CsvRow>;
  /** For a file whose rows are not wanted. */
  close(): Promise<void>;
}

/**
 * Opens a table and reads its header: UTF-8, with or without a byte order mark, and between its fields whichever of comma,
 * semicolon and tab makes most columns of the header. Rows are read as they are asked for, in memory that does not grow with
 * the file. Throws a `CsvError` where there is no header to go by.
 */
export async function openCsv(path: string, { onBytes }: { readonly onBytes?: (bytes: number) => void } = {}): Promise<Csv> {
  const lines = linesOf(path, { bytesMax: rowBytesMax, onBytes });
  const close = async () => void (await lines.return(undefined));
  try {
    const { value: first } = await lines.next();
    if (!first) throw new CsvError('empty-file', { en: 'The file is empty.', de: 'Die Datei ist leer.' });
    if (first.text === null || first.text.includes('\0')) throw await encodingError(first, path);
    const delimiter = delimiterOf(first.text);
    const row = await readRow(first, lines, delimiter);
    if (!('cells' in row)) throw new CsvError(row.reason, { en: `The header cannot be read. ${row.message.en}`, de: `Die Kopfzeile lässt sich nicht lesen. ${row.message.de}` });
    const header = headerOf(row.cells);
    return { header, delimiter, rows: () => rowsOf(lines, delimiter, header), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function* rowsOf(lines: AsyncGenerator<Line>, delimiter: string, header: readonly string[]): AsyncGenerator<CsvRow> {
  try {
    for (;;) {
      const { value: first } = await lines.next();
      if (!first) return;
      const row = await readRow(first, lines, delimiter);
      if (!('cells' in row)) {
        yield { line: first.number, ...row };
        if (row.last) return;
      } else if (row.cells.some((cell) => cell !== '')) {
        yield { line: first.number, ...recordOf(row.cells, header) };
      }
    }
  } finally {
    await lines.return(undefined);
  }
}

/** What makes most columns. A name with a comma in it does not decide for commas, unless it makes as many. */
function delimiterOf(text: string): string {
  const tried = [',', ';', '\t'].map((delimiter) => ({ delimiter, columns: cellsOf(text, delimiter).cells.length }));
  const most = Math.max(...tried.map(({ columns }) => columns));
  const [best, rival] = tried.filter(({ columns }) => columns === most);
  if (!best || (rival && most > 1)) throw new CsvError('delimiter', {
      en: 'The header has as many columns with one separator as with another. Keep one of comma, semicolon and tab.',
      de: 'Die Kopfzeile hat mit einem Trennzeichen so viele Spalten wie mit einem anderen. Behalten Sie eines von Komma, Semikolon und Tabulator.',
    });
  return best.delimiter;
}

function headerOf(cells: readonly string[]): readonly string[] {
  const header = cells.map((name) => name.trim());
  // A carriage return alone ended lines on systems that nobody has any more; here it leaves the whole file as one line.
  if (header.some((name) => name.includes('\r'))) throw new CsvError('line-ends', {
      en: 'The lines of the file end in a carriage return alone. Save it again as CSV (UTF-8).',
      de: 'Die Zeilen der Datei enden nur auf einen Wagenrücklauf. Speichern Sie sie neu als CSV (UTF-8).',
    });
  if (header.length > columnsMax) throw new CsvError('too-many-columns', {
      en: `The header has ${header.length} columns; at most ${columnsMax} are read.`,
      de: `Die Kopfzeile hat ${header.length} Spalten; höchstens ${columnsMax} werden gelesen.`,
    });
  const firstPlace = new Map<string, number>();
  for (const [index, name] of header.entries()) {
    const place = index + 1;
    if (name === '') throw new CsvError('unnamed-column', { en: `Column ${place} of the header has no name.`, de: `Spalte ${place} der Kopfzeile hat keinen Namen.` });
    const before = firstPlace.get(name);
    if (before !== undefined) throw new CsvError('duplicate-column', {
      en: `Columns ${before} and ${place} of the header have the same name, ${shown(name)}.`,
      de: `Die Spalten ${before} und ${place} der Kopfzeile haben denselben Namen, ${shown(name)}.`,
    });
    firstPlace.set(name, place);
  }
  return header;
}

function recordOf(cells: readonly string[], header: readonly string[]): { readonly record: CsvRecord } | Refused {
  if (cells.length !== header.length) {
    const reason = cells.length < header.length ? 'too-few-fields' : 'too-many-fields';
    return refused(reason, { en: `The row has ${cells.length} fields, the header ${header.length}.`, de: `Die Zeile hat ${cells.length} Felder, die Kopfzeile ${header.length}.` });
  }
  const large = cells.findIndex((cell) => cell.length > fieldCharactersMax);
  if (large !== -1) return refused('field-too-large', {
    en: `The field in the column ${shown(header[large])} is longer than ${fieldCharactersMax} characters.`,
    de: `Das Feld in der Spalte ${shown(header[large])} ist länger als ${fieldCharactersMax} Zeichen.`,
  });
  return { record: new Map(header.map((name, index) => [name, cells[index] ?? ''])) };
}

/** One row from its first line on, however many lines its quoted fields take. */
async function readRow(first: Line, lines: AsyncGenerator<Line>, delimiter: string): Promise<{ readonly cells: readonly string[] } | Refused> {
  if (first.text === null) return lineRefused(first.reason, 'between rows');
  let text = withoutReturn(first.text);
  let parsed = cellsOf(text, delimiter);
  if (parsed.open && parsed.valid) {
    let before = first.number;
    for (let closes = false; !closes; ) {
      const { value: line } = await lines.next();
      if (!line) return refused('unclosed-quote', neverClosed, true);
      if (line.text === null) return lineRefused(line.reason, 'inside a row');
      if (line.number - first.number > rowLinesMax || text.length + line.text.length > rowBytesMax)
        return refused('unclosed-quote', neverClosed, true);
      // Lines without a text are not given, and still part of what is quoted.
      text += '\n'.repeat(line.number - before) + withoutReturn(line.text);
      before = line.number;
      // Pairs of quotes leave it open. So a row is parsed twice at most, whatever its lines hold.
      closes = line.text.split('"').length % 2 === 0;
    }
    parsed = cellsOf(text, delimiter);
  }
  if (text.includes('\0')) return refused('nul', { en: 'The row holds a NUL, as no text does.', de: 'Die Zeile enthält ein NUL, wie es in keinem Text steht.' });
  if (parsed.open || !parsed.valid) return refused('bad-quotes', {
      en: 'A quote stands where none can: the next field or the end of the row follows the quote that closes a field.',
      de: 'Ein Anführungszeichen steht, wo keines stehen kann: Auf das schließende folgt das nächste Feld oder das Ende der Zeile.',
    });
  return { cells: parsed.cells };
}

/** Reads one row. `open` where its end is inside quotes, `valid` where each quote stands where it can. */
function cellsOf(text: string, delimiter: string): { readonly cells: readonly string[]; readonly open: boolean; readonly valid: boolean } {
  const { data, errors }: Papa.ParseResult<string[]> = new Papa.Parser({ delimiter, newline: '\n' }).parse(text, 0, false);
  return { cells: data[0] ?? [], open: errors.some(({ code }) => code === 'MissingQuotes'), valid: data.length === 1 && errors.every(({ code }) => code === 'MissingQuotes') };
}

const withoutReturn = (text: string): string => (text.endsWith('\r') ? text.slice(0, -1) : text);

const refused = (reason: CsvReason, message: Words, last = false): Refused => ({ record: null, reason, message, last });

const neverClosed: Words = {
  en: 'A quote is opened and not closed within what a row can hold, so nothing from here on can be told apart.',
  de: 'Ein Anführungszeichen wird geöffnet und in dem, was eine Zeile enthalten kann, nicht geschlossen; von hier an lässt sich nichts mehr unterscheiden.',
};
const tooLong: Words = {
  en: `The row is longer than ${rowBytesMax} bytes, so nothing from here on can be told apart.`,
  de: `Die Zeile ist länger als ${rowBytesMax} Byte; von hier an lässt sich nichts mehr unterscheiden.`,
};
const notUtf8: Words = {
  en: 'The row is not valid UTF-8. Save the file again as CSV (UTF-8).',
  de: 'Die Zeile ist kein gültiges UTF-8. Speichern Sie die Datei neu als CSV (UTF-8).',
};

/** Where such a line lies inside a row, or is longer than any row, nobody knows whether a quote is open after it. */
const lineRefused = (reason: 'invalid-utf8' | 'line-too-long', where: 'between rows' | 'inside a row'): Refused =>
  reason === 'line-too-long' ? refused('row-too-large', tooLong, true) : refused(reason, notUtf8, where === 'inside a row');

async function encodingError(first: Line, path: string): Promise<CsvError> {
  if (first.text === null && first.reason === 'line-too-long') return new CsvError('row-too-large', { en: 'The first line is longer than a header can be.', de: 'Die erste Zeile ist länger, als eine Kopfzeile sein kann.' });
  // UTF-16 holds a NUL beside every letter of English, with a byte order mark or without.
  if (await beginsAsUtf16(path)) return new CsvError('utf-16', { en: 'The file is UTF-16. Save it again as CSV (UTF-8).', de: 'Die Datei ist UTF-16. Speichern Sie sie neu als CSV (UTF-8).' });
  return first.text === null
    ? new CsvError('invalid-utf8', { en: 'The header is not valid UTF-8. Save the file again as CSV (UTF-8).', de: 'Die Kopfzeile ist kein gültiges UTF-8. Speichern Sie die Datei neu als CSV (UTF-8).' })
    : new CsvError('nul', { en: 'The header holds a NUL, as no text does.', de: 'Die Kopfzeile enthält ein NUL, wie es in keinem Text steht.' });
}

async function beginsAsUtf16(path: string): Promise<boolean> {
  const file = await openFile(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
    const [a, b, c, d] = buffer.subarray(0, bytesRead);
    return (a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff) || (a === 0 && c === 0) || (b === 0 && d === 0);
  } finally {
    await file.close();
  }
}
