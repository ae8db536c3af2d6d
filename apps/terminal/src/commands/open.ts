import { explainOnPage, fromUrl, initialView, overview, permissionOf, seenBy, tablesPage, type OrganisationView } from '@pegel/presentation';
import type { CommandDeclaration } from '../command-line/declaration.js';
import { quoted } from '../command-line/mistakes.js';
import { readEnvironment } from '../environment.js';
import { exitCodes, Failure } from '../failure.js';
import { forOutput } from '../for-output.js';
import { inviteCountsFor } from '../invite-counts.js';
import { languageFor, wordsFor } from '../language.js';
import { openBrowser } from '../open-browser.js';
import { fetchPage } from '../page-source.js';
import { plainExplanation } from '../plain-explanation.js';
import { plainHead } from '../plain-head.js';
import { plainOverview } from '../plain-overview.js';
import { plainTables } from '../plain-tables.js';
import { purposeOnPage } from '../purpose.js';
import { connect, serverUrl, type Connection } from '../reader.js';
import { placeCommands, placeIn, type PlaceId } from '../screens/places.js';
import { say, type World } from '../world.js';
import { isScreen, pageVariables, viewOptions, type ViewOptions } from './page.js';
import { isHeard, showPages, whoLooks } from './page-screen.js';

interface OpenOptions extends ViewOptions {
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
  ],
  arguments: [{ name: '<address>', says: { en: 'The link of a page.', de: 'Der Link einer Seite.' } }],
  options: [{ flags: '--browser', says: { en: 'Open it in a browser instead.', de: 'Stattdessen im Browser öffnen.' } }, ...viewOptions],
  ends: [exitCodes.notPermitted],
  variables: pageVariables,
  examples: [
    { line: "pegel open 'https://pegel.example/nordwind/spend?range=90d&win=3m'", says: { en: 'What somebody sent.', de: 'Was jemand geschickt hat.' } },
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
  const language = options.lang === undefined ? (state.language ?? languageFor(world, options)) : languageFor(world, options);
  const isLooked = isScreen(world, options, environment);
  if (place !== null && (!isLooked || isHeard(options, environment))) throw new Failure(exitCodes.wrongArguments, wordsFor(world, options).screenAlone(placeCommands[place]));
  const { reader, kept } = await whoLooks(world, options, environment, connection, isLooked);
  const permission = state.page === 'overview' ? 'view:usage' : permissionOf(state.page);
  // What is not of numbers is also for whoever may see none; whoever asks for numbers hears why not from the server.
  const organisation: OrganisationView = { ...(place !== null || reader.permissions.includes(permission) ? seenBy(reader) : reader.organisation), purpose: purposeOnPage(world, options, reader.organisation, language) };
  const mistaken = overview(state, organisation, {}, language, problems).problems;
  if (isLooked) {
    return showPages(world, options, { connection, environment, language, organisation, reader, kept, state, place, notice: mistaken.join(' ') });
  }
  const [{ reports, failures }, invites] = await Promise.all([fetchPage(connection, state, organisation), inviteCountsFor(connection, state, organisation)]);
  for (const { message } of failures) say(world, message);
  const explained = state.explain === null ? '' : plainExplanation(explainOnPage(state.explain, state, organisation, reports, language));
  for (const problem of mistaken) say(world, problem);
  if (explained !== '') return void world.stdout.write(forOutput(world.stdout, explained));
  if (state.page === 'overview') return void world.stdout.write(plainOverview(state, organisation, reports, language, invites).table());
  const model = tablesPage(state.page, state, organisation, reports, language);
  const shown = state.panel === null ? model : { ...model, panels: model.panels.filter(({ id }) => id === state.panel) };
  world.stdout.write(forOutput(world.stdout, plainTables(shown, plainHead(model, reports[`${state.page}_course`], Object.values(reports)[0], language), language)));
}
