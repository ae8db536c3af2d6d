import type { Words } from '@pegel/domain';
import { tableMarkdown, type Dialect, type Rows, type TableModel } from '@pegel/presentation';
import type { OptionDeclaration } from './command-line/declaration.js';
import { exitCodes, Failure } from './failure.js';
import { wordsFor, type WithLanguage } from './language.js';
import type { World } from './world.js';

/** In what anything is printed that has rows. */
export const formats = ['table', 'json', 'ndjson', 'csv', 'md'] as const;
export type Format = (typeof formats)[number];

export interface WithFormat {
  readonly format: Format;
}

const usual: Words = { en: 'How to print it; ndjson and csv are a row a line.', de: 'Wie es ausgegeben wird; ndjson und csv sind eine Zeile je Reihe.' };

/** For every command that lists something. */
export const formatOption = (says: Words = usual): OptionDeclaration => ({ flags: '--format <format>', says, choices: formats, default: 'table' });

/** What a command lists, said once: to read as text and as Markdown, whole as JSON, and row by row. */
export interface Listing {
  table(): string;
  md(): string;
  json(): object;
  rows(): Rows;
}

export function printed(listing: Listing, format: Format, dialect: Dialect = 'standard'): string {
  switch (format) {
    case 'json':
      return jsonText(listing.json());
    case 'ndjson':
      return listing.rows().ndjson();
    case 'csv':
      return listing.rows().csv(dialect);
    case 'md':
      return listing.md();
    case 'table':
      return listing.table();
  }
}

export const jsonText = (found: object): string => `${JSON.stringify(found, null, 2)}\n`;

/** Formats that have no place for who was told of people, so that it is said beside them. */
export const isRows = (format: Format): boolean => format === 'csv' || format === 'ndjson';

export const tablesMarkdown = (tables: readonly TableModel[]): string => tables.map(tableMarkdown).join('\n');

/** What `--json` was before there were formats, and still is. */
export const jsonOption: OptionDeclaration = { flags: '--json', says: { en: 'The same as --format json.', de: 'Dasselbe wie --format json.' } };

/** In what anything is printed that is one thing, and has no rows. */
const objectFormats = ['table', 'json'] as const;

export interface WithObject {
  readonly format: (typeof objectFormats)[number];
  readonly json: boolean;
}

/** For every command that does something and says what came of it. */
export const objectOptions: readonly OptionDeclaration[] = [
  { flags: '--format <format>', says: { en: 'To read, or one JSON object; there are no rows, and so no ndjson, csv or md.', de: 'Zum Lesen oder als ein JSON-Objekt; Reihen gibt es keine, und so weder ndjson noch csv oder md.' }, choices: objectFormats, default: 'table' },
  jsonOption,
];

/** Whether one JSON object was asked for, in whichever way. */
export const asObject = ({ format, json }: WithObject): boolean => json || format === 'json';

/** The format of a command that takes both; two different ones are a mistake. */
export function formatNamed(world: World, { format, json, ...options }: WithFormat & WithLanguage & { readonly json: boolean }): Format {
  if (!json) return format;
  if (format !== 'table' && format !== 'json') throw new Failure(exitCodes.wrongArguments, wordsFor(world, options).twoFormats(format));
  return 'json';
}
