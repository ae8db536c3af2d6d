import { pipeline } from 'node:stream/promises';
import type { InviteCounts, InvitesView } from '@pegel/domain';
import { disclosureMarkdown, inviteCountsRows, inviteSummary, invitesModel, invitesRows, inviteWordsIn, localeOf, oldestFirst, plainMarkdown, tableMarkdown, type Locale } from '@pegel/presentation';
import type { CommandDeclaration } from '../command-line/declaration.js';
import { dialectOf, dialectOption, dialectParameter, type WithDialect } from '../dialect.js';
import { openMarked } from '../download.js';
import { exitCodes } from '../failure.js';
import { forOutput, piecesForOutput } from '../for-output.js';
import { languageFor } from '../language.js';
import { formatOption, isRows, printed, type Listing, type WithFormat } from '../listing.js';
import { readerOf } from '../page-source.js';
import { plainTable } from '../plain-table.js';
import { purposeOf, purposeOption, sayDisclosure, type WithPurpose } from '../purpose.js';
import { asked, connect, readerOptions, type ReaderOptions } from '../reader.js';
import type { World } from '../world.js';

interface InvitesOptions extends ReaderOptions, WithPurpose, WithDialect, WithFormat {
  readonly ages: boolean;
}

export const invitesCommand: CommandDeclaration = {
  name: 'invites',
  group: 'read',
  does: { en: 'Pending invites: whose they are, since when, and how old they are.', de: 'Ausstehende Einladungen: wessen sie sind, seit wann, und wie alt sie sind.' },
  details: [
    {
      en: 'The list is about single people: it follows the way names appear in the organisation, asks for a purpose where a list of them is kept, and stands in the audit journal. --ages only counts.',
      de: 'Die Liste handelt von einzelnen Personen: Sie folgt der Darstellung von Namen in der Organisation, verlangt einen Zweck, wo eine Liste geführt wird, und steht im Protokoll. --ages zählt nur.',
    },
  ],
  options: [
    { flags: '--ages', says: { en: 'Only how many there are of each age, of nobody.', de: 'Nur wie viele es von jedem Alter gibt, von niemandem.' } },
    formatOption({ en: 'How to print it; ndjson is an invite a line, csv the file of the list.', de: 'Wie es ausgegeben wird; ndjson ist eine Zeile je Einladung, csv die Liste als Datei.' }),
    dialectOption,
    purposeOption,
    ...readerOptions,
  ],
  ends: [exitCodes.notPermitted],
  examples: [
    { line: 'pegel invites', says: { en: 'The oldest first.', de: 'Die ältesten zuerst.' } },
    { line: 'pegel invites --ages --format json', says: { en: 'Counts by age, for a program.', de: 'Anzahlen nach Alter, für ein Programm.' } },
    { line: 'pegel invites --format csv > invites.csv', says: { en: 'The list for a spreadsheet.', de: 'Die Liste für eine Tabelle.' } },
  ],
  async run(world: World, { ages, format, ...options }: InvitesOptions) {
    const dialect = dialectOf(world, options, format);
    const connection = connect(world, options);
    const { client, organisation } = connection;
    const purpose = ages ? options.purpose : purposeOf(world, options, { by: 'person' });
    if (format === 'csv' && !ages) {
      const query = new URLSearchParams({ ...(organisation === undefined ? {} : { organisation }), ...(purpose === undefined ? {} : { purpose }), ...dialectParameter(dialect) });
      const { content, disclosure } = await openMarked(connection, `/export/invites.csv?${query}`);
      await pipeline(piecesForOutput(world.stdout, content), world.stdout, { end: false });
      sayDisclosure(world, options, disclosure);
      return;
    }
    const locale = async (today: string) => localeOf(languageFor(world, options), { currency: (await readerOf(connection)).organisation.currency, today });
    if (ages) {
      const counts = await asked(connection, client.inviteCounts.query({ organisation }));
      world.stdout.write(forOutput(world.stdout, printed(countsListing(counts, await locale(counts.today)), format, dialect)));
      return;
    }
    const view = await asked(connection, client.invites.query({ organisation, purpose }));
    const speaking = await locale(view.today);
    world.stdout.write(forOutput(world.stdout, printed(listing(view, speaking), format, dialect)));
    if (format === 'table' || isRows(format)) sayDisclosure(world, options, view.disclosure);
  },
};

/** How many there are, and of which age. */
function countsIn(counts: InviteCounts, locale: Locale): string {
  const { title, about, table, old, notes } = inviteSummary(counts, locale);
  const heading = [counts.total === null ? title : inviteWordsIn(locale.language).titleWith(locale.format.integer(counts.total)), about, ...(old === null ? notes : [`! ${old}`])].join('\n');
  return table === null ? heading : `${heading}\n\n${plainTable(table)}`;
}

const textOf = (parts: readonly string[]): string => `${parts.join('\n\n').replaceAll('\u00A0', ' ')}\n`;

const countsListing = (counts: InviteCounts, locale: Locale): Listing => ({
  table: () => textOf([countsIn(counts, locale)]),
  md: () => countsMarkdown(counts, locale),
  json: () => counts,
  rows: () => inviteCountsRows(counts),
});

function listing(view: InvitesView, locale: Locale): Listing {
  const { table, notes } = invitesModel(view, locale, '', oldestFirst);
  return {
    table: () => textOf([countsIn(view, locale), ...(table === null ? [] : [plainTable(table), notes.join('\n')])]),
    md: () => `${countsMarkdown(view, locale)}${table === null ? '' : `\n${tableMarkdown(table)}\n${notes.map((note) => `${plainMarkdown(note)}\n`).join('')}`}${disclosureMarkdown(view.disclosure, locale.language)}`,
    json: () => view,
    rows: () => invitesRows(view),
  };
}

/** The same as `countsIn`, for a document. */
function countsMarkdown(counts: InviteCounts, locale: Locale): string {
  const { title, table, old, notes } = inviteSummary(counts, locale);
  const said = (old === null ? notes : [`! ${old}`]).map((note) => `\n${plainMarkdown(note)}\n`).join('');
  return table === null ? `**${plainMarkdown(title)}**\n${said}` : `${tableMarkdown(table)}${said}`;
}
