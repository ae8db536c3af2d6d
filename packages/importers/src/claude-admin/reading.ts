import { addDays, normaliseEmail, shown, type Day, type Nano, type Words } from '@pegel/domain';
import { CsvError, openCsv } from '../csv.js';
import type { Tally } from '../tally.js';
import { isFromFileSystem, type Export } from './find-exports.js';
import { parseCount, parseMoney, styleOf, type NumberStyle } from './numbers.js';

/** A row that could be read, with what its cells say. */
export interface Row {
  readonly line: number;
  readonly cells: Cells;
}

/** One file while it is read: what is wrong is said with its line, and whether anything was. */
export class Reading {
  readonly source: Export;
  /** The columns the file has; filled once reading begins. */
  header: readonly string[] = [];
  readonly #tally: Tally;
  readonly #onBytes: (bytes: number) => void;
  #isWhole = true;
  #hasLostRows = false;

  constructor(source: Export, tally: Tally, onBytes: (bytes: number) => void) {
    this.source = source;
    this.#tally = tally;
    this.#onBytes = onBytes;
  }

  /** Whether every row so far could be used; a sum over some of the rows would be a wrong one. */
  get isWhole(): boolean {
    return this.#isWhole;
  }

  /** Whether there are rows of which not even the cells are known: they could be about anybody. */
  get hasLostRows(): boolean {
    return this.#hasLostRows;
  }

  /** The rows that can be read, once. */
  async *rows(): AsyncGenerator<Row> {
    try {
      const csv = await openCsv(this.source.file.path, { onBytes: this.#onBytes });
      this.header = csv.header;
      const style = styleOf(csv.delimiter);
      for await (const row of csv.rows()) {
        this.#tally.line();
        if (row.record === null) this.#lose(row.line, row.reason, row.message);
        else yield { line: row.line, cells: new Cells(row.record, style) };
      }
      this.#tally.file();
    } catch (error) {
      if (error instanceof CsvError) this.#lose(null, error.reason, error.words);
      else if (isFromFileSystem(error)) this.#lose(null, 'unreadable', unreadable);
      else throw error;
    }
  }

  #lose(line: number | null, reason: string, message: Words): void {
    this.#hasLostRows = true;
    this.refuse(line, reason, message);
  }

  /** Leaves a row out. */
  refuse(line: number | null, reason: string, message: Words): void {
    this.#isWhole = false;
    this.note(line, reason, message);
  }

  /** Says something that takes nothing away from the rows. */
  note(line: number | null, reason: string, message: Words): void {
    this.#tally.skip({ file: this.source.file.path, line, reason, message });
  }

  /** Says so if the last day of a window was not over when the file was written: what it says of it may be less than all. */
  noteUnlessOver(last: Day): void {
    if (this.source.writtenAt < Date.parse(addDays(last, 1))) this.note(null, 'not-over', notOver(last));
  }

  /** Counts what is left out without a sentence of its own. */
  count(reason: string): void {
    this.#tally.again(reason);
  }
}

const unreadable: Words = { en: 'The file cannot be read to its end.', de: 'Die Datei lässt sich nicht bis zum Ende lesen.' };

const notOver = (last: Day): Words => ({
  en: `When the file was written ${last} was not over (in UTC), so its numbers are not the whole ones. The same window exported again replaces them.`,
  de: `Als die Datei geschrieben wurde, war der ${last} (in UTC) nicht vorbei; ihre Zahlen sind noch nicht die ganzen. Ein neuer Export desselben Zeitraums ersetzt sie.`,
});

/** The cells of one row. What cannot be read is remembered, the first of it, instead of guessed. */
export class Cells {
  readonly #record: ReadonlyMap<string, string>;
  readonly #style: NumberStyle;
  /** Why the row cannot be used; `null` while it can. */
  wrong: Words | null = null;

  constructor(record: ReadonlyMap<string, string>, style: NumberStyle) {
    this.#record = record;
    this.#style = style;
  }

  has(column: string): boolean {
    return this.#record.has(column);
  }

  /** What stands in the first of some columns that there is, without the space around it. */
  text(...columns: readonly string[]): string {
    const column = columns.find((name) => this.#record.has(name));
    return column === undefined ? '' : (this.#record.get(column) ?? '').trim();
  }

  count(column: string): number {
    return parseCount(this.text(column), this.#style) ?? this.#refuse(column, 0, wholeNumber);
  }

  /** As `count`, and `null` where the cell is empty or there is no such column. */
  optionalCount(column: string): number | null {
    return this.text(column) === '' ? null : this.count(column);
  }

  money(column: string): Nano {
    return parseMoney(this.text(column), this.#style) ?? this.#refuse(column, 0n, amount);
  }

  /** What a thing is called, in the first of some columns that there is; empty where the cell is. */
  name(...columns: readonly string[]): string {
    const text = this.text(...columns);
    return [...text].length <= 200 && !text.startsWith('@') ? text : this.#refuse(columns.find((column) => this.has(column)) ?? '', '', anyName);
  }

  /** An address as everything else knows it; `null` where the cell is empty. */
  email(...columns: readonly string[]): string | null {
    const text = this.text(...columns);
    if (text === '') return null;
    return isEmail(text) ? normaliseEmail(text) : this.#refuse(columns[0] ?? '', null, address);
  }

  #refuse<T>(column: string, instead: T, right: Words): T {
    const got = this.text(column);
    const is: Words = got === '' ? { en: 'is empty', de: 'ist leer' } : { en: `is ${shown(got)}`, de: `ist ${shown(got)}` };
    this.wrong ??= {
      en: `The row is left out: ${shown(column)} ${is.en}, and must be ${right.en}.`,
      de: `Die Zeile bleibt weg: ${shown(column)} ${is.de} und muss ${right.de} sein.`,
    };
    return instead;
  }
}

const wholeNumber: Words = { en: 'a whole number from 0 such as 1234 or 1,234', de: 'eine ganze Zahl ab 0 wie 1234 oder 1,234' };
const amount: Words = { en: 'an amount such as 1234.50 or 1,234.50', de: 'ein Betrag wie 1234.50 oder 1,234.50' };
const anyName: Words = { en: 'a name of at most 200 characters that does not begin with "@"', de: 'ein Name von höchstens 200 Zeichen, der nicht mit „@“ beginnt' };
const address: Words = { en: 'an e-mail address', de: 'eine E-Mail-Adresse' };

const isEmail = (text: string): boolean => text.length <= 320 && text.isWellFormed() && /^[^@\s]+@[^@\s]+$/u.test(text);

/** Where a sum over the rows would miss the refused ones, it is not said at all. */
export const sumsMissing: Words = {
  en: 'Since rows were left out, their sums are not sent. Repair the rows, or export the file again, and import once more.',
  de: 'Da Zeilen weggeblieben sind, werden ihre Summen nicht gesendet. Berichtigen Sie die Zeilen oder exportieren Sie die Datei neu und importieren Sie noch einmal.',
};
export const noRows: Words = { en: 'The file has a header and no rows.', de: 'Die Datei hat eine Kopfzeile und keine Zeilen.' };
