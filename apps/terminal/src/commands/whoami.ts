import { permissions, roles, type Permission } from '@pegel/domain';
import type { ReaderView } from '@pegel/client';
import { formatIn } from '@pegel/presentation';
import type { CommandDeclaration } from '../command-line/declaration.js';
import { exitCodes, Failure } from '../failure.js';
import { languageFor } from '../language.js';
import { plainTable } from '../plain-table.js';
import { connect, failureFrom, readerOptions, type Connection, type ReaderOptions } from '../reader.js';
import { ownAccount } from '../sign-in/account.js';
import { signInWords } from '../sign-in/words.js';
import type { World } from '../world.js';

interface WhoAmIOptions extends ReaderOptions {
  readonly json: boolean;
}

export const whoAmICommand: CommandDeclaration = {
  name: 'whoami',
  group: 'program',
  does: { en: 'Say who is signed in from here, by what, and what they may see where.', de: 'Sagen, wer von hier angemeldet ist, wodurch, und was er oder sie wo sehen darf.' },
  options: [{ flags: '--json', says: { en: 'Print one JSON object.', de: 'Ein JSON-Objekt ausgeben.' } }, ...readerOptions],
  ends: [exitCodes.notPermitted],
  variables: ['XDG_CONFIG_HOME'],
  examples: [{ line: 'pegel whoami', says: { en: 'A line for each organisation.', de: 'Eine Zeile für jede Organisation.' } }],
  async run(world: World, options: WhoAmIOptions) {
    const connection = connect(world, options);
    const language = languageFor(world, options);
    const { columns, from, nothing } = signInWords[language];
    const readers = await readersOf(connection);
    const by = connection.isKept ? 'session' : 'token';
    if (options.json) {
      const organisations = readers.organisations.map(({ organisation, role, permissions: granted }) => ({ organisation: organisation.slug, role, permissions: granted }));
      world.stdout.write(`${JSON.stringify({ name: readers.name, url: connection.url, by, organisations }, null, 2)}\n`);
      return;
    }
    const may = (granted: readonly Permission[]) => (granted.length === 0 ? nothing : formatIn(language, { currency: 'USD', today: null }).list(granted.map((name) => permissions[name][language])));
    const table = (labels: readonly string[], rows: readonly (readonly string[])[]) => `${plainTable({ caption: '', columns: labels.map((label) => ({ label, align: 'start' })), rows })}\n`;
    world.stdout.write(table([columns.who, columns.server, columns.by], [[readers.name, connection.url, from[by]]]));
    if (readers.organisations.length > 0) world.stdout.write(`\n${table([columns.organisation, columns.role, columns.may], readers.organisations.map(({ organisation, role, permissions: granted }) => [organisation.slug, roles[role].label, may(granted)]))}`);
  },
};

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
