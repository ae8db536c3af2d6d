import { listen } from '@pegel/client';
import { exampleMetrics, explanationAsMarkdown, initialView, overview, overviewQueries, queryNames, toUrl, type ViewState } from '@pegel/presentation';
import { askTerminal } from '../ask-terminal.js';
import { copyToClipboard } from '../clipboard.js';
import type { CommandDeclaration } from '../command-line/declaration.js';
import { readEnvironment } from '../environment.js';
import { exportOverview } from '../export-files.js';
import { exitCodes } from '../failure.js';
import { demandFresh } from '../freshness.js';
import { languageFor } from '../language.js';
import { fetchPage, readerOf } from '../page-source.js';
import { plainOverview } from '../plain-overview.js';
import { connect } from '../reader.js';
import { themeFor } from '../theme.js';
import { sentences } from '../words.js';
import { say, type World } from '../world.js';
import { grainOf, isScreen, pageOptions, pageVariables, type PageOptions } from './page.js';

export const overviewCommand: CommandDeclaration = {
  name: 'overview',
  group: 'read',
  does: { en: 'The Overview: a screen on a terminal, a table anywhere else.', de: 'Die Übersicht: ein Bildschirm im Terminal, sonst eine Tabelle.' },
  details: [
    {
      en: 'A pipe, a file, CI, TERM=dumb, --plain and --fail-stale get the table. On the screen, ? shows the keys; leaving it prints a link to what was last seen.',
      de: 'Eine Pipe, eine Datei, CI, TERM=dumb, --plain und --fail-stale bekommen die Tabelle. Auf dem Bildschirm zeigt ? die Tasten; beim Verlassen wird ein Link auf das zuletzt Gesehene ausgegeben.',
    },
  ],
  options: pageOptions(),
  ends: [exitCodes.notPermitted, exitCodes.stale],
  variables: pageVariables,
  examples: [
    { line: 'pegel overview --range 90d', says: { en: 'The last 90 days.', de: 'Die letzten 90 Tage.' } },
    { line: `pegel overview --plain | grep ${exampleMetrics.use.at(-1)}`, says: { en: 'One number for a script.', de: 'Eine Zahl für ein Skript.' } },
    { line: 'pegel overview --plain --fail-stale 3d > overview.txt', says: { en: 'For a nightly job that should notice when data stops arriving.', de: 'Für einen nächtlichen Auftrag, der merken soll, wenn keine Daten mehr ankommen.' } },
  ],
  async run(world: World, options: PageOptions) {
    const connection = connect(world, options);
    const environment = readEnvironment(world.variables);
    const language = languageFor(world, options);
    const { organisation } = await readerOf(connection);
    const state: ViewState = { ...initialView(organisation.slug), range: options.range, grain: grainOf(options.range) };

    if (!isScreen(world, options, environment)) {
      const { reports, failures } = await fetchPage(connection, state, organisation);
      for (const { message } of failures) say(world, message);
      world.stdout.write(plainOverview(state, organisation, reports, language));
      const contract = Object.values(reports)[0]?.contract;
      if (contract !== undefined) demandFresh(contract, options, connection.words);
      return;
    }
    // React and Ink are a quarter of a second that only the screen should cost.
    const { openOverview } = await import('../screens/open-overview.js');
    const answered = await askTerminal(world, { widths: false, lateMilliseconds: 100 });
    const background = answered.background ?? environment.background;
    await openOverview({
      state,
      organisation,
      language,
      theme: themeFor({ ...environment, background }, { colour: options.color, ascii: options.ascii }),
      source: {
        asked: queryNames.filter((name) => overviewQueries(state, organisation)[name] !== undefined),
        fetch: (names) => fetchPage(connection, state, organisation, names),
        listen: (listener) => listen(connection.client, { organisation: organisation.slug, ...listener }),
      },
      exportFiles: (reports, shownIn) => {
        const day = (reports.levels ?? reports.flows)?.query.to ?? new Date().toISOString().slice(0, 10);
        return exportOverview(overview(state, organisation, reports, shownIn), day, world.folder, connection);
      },
      copy: (explained, reports, shownIn) => copyToClipboard(explanationAsMarkdown(explained, state, organisation, reports, shownIn, connection.url), world, sentences[shownIn]),
    });
    // The last line is a link to what was last seen, to be copied from the terminal.
    world.stdout.write(`${connection.url}${toUrl(state)}\n`);
  },
};
