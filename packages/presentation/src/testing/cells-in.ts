import Papa from 'papaparse';
import type { Dialect } from '../csv-dialect.js';

/** What stands between the cells of a file. */
export const separators: Readonly<Record<Dialect, string>> = { standard: ',', 'excel-de': ';' };
/** What files for Excel begin with. */
export const mark = '\uFEFF';

/** What a program reads in a file, without the mark that it begins with: the names of the columns first. */
export const cellsIn = (text: string, dialect: Dialect): readonly string[][] =>
  Papa.parse<string[]>(text.startsWith(mark) ? text.slice(1) : text, { newline: '\r\n', delimiter: separators[dialect], skipEmptyLines: true }).data;
