import { calendar, ingestScopes, keyLimits, readingPermissions, tokenKinds, type KeyMade, type KeysView, type Language } from '@pegel/domain';
import { isInUse, keysRows, keysTable, localeOf, settingsWordsIn } from '@pegel/presentation';
import { Unreadable, type CommandDeclaration, type Example, type OptionDeclaration } from '../command-line/declaration.js';
import { exitCodes, Failure } from '../failure.js';
import { dialectOf, dialectOption, type WithDialect } from '../dialect.js';
import { languageFor } from '../language.js';
import { asObject, formatNamed, formatOption, jsonOption, objectOptions, printed, tablesMarkdown, type Listing, type WithFormat, type WithObject } from '../listing.js';
import { plainTable } from '../plain-table.js';
import { asked, connect, readerOptions, type Connection, type ReaderOptions } from '../reader.js';
import { say, type World } from '../world.js';

interface KeysOptions extends ReaderOptions, WithDialect, WithFormat {
  readonly all: boolean;
  readonly json: boolean;
}

interface MakingOptions extends ReaderOptions, WithObject {
  readonly label: string;
  readonly days?: number | typeof never;
}

interface IngestOptions extends MakingOptions {
  readonly scopes: string;
  readonly sources?: string;
}

interface TokenOptions extends MakingOptions {
  readonly permissions: string;
}

interface RevokeOptions extends ReaderOptions, WithObject {
  readonly yes: boolean;
}

const ends = [exitCodes.notPermitted] as const;

const never = 'never';
const daysOption: OptionDeclaration = {
  flags: '--days <days>',
  says: { en: `How many days it is valid, 1 to ${keyLimits.daysMax}, or "${never}" for no end; otherwise ${keyLimits.daysDefault}.`, de: `Wie viele Tage er gilt, 1 bis ${keyLimits.daysMax}, oder "${never}" für ohne Ende; sonst ${keyLimits.daysDefault}.` },
  suggests: [never],
  parse(text) {
    if (text === never) return never;
    if (!/^[1-9]\d{0,3}$/.test(text) || Number(text) > keyLimits.daysMax) throw new Unreadable({ en: `It is a whole number from 1 to ${keyLimits.daysMax}, or ${never}.`, de: `Es ist eine ganze Zahl von 1 bis ${keyLimits.daysMax} oder ${never}.` });
    return Number(text);
  },
};

const daysOf = ({ days }: Pick<MakingOptions, 'days'>): number | null | undefined => (days === never ? null : days);
const wordsOf = (text: string): string[] => text.split(',').map((word) => word.trim()).filter((word) => word !== '');

/** The secret alone on stdout, so that it can go straight to where secrets are kept; all about it is a message. */
const making = (declaration: Pick<CommandDeclaration, 'name' | 'does' | 'details'> & { readonly options: readonly OptionDeclaration[]; readonly example: Example }, make: (connection: Connection, options: never) => Promise<KeyMade>): CommandDeclaration => ({
  ...declaration,
  options: [...declaration.options, daysOption, ...objectOptions, ...readerOptions],
  ends,
  examples: [declaration.example],
  async run(world: World, options: never) {
    const reading: MakingOptions = options;
    const connection = connect(world, reading);
    const made = await asked(connection, make(connection, options));
    if (asObject(reading)) return void world.stdout.write(`${JSON.stringify(made, null, 2)}\n`);
    const { key } = made;
    // Said before the secret is written: should that fail, the id is what revokes it.
    say(world, connection.words.keyMade(key.label, key.id, key.expiresAt?.slice(0, 10) ?? null));
    world.stdout.write(`${made.secret}\n`);
  },
});

const makeIngestCommand = making(
  {
    name: 'make-ingest',
    does: { en: 'Make a key for sending, and print it once.', de: 'Einen Schlüssel zum Senden anlegen und einmal ausgeben.' },
    details: [
      {
        en: 'The key is printed alone on stdout, and nothing keeps it. Its label is the source of what names none; a key bound to one source sends as that one.',
        de: 'Der Schlüssel wird allein auf stdout ausgegeben und nirgends aufbewahrt. Sein Name ist die Quelle von allem, was keine nennt; ein Schlüssel, der an eine Quelle gebunden ist, sendet als diese.',
      },
    ],
    options: [
      { flags: '--label <name>', says: { en: 'What it is called: small letters, digits and hyphens.', de: 'Wie er heißt: kleine Buchstaben, Ziffern und Bindestriche.' }, required: true },
      { flags: '--scopes <names>', says: { en: 'What it may send.', de: 'Was er senden darf.' }, choices: ingestScopes, list: true, required: true },
      { flags: '--sources <names>', says: { en: 'The only sources it may send as, with commas; otherwise any.', de: 'Die einzigen Quellen, als die er senden darf, mit Kommas; sonst jede.' } },
    ],
    example: { line: 'pegel keys make-ingest --label gateway --scopes events --sources gateway --days 180 > gateway.key', says: { en: 'A key for a gateway, straight into a file.', de: 'Ein Schlüssel für ein Gateway, gleich in eine Datei.' } },
  },
  ({ client, organisation }, { label, scopes, sources, ...options }: IngestOptions) => client.makeIngestKey.mutate({ label, scopes: wordsOf(scopes), sources: sources === undefined ? null : wordsOf(sources), days: daysOf(options), organisation }),
);

const makeTokenCommand = making(
  {
    name: 'make-token',
    does: { en: 'Make a token for reading, and print it once.', de: 'Ein Token zum Lesen anlegen und einmal ausgeben.' },
    details: [
      {
        en: 'The token is printed alone on stdout, and nothing keeps it. It sees what you may see at each moment, and of that only what it is made for; nothing once you are no member.',
        de: 'Das Token wird allein auf stdout ausgegeben und nirgends aufbewahrt. Es sieht, was Sie jeweils sehen dürfen, und davon nur, wofür es angelegt wird; nichts mehr, sobald Sie kein Mitglied mehr sind.',
      },
    ],
    options: [
      { flags: '--label <text>', says: { en: 'What it is for.', de: 'Wofür es ist.' }, required: true },
      { flags: '--permissions <names>', says: { en: 'What it may do.', de: 'Was es darf.' }, choices: readingPermissions, list: true, required: true },
    ],
    example: { line: 'pegel keys make-token --label "Finance dashboard" --permissions view:usage,view:spend > dashboard.token', says: { en: 'A token for another internal app.', de: 'Ein Token für eine andere interne Anwendung.' } },
  },
  ({ client, organisation }, { label, permissions, ...options }: TokenOptions) => client.makeReaderToken.mutate({ label, permissions: wordsOf(permissions), days: daysOf(options), organisation }),
);

const revokeCommand: CommandDeclaration = {
  name: 'revoke',
  does: { en: 'End a key or a token for good.', de: 'Einen Schlüssel oder ein Token endgültig widerrufen.' },
  details: [
    {
      en: 'It opens nothing from the next request on; where it is in use, that ends within a second. Without --yes it shows which one that would be.',
      de: 'Ab der nächsten Anfrage öffnet er nichts mehr; wo er gerade benutzt wird, endet das innerhalb einer Sekunde. Ohne --yes wird nur gezeigt, welcher es wäre.',
    },
  ],
  arguments: [{ name: '<id>', says: { en: 'Which one; pegel keys lists them.', de: 'Welcher; pegel keys nennt sie.' } }],
  options: [{ flags: '--yes', says: { en: 'Do it.', de: 'Es tun.' } }, ...objectOptions, ...readerOptions],
  ends,
  examples: [{ line: 'pegel keys revoke 3f9a2c81d07e --yes', says: { en: 'One that is not needed any more.', de: 'Einer, der nicht mehr gebraucht wird.' } }],
  async run(world: World, options: RevokeOptions, id: string) {
    const connection = connect(world, options);
    const { client, organisation, words } = connection;
    const language = languageFor(world, options);
    if (!options.yes) {
      const view = await asked(connection, client.keys.query({ organisation }));
      const one = { ...view, keys: view.keys.filter((key) => key.id === id) };
      if (one.keys.length === 0) throw new Failure(exitCodes.wrongArguments, words.badKey(id));
      world.stdout.write(asObject(options) ? `${JSON.stringify(one, null, 2)}\n` : listingOf(one, true, language).table());
      say(world, words.nothingDecided);
      return;
    }
    const revoked = await asked(connection, client.revokeKey.mutate({ id, organisation }));
    const { label } = revoked.key;
    world.stdout.write(asObject(options) ? `${JSON.stringify(revoked, null, 2)}\n` : `${revoked.isChanged ? settingsWordsIn(language).keys.revoked(label) : words.revokedBefore(label)}\n`);
  },
};

export const keysCommand: CommandDeclaration = {
  name: 'keys',
  group: 'data',
  does: { en: 'The keys for sending and the tokens for reading: what each opens, and when it was last used.', de: 'Die Schlüssel zum Senden und die Token zum Lesen: was sie öffnen, und wann sie zuletzt benutzt wurden.' },
  options: [
    { flags: '--all', says: { en: 'Also those that do not work any more; JSON always has them.', de: 'Auch die, die nicht mehr gelten; JSON enthält sie immer.' } },
    formatOption(),
    jsonOption,
    dialectOption,
    ...readerOptions,
  ],
  ends,
  examples: [
    { line: 'pegel keys', says: { en: 'All that are in use.', de: 'Alle, die gelten.' } },
    { line: "pegel keys --json | jq -r '.keys[] | select(.lastUsedAt == null) | .id'", says: { en: 'Those that were never used.', de: 'Die, die nie benutzt wurden.' } },
  ],
  commands: [makeIngestCommand, makeTokenCommand, revokeCommand],
  async run(world: World, { all, ...options }: KeysOptions) {
    const format = formatNamed(world, options);
    const dialect = dialectOf(world, options, format);
    const connection = connect(world, options);
    const view = await asked(connection, connection.client.keys.query({ organisation: connection.organisation }));
    world.stdout.write(printed(listingOf(view, all, languageFor(world, options)), format, dialect));
  },
};

/** A table a kind that there is any of. */
function listingOf(view: KeysView, isWhole: boolean, language: Language): Listing {
  const locale = localeOf(language, { currency: 'USD', today: calendar(view.timeZone).dayOf(Date.now()) });
  const tables = tokenKinds.map((kind) => keysTable(view, kind, isWhole, locale)).filter(({ rows }) => rows.length > 0);
  const { none } = settingsWordsIn(language).keys;
  return {
    table: () => (tables.length === 0 ? `${none.ingest} ${none.reader}\n` : tables.map((table) => `${table.caption}\n${plainTable(table)}\n`).join('\n')),
    md: () => tablesMarkdown(tables),
    json: () => view,
    rows: () => keysRows(view.keys.filter((key) => isWhole || isInUse(key))),
  };
}
