import { permissions, roles, type Language, type Permission } from '@pegel/domain';
import type { ReaderView } from '@pegel/client';
import { accessRows, formatIn, type TableModel } from '@pegel/presentation';
import type { CommandDeclaration } from '../command-line/declaration.js';
import { dialectOf, dialectOption, type WithDialect } from '../dialect.js';
import { exitCodes, Failure } from '../failure.js';
import { languageFor } from '../language.js';
import { formatNamed, formatOption, jsonOption, printed, tablesMarkdown, type Listing, type WithFormat } from '../listing.js';
import { plainTable } from '../plain-table.js';
import { connect, failureFrom, readerOptions, type Connection, type ReaderOptions } from '../reader.js';
import { ownAccount } from '../sign-in/account.js';
import { signInWords } from '../sign-in/words.js';
import type { World } from '../world.js';

interface WhoAmIOptions extends ReaderOptions, WithDialect, WithFormat {
  readonly json: boolean;
}

export const whoAmICommand: CommandDeclaration = {
  name: 'whoami',
  group: 'program',
  does: { en: 'Say who is signed in from here, by what, and what they may see where.', de: 'Sagen, wer von hier angemeldet ist, wodurch, und was er oder sie wo sehen darf.' },
  options: [formatOption(), jsonOption, dialectOption, ...readerOptions],
  ends: [exitCodes.notPermitted],
  variables: ['XDG_CONFIG_HOME'],
  examples: [{ line: 'pegel whoami', says: { en: 'A line for each organisation.', de: 'Eine Zeile für jede Organisation.' } }],
  async run(world: World, options: WhoAmIOptions) {
    const format = formatNamed(world, options);
    const dialect = dialectOf(world, options, format);
    const connection = connect(world, options);
    world.stdout.write(printed(listingOf(await readersOf(connection), connection, languageFor(world, options)), format, dialect));
  },
};

function listingOf({ name, organisations: readers }: Awaited<ReturnType<typeof readersOf>>, { url, isKept }: Connection, language: Language): Listing {
  const { columns, from, nothing } = signInWords[language];
  const by = isKept ? 'session' : 'token';
  const may = (granted: readonly Permission[]) => (granted.length === 0 ? nothing : formatIn(language, { currency: 'USD', today: null }).list(granted.map((one) => permissions[one][language])));
  const table = (labels: readonly string[], rows: readonly (readonly string[])[]): TableModel => ({ caption: '', columns: labels.map((label) => ({ label, align: 'start' })), rows });
  const who = table([columns.who, columns.server, columns.by], [[name, url, from[by]]]);
  const where = table([columns.organisation, columns.role, columns.may], readers.map(({ organisation, role, permissions: granted }) => [organisation.slug, roles[role].label, may(granted)]));
  const tables = readers.length === 0 ? [who] : [who, where];
  // What somebody may is a list that fits on no line of a terminal.
  const permitted = table([columns.organisation, columns.role, columns.may], readers.flatMap(({ organisation, role, permissions: granted }) =>
    (granted.length === 0 ? [nothing] : granted.map((one) => permissions[one][language])).map((one, index) => (index === 0 ? [organisation.slug, roles[role].label, one] : ['', '', one]))));
  const organisations = readers.map(({ organisation, role, permissions: granted }) => ({ organisation: organisation.slug, role, permissions: granted }));
  return {
    table: () => (readers.length === 0 ? [who] : [who, permitted]).map((one) => `${plainTable(one)}\n`).join('\n'),
    md: () => tablesMarkdown(tables),
    json: () => ({ name, url, by, organisations }),
    rows: () => accessRows(organisations.map((one) => ({ name, server: url, by, ...one }))),
  };
}

/** A session may be at home in several organisations, a token in one. */
async function readersOf({ organisation, words, ...connection }: Connection): Promise<{ readonly name: string; readonly organisations: readonly ReaderView[] }> {
  const { url, token, client } = connection;
  const account = organisation === undefined
    ? await ownAccount(url, token).catch((error: unknown) => {
        throw new Failure(exitCodes.failed, words.unreachable(url, error));
      })
    : null;
  try {
    if (account === null) {
      const reader = await client.reader.query({ organisation });
      return { name: reader.name, organisations: [reader] };
    }
    return { name: account.email, organisations: await Promise.all(account.organisations.map(({ slug }) => client.reader.query({ organisation: slug }))) };
  } catch (error) {
    throw failureFrom(error, { ...connection, words });
  }
}
