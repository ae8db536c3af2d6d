import { pipeline } from 'node:stream/promises';
import { localeOf, ownDataModel, ownDataRows, plainMarkdown, tableMarkdown, type OwnDataModel } from '@pegel/presentation';
import type { CommandDeclaration } from '../command-line/declaration.js';
import { dialectOf, dialectOption, dialectParameter, type WithDialect } from '../dialect.js';
import { openFile } from '../download.js';
import { exitCodes } from '../failure.js';
import { wrap } from '../fit.js';
import { piecesForOutput } from '../for-output.js';
import { languageFor } from '../language.js';
import { formatOption, printed, type WithFormat } from '../listing.js';
import { plainTable } from '../plain-table.js';
import { asked, connect, readerOptions, type ReaderOptions } from '../reader.js';
import { safeText } from '../safe-text.js';
import type { World } from '../world.js';

const types = { json: 'application/json', csv: 'text/csv' } as const;
const widthMax = 80;

interface MyDataOptions extends ReaderOptions, WithDialect, WithFormat {}

export const myDataCommand: CommandDeclaration = {
  name: 'my-data',
  group: 'data',
  does: { en: 'What is held of you, what owners see of you, and who looked.', de: 'Was über Sie gespeichert ist, was Owners von Ihnen sehen, und wer nachgesehen hat.' },
  details: [
    {
      en: 'It is for everybody who is a member, and about whoever is signed in alone: first `pegel login`, since a token is nobody. That you looked stands in the audit journal.',
      de: 'Das ist für alle Mitglieder, und nur über die angemeldete Person selbst: zuerst `pegel login`, denn ein Token ist niemand. Dass Sie nachgesehen haben, steht im Protokoll.',
    },
  ],
  options: [formatOption({ en: 'How to print it; json, ndjson and csv have every number of every day.', de: 'Wie es ausgegeben wird; json, ndjson und csv enthalten jede Zahl jedes Tages.' }), dialectOption, ...readerOptions],
  ends: [exitCodes.notPermitted],
  variables: ['XDG_CONFIG_HOME'],
  examples: [
    { line: 'pegel my-data', says: { en: 'All of it, to read.', de: 'Alles, zum Lesen.' } },
    { line: 'pegel my-data --format csv > my-data.csv', says: { en: 'The same for a spreadsheet, a line a number.', de: 'Dasselbe für eine Tabelle, eine Zeile je Zahl.' } },
  ],
  async run(world: World, { format, ...options }: MyDataOptions) {
    const connection = connect(world, options);
    const { client, organisation } = connection;
    const dialect = dialectOf(world, options, format);
    const language = languageFor(world, options);
    if (format !== 'json' && format !== 'csv') {
      const data = await asked(connection, client.ownData.query({ organisation }));
      const model = ownDataModel(data, localeOf(language, { currency: data.organisation.currency, today: null }));
      world.stdout.write(printed({ table: () => textOf(model), md: () => markdownOf(model), json: () => data, rows: () => ownDataRows(data, language) }, format));
      return;
    }
    // The server's own files, as they come.
    const asks = new URLSearchParams({ lang: language, ...dialectParameter(dialect), ...(organisation === undefined ? {} : { organisation }) });
    const file = await openFile(connection, `/export/own-data.${format}?${asks}`, types[format]);
    await pipeline(piecesForOutput(world.stdout, file), world.stdout, { end: false });
  },
};

function textOf({ title, about, sections }: OwnDataModel): string {
  const parts = sections.map((section) => {
    const labels = Math.max(0, ...section.facts.map(({ label }) => label.length)) + 2;
    return [
      section.title,
      ...section.sentences.flatMap(wrapped),
      ...section.facts.map(({ label, value }) => safeText(`${label.padEnd(labels)}${value}`)),
      ...section.tables.flatMap(({ heading, table }) => ['', ...(heading === null ? [] : [heading]), plainTable(table)]),
    ].join('\n');
  });
  return `${[[title, ...wrapped(about)].join('\n'), ...parts].join('\n\n')}\n`;
}

/** The same as a document. */
function markdownOf({ title, about, sections }: OwnDataModel): string {
  const parts = sections.map((section) =>
    [
      `## ${plainMarkdown(section.title)}\n`,
      ...section.sentences.map((sentence) => `${plainMarkdown(sentence)}\n`),
      ...(section.facts.length === 0 ? [] : [`${section.facts.map(({ label, value }) => `- **${plainMarkdown(label)}:** ${plainMarkdown(value)}`).join('\n')}\n`]),
      ...section.tables.map(({ table }) => tableMarkdown(table)),
    ].join('\n'),
  );
  return `# ${plainMarkdown(title)}\n\n${plainMarkdown(about)}\n\n${parts.join('\n')}`;
}

const wrapped = (text: string): readonly string[] => wrap(safeText(text).replaceAll('\u00A0', ' '), widthMax);
