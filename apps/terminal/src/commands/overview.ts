import { exampleMetrics, initialView, seenBy, type OrganisationView, type ViewState } from '@pegel/presentation';
import type { CommandDeclaration } from '../command-line/declaration.js';
import { readEnvironment } from '../environment.js';
import { dialectOf, dialectOption, type WithDialect } from '../dialect.js';
import { exitCodes } from '../failure.js';
import { forOutput } from '../for-output.js';
import { demandFresh } from '../freshness.js';
import { languageFor } from '../language.js';
import { formatOption, printed, type WithFormat } from '../listing.js';
import { inviteCountsFor } from '../invite-counts.js';
import { fetchPage } from '../page-source.js';
import { plainOverview } from '../plain-overview.js';
import { purposeOnPage } from '../purpose.js';
import { connect } from '../reader.js';
import { say, type World } from '../world.js';
import { showPages, whoLooks } from './page-screen.js';
import { grainOf, isScreen, pageOptions, pageVariables, type PageOptions } from './page.js';

interface OverviewOptions extends PageOptions, WithDialect, WithFormat {}

export const overviewCommand: CommandDeclaration = {
  name: 'overview',
  also: 'tui',
  group: 'read',
  does: { en: 'The Overview: a screen on a terminal, a table anywhere else.', de: 'Die Übersicht: ein Bildschirm im Terminal, sonst eine Tabelle.' },
  details: [
    {
      en: 'pegel alone and pegel tui are the same: on a terminal they open the screens of all pages, with this one in front.',
      de: 'pegel allein und pegel tui sind dasselbe: Im Terminal öffnen sie die Bildschirme aller Seiten, mit diesem zuerst.',
    },
    {
      en: 'A pipe, a file, CI, TERM=dumb, --plain, --fail-stale and a format get the numbers alone, a row a metric. On the screen, ? shows the keys; leaving it prints a link to what was last seen.',
      de: 'Eine Pipe, eine Datei, CI, TERM=dumb, --plain, --fail-stale und ein Format bekommen nur die Zahlen, eine Zeile je Kennzahl. Auf dem Bildschirm zeigt ? die Tasten; beim Verlassen wird ein Link auf das zuletzt Gesehene ausgegeben.',
    },
  ],
  options: pageOptions(formatOption(), dialectOption),
  ends: [exitCodes.notPermitted, exitCodes.stale],
  variables: pageVariables,
  examples: [
    { line: 'pegel overview --range 90d', says: { en: 'The last 90 days.', de: 'Die letzten 90 Tage.' } },
    { line: `pegel overview --plain | grep ${exampleMetrics.use.at(-1)}`, says: { en: 'One number for a script.', de: 'Eine Zahl für ein Skript.' } },
    { line: 'pegel overview --plain --fail-stale 3d > overview.txt', says: { en: 'For a nightly job that should notice when data stops arriving.', de: 'Für einen nächtlichen Auftrag, der merken soll, wenn keine Daten mehr ankommen.' } },
  ],
  async run(world: World, options: OverviewOptions) {
    const dialect = dialectOf(world, options, options.format);
    const connection = connect(world, options);
    const environment = readEnvironment(world.variables);
    const language = languageFor(world, options);
    const isLooked = options.format === 'table' && isScreen(world, options, environment);
    const { reader, kept } = await whoLooks(world, options, environment, connection, isLooked);
    // Whoever may see nothing of it hears why from the server, which writes it down.
    const organisation: OrganisationView = { ...(reader.permissions.includes('view:usage') ? seenBy(reader) : reader.organisation), purpose: purposeOnPage(world, options, reader.organisation, language) };
    const state: ViewState = { ...initialView(organisation.slug), range: options.range, grain: grainOf(options.range), group: options.where ?? null };

    if (!isLooked) {
      const [{ reports, failures }, invites] = await Promise.all([fetchPage(connection, state, organisation), inviteCountsFor(connection, state, organisation)]);
      for (const { message } of failures) say(world, message);
      world.stdout.write(forOutput(world.stdout, printed(plainOverview(state, organisation, reports, language, invites), options.format, dialect)));
      const contract = Object.values(reports)[0]?.contract;
      if (contract !== undefined) demandFresh(contract, options, connection.words);
      return;
    }
    await showPages(world, options, { connection, environment, language, organisation, reader, kept, state });
  },
};
