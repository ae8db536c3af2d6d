import { explainOnPage, fromUrl, initialView, overview, permissionOf, rankingsOn, seenBy, tablesPage, wholeExplanation, type OrganisationView, type TablesPageModel, type ViewState } from '@pegel/presentation';
import type { CommandDeclaration } from '../command-line/declaration.js';
import { quoted } from '../command-line/mistakes.js';
import { dialectOf, dialectOption, type WithDialect } from '../dialect.js';
import { readEnvironment } from '../environment.js';
import { exitCodes, Failure } from '../failure.js';
import { forOutput } from '../for-output.js';
import { inviteCountsFor } from '../invite-counts.js';
import { languageFor, wordsFor } from '../language.js';
import { formatOption, isRows, printed, type WithFormat } from '../listing.js';
import { openBrowser } from '../open-browser.js';
import { fetchPage } from '../page-source.js';
import { plainExplanation } from '../plain-explanation.js';
import { plainOverview } from '../plain-overview.js';
import { purposeOnPage, sayDisclosure } from '../purpose.js';
import { connect, serverUrl, type Connection } from '../reader.js';
import { placeCommands, placeIn, type PlaceId } from '../screens/places.js';
import { say, type World } from '../world.js';
import { isScreen, pageVariables, viewOptions, type ViewOptions } from './page.js';
import { isHeard, showPages, whoLooks } from './page-screen.js';
import { disclosedIn, pageListing } from './tables.js';

interface OpenOptions extends ViewOptions, WithDialect, WithFormat {
  readonly browser: boolean;
}

export const openCommand: CommandDeclaration = {
  name: 'open',
  group: 'read',
  does: { en: 'What a link shows: a screen on a terminal, tables anywhere else.', de: 'Was ein Link zeigt: ein Bildschirm im Terminal, sonst Tabellen.' },
  details: [
    {
      en: 'Links are those of the browser and of ⇧Y on a screen, whole or from the organisation on. A link of another server is refused, since the token would be sent there; --url says that it is meant.',
      de: 'Links sind die des Browsers und von ⇧Y auf einem Bildschirm, ganz oder ab der Organisation. Ein Link eines anderen Servers wird abgelehnt, weil das Token dorthin ginge; mit --url ist er gemeint.',
    },
    {
      en: 'A format has the numbers of the page, or of the panel that the link is of, also where the link is of an explanation; as a table and as md that is explained.',
      de: 'Ein Format enthält die Zahlen der Seite oder des Bereichs, von dem der Link ist, auch bei einem Link auf eine Erklärung; als Tabelle und als md wird erklärt.',
    },
  ],
  arguments: [{ name: '<address>', says: { en: 'The link of a page.', de: 'Der Link einer Seite.' } }],
  options: [{ flags: '--browser', says: { en: 'Open it in a browser instead.', de: 'Stattdessen im Browser öffnen.' } }, formatOption(), dialectOption, ...viewOptions],
  ends: [exitCodes.notPermitted],
  variables: pageVariables,
  examples: [
    { line: "pegel open 'https://pegel.example/nordwind/spend?range=90d&win=3m'", says: { en: 'What somebody sent.', de: 'Was jemand geschickt hat.' } },
    { line: "pegel open 'https://pegel.example/nordwind/spend?range=90d' --format csv > spend.csv", says: { en: 'The same numbers, for a spreadsheet.', de: 'Dieselben Zahlen, für eine Tabellenkalkulation.' } },
    { line: 'pegel open /nordwind/adoption/connectors --plain', says: { en: 'As tables, for a pipe.', de: 'Als Tabellen, für eine Pipe.' } },
  ],
  async run(world: World, options: OpenOptions, address: string) {
    const words = wordsFor(world, options);
    const place = placeIn(address);
    const read = place === null ? fromUrl(address) : { state: initialView(place.organisation), problems: [] };
    if (read === null) throw new Failure(exitCodes.wrongArguments, words.noView(quoted(address)));
    const server = serverUrl(world, options);
    if (/^[a-z][a-z0-9+.-]*:/i.test(address) && new URL(address).origin !== new URL(server).origin) throw new Failure(exitCodes.wrongArguments, words.otherServer(new URL(address).origin, server));
    if (options.browser) {
      const whole = new URL(address, server).href;
      if (!(await openBrowser(whole, world))) throw new Failure(exitCodes.failed, words.noBrowser(whole));
      return;
    }
    const { state, problems } = read;
    await show(world, options, connect(world, { ...options, organisation: options.organisation ?? state.organisation }), { state, problems, place: place?.place ?? null });
  },
};

async function show(world: World, options: OpenOptions, connection: Connection, { state, problems, place }: NonNullable<ReturnType<typeof fromUrl>> & { readonly place: PlaceId | null }): Promise<void> {
  const environment = readEnvironment(world.variables);
  const dialect = dialectOf(world, options, options.format);
  const language = options.lang === undefined ? (state.language ?? languageFor(world, options)) : languageFor(world, options);
  const isLooked = options.format === 'table' && isScreen(world, options, environment);
  if (place !== null && (!isLooked || isHeard(options, environment))) throw new Failure(exitCodes.wrongArguments, wordsFor(world, options).screenAlone(placeCommands[place]));
  const { reader, kept } = await whoLooks(world, options, environment, connection, isLooked);
  const permission = state.page === 'overview' ? 'view:usage' : permissionOf(state.page);
  // What is not of numbers is also for whoever may see none; whoever asks for numbers hears why not from the server.
  const organisation: OrganisationView = { ...(place !== null || reader.permissions.includes(permission) ? seenBy(reader) : reader.organisation), purpose: purposeOnPage(world, options, reader.organisation, language) };
  const mistaken = overview(state, organisation, {}, language, problems).problems;
  if (isLooked) {
    return showPages(world, options, { connection, environment, language, organisation, reader, kept, state, place, notice: mistaken.join(' ') });
  }
  const isData = options.format === 'json' || isRows(options.format);
  // Data name everybody in a ranking, as they do wherever a page is asked for.
  const asked = isData && state.page !== 'overview' ? { ...state, whole: rankingsOn(state.page) } : state;
  const [{ reports, failures }, invites] = await Promise.all([fetchPage(connection, asked, organisation), inviteCountsFor(connection, asked, organisation)]);
  for (const { message } of failures) say(world, message);
  for (const problem of mistaken) say(world, problem);
  const explanation = state.explain === null || isData ? null : explainOnPage(state.explain, state, organisation, reports, language);
  if (explanation !== null) return void world.stdout.write(forOutput(world.stdout, options.format === 'md' ? wholeExplanation(explanation) : plainExplanation(explanation)));
  const listing = state.page === 'overview' ? plainOverview(asked, organisation, reports, language, invites) : pageListing(panelOf(tablesPage(state.page, asked, organisation, reports, language), state.panel), reports, {}, language);
  world.stdout.write(forOutput(world.stdout, printed(listing, options.format, dialect)));
  if (isRows(options.format)) sayDisclosure(world, options, disclosedIn(reports));
}

/** The page, or the one panel that a link is of. */
const panelOf = (model: TablesPageModel, panel: ViewState['panel']): TablesPageModel => (panel === null ? model : { ...model, panels: model.panels.filter(({ id }) => id === panel) });
