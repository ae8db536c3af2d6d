import { calendar, unmaskingLimits, type Language, type UnmaskingsView, type UnmaskingView } from '@pegel/domain';
import { localeOf, namesPeopleByLabel, peopleMeant, peopleProblem, peopleTexts, rankedMetrics, tableMarkdown, unmaskingsRows, unmaskingsTable, unmaskingWordsIn, type UnmaskingWords } from '@pegel/presentation';
import { Unreadable, type ArgumentDeclaration, type CommandDeclaration, type OptionDeclaration } from '../command-line/declaration.js';
import { dialectOf, dialectOption, type WithDialect } from '../dialect.js';
import { readEnvironment } from '../environment.js';
import { exitCodes, Failure } from '../failure.js';
import { languageFor } from '../language.js';
import { asObject, formatNamed, formatOption, jsonOption, objectOptions, printed, type Listing, type WithFormat, type WithObject } from '../listing.js';
import { plainTable } from '../plain-table.js';
import { purposeOption, type WithPurpose } from '../purpose.js';
import { asked, connect, readerOptions, type Connection, type ReaderOptions } from '../reader.js';
import { say, type World } from '../world.js';

interface ListOptions extends ReaderOptions, WithDialect, WithFormat {
  readonly json: boolean;
}

interface AnswerOptions extends ReaderOptions, WithObject {}

interface RequestOptions extends AnswerOptions, WithPurpose {
  readonly people: string;
  readonly hours: number;
  readonly reason: string;
  readonly tellAfterDays?: number;
}

interface ChangeOptions extends AnswerOptions {
  readonly reason?: string;
  readonly yes: boolean;
}

const { hoursMax, tellAfterDaysMax } = unmaskingLimits;
const ends = [exitCodes.notPermitted] as const;
const requestArgument: ArgumentDeclaration = { name: '<request>', says: { en: 'Which request; pegel unmask lists them.', de: 'Welcher Antrag; pegel unmask nennt sie.' } };

/** A whole number on a command line. */
const whole = (min: number, max: number) => (text: string): number => {
  if (!/^\d{1,3}$/.test(text) || Number(text) < min || Number(text) > max) throw new Unreadable({ en: `It is a whole number from ${min} to ${max}.`, de: `Es ist eine ganze Zahl von ${min} bis ${max}.` });
  return Number(text);
};

function print(world: World, view: UnmaskingsView, options: AnswerOptions): void {
  world.stdout.write(printed(listingOf(view, languageFor(world, options)), asObject(options) ? 'json' : 'table'));
}

function listingOf(view: UnmaskingsView, language: Language): Listing {
  const locale = localeOf(language, { currency: 'USD', today: calendar(view.timeZone).dayOf(Date.now()) });
  const table = unmaskingsTable(view, locale);
  return {
    table: () => `${view.requests.length === 0 ? unmaskingWordsIn(language).none : plainTable(table)}\n`,
    md: () => tableMarkdown(table),
    json: () => view,
    rows: () => unmaskingsRows(view),
  };
}

const listCommand: CommandDeclaration = {
  name: 'list',
  does: { en: 'Who asked to see names, for what, and what became of it; the newest first.', de: 'Wer Namen beantragt hat, wofür und was daraus geworden ist; das Neueste zuerst.' },
  options: [formatOption(), jsonOption, dialectOption, ...readerOptions],
  ends,
  examples: [{ line: "pegel unmask list --json | jq '.requests[] | select(.state == \"open\")'", says: { en: 'Those by which names are shown now.', de: 'Die, durch die jetzt Namen gezeigt werden.' } }],
  async run(world: World, options: ListOptions) {
    const format = formatNamed(world, options);
    const dialect = dialectOf(world, options, format);
    const connection = connect(world, options);
    const view = await asked(connection, connection.client.unmaskings.query({ organisation: connection.organisation }));
    world.stdout.write(printed(listingOf(view, languageFor(world, options)), format, dialect));
  },
};

const requestCommand: CommandDeclaration = {
  name: 'request',
  does: { en: 'Ask to see the names of people for a while.', de: 'Beantragen, für eine Zeit die Namen von Personen zu sehen.' },
  details: [
    {
      en: 'Names are seen once an Owner or an Auditor who is somebody else has approved. Those concerned read who asked, who approved and why. It takes a person who is signed in: a token neither asks nor decides.',
      de: 'Namen sind zu sehen, sobald ein Owner oder Auditor, der jemand anderes ist, zugestimmt hat. Die Betroffenen lesen, wer den Antrag gestellt und wer zugestimmt hat, und warum. Es braucht eine angemeldete Person: Ein Token beantragt nichts und entscheidet nichts.',
    },
  ],
  options: [
    { flags: '--people <list>', says: { en: 'Whose: keys, or people as rankings show them, with commas.', de: 'Wessen: Schlüssel oder Personen, wie Ranglisten sie zeigen, mit Kommas.' }, required: true },
    { flags: '--hours <hours>', says: { en: `For how long from the approval on, up to ${hoursMax}.`, de: `Für wie lange ab der Genehmigung, bis ${hoursMax}.` }, required: true, parse: whole(1, hoursMax) },
    { flags: '--reason <text>', says: { en: 'Why; whoever decides and those concerned read it.', de: 'Warum; wer entscheidet und die Betroffenen lesen es.' }, required: true },
    purposeOption,
    { flags: '--tell-after-days <days>', says: { en: `In security cases: after how many days those concerned are told, up to ${tellAfterDaysMax}; otherwise at once.`, de: `In Sicherheitsfällen: nach wie vielen Tagen die Betroffenen unterrichtet werden, bis ${tellAfterDaysMax}; sonst sofort.` }, parse: whole(0, tellAfterDaysMax) },
    ...objectOptions,
    ...readerOptions,
  ],
  ends,
  examples: [{ line: 'pegel unmask request --people "Person 7F3A91" --hours 2 --reason "Asked for help with their budget."', says: { en: 'For two hours from the approval on.', de: 'Für zwei Stunden ab der Genehmigung.' } }],
  async run(world: World, { people, hours, reason, purpose: given, tellAfterDays, ...options }: RequestOptions) {
    const connection = connect(world, options);
    const { client, organisation } = connection;
    const purpose = given ?? readEnvironment(world.variables).purpose;
    const keys = await keysIn(connection, people, purpose, languageFor(world, options));
    const view = await asked(connection, client.requestUnmasking.mutate({ people: keys, hours, reason, purpose, tellAfterDays, organisation }));
    print(world, view, options);
    say(world, unmaskingWordsIn(languageFor(world, options)).sent);
  },
};

/** Keys as they are; who is called as rankings call them is looked up there. */
async function keysIn(connection: Connection, people: string, purpose: string | undefined, language: Language): Promise<string[]> {
  const texts = peopleTexts(people);
  const { client, organisation } = connection;
  const rows = namesPeopleByLabel(texts) ? (await asked(connection, client.report.query({ metrics: rankedMetrics, range: '90d', grain: 'total', by: 'person', purpose, organisation }))).rows : [];
  const meant = peopleMeant(texts, rows);
  const problem = peopleProblem(meant, language);
  if (problem !== null) throw new Failure(exitCodes.wrongArguments, problem);
  return [...meant.keys];
}

type Verb = keyof UnmaskingView['may'];

/** What is done to one request: shown first, and done with --yes. */
const deciding = (name: Verb, { does, details, options = [], example }: Pick<CommandDeclaration, 'does' | 'details'> & { readonly options?: readonly OptionDeclaration[]; readonly example: string }, act: (connection: Connection, id: string, options: ChangeOptions) => Promise<UnmaskingsView>): CommandDeclaration => ({
  name, does, details: details ?? [],
  arguments: [requestArgument],
  options: [...options, { flags: '--yes', says: { en: 'Do it.', de: 'Es tun.' } }, ...objectOptions, ...readerOptions],
  ends,
  examples: [{ line: example, says: does }],
  async run(world: World, given: ChangeOptions, id: string) {
    const connection = connect(world, given);
    const language = languageFor(world, given);
    const only = (view: UnmaskingsView): UnmaskingsView => ({ ...view, requests: view.requests.filter((request) => request.id === id) });
    if (!given.yes) {
      const one = only(await asked(connection, connection.client.unmaskings.query({ organisation: connection.organisation })));
      if (one.requests.length === 0) throw new Failure(exitCodes.wrongArguments, connection.words.badRequest(id));
      print(world, one, given);
      say(world, connection.words.nothingDecided);
      return;
    }
    print(world, only(await asked(connection, act(connection, id, given))), given);
    say(world, doneOf(unmaskingWordsIn(language), name));
  },
});

const doneOf = ({ done }: UnmaskingWords, verb: Verb): string => done[verb];
const dry = { en: 'Without --yes it only shows the request.', de: 'Ohne --yes wird der Antrag nur gezeigt.' };

const approveCommand = deciding(
  'approve',
  { does: { en: 'Show names to whoever asked, from now on.', de: 'Wer den Antrag gestellt hat, sieht ab jetzt die Namen.' }, details: [{ en: 'By an Owner or an Auditor who did not ask, and who stands for it by name.', de: 'Durch einen Owner oder Auditor, der den Antrag nicht selbst gestellt hat und mit seinem Namen dafür steht.' }, dry], example: 'pegel unmask approve 3f9a2c81d07e44b1 --yes' },
  ({ client, organisation }, id) => client.approveUnmasking.mutate({ id, organisation }),
);
const refuseCommand = deciding(
  'refuse',
  { does: { en: 'Show no names.', de: 'Keine Namen zeigen.' }, details: [dry], options: [{ flags: '--reason <text>', says: { en: 'Why; it is kept with the request.', de: 'Warum; es bleibt beim Antrag.' } }], example: 'pegel unmask refuse 3f9a2c81d07e44b1 --reason "A group is enough." --yes' },
  ({ client, organisation }, id, { reason }) => client.refuseUnmasking.mutate({ id, reason, organisation }),
);
const withdrawCommand = deciding(
  'withdraw',
  { does: { en: 'Take a request of your own back.', de: 'Einen eigenen Antrag zurückziehen.' }, details: [dry], example: 'pegel unmask withdraw 3f9a2c81d07e44b1 --yes' },
  ({ client, organisation }, id) => client.withdrawUnmasking.mutate({ id, organisation }),
);
const closeCommand = deciding(
  'close',
  { does: { en: 'Hide names again before their time is over.', de: 'Namen vor der Zeit wieder verbergen.' }, details: [{ en: 'By every Owner and Auditor. It is not opened again.', de: 'Das kann jeder Owner und jeder Auditor. Wieder geöffnet wird der Antrag nicht.' }, dry], example: 'pegel unmask close 3f9a2c81d07e44b1 --yes' },
  ({ client, organisation }, id) => client.closeUnmasking.mutate({ id, organisation }),
);

export const unmaskCommand: CommandDeclaration = {
  ...listCommand,
  name: 'unmask',
  group: 'data',
  does: { en: 'Requests to see names for a while, where people have initials or pseudonyms.', de: 'Anträge, für eine Zeit Namen zu sehen, wo Personen Initialen oder Pseudonyme haben.' },
  examples: [{ line: 'pegel unmask', says: { en: 'All of them, the newest first.', de: 'Alle, der neueste zuerst.' } }],
  commands: [listCommand, requestCommand, approveCommand, refuseCommand, withdrawCommand, closeCommand],
};
