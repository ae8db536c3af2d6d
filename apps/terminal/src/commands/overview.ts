import { Option, type Command } from 'commander';
import { exampleMetrics, initialView, overview, rangeChoices, toUrl, type RangeChoice, type ViewState } from '@pegel/presentation';
import { readEnvironment } from '../environment.js';
import { exportOverview } from '../export-files.js';
import { languageFor } from '../language.js';
import { fetchOverview, readerOf } from '../overview-source.js';
import { plainOverview } from '../plain-overview.js';
import { addReaderOptions, connect, type ReaderOptions } from '../reader.js';
import { themeFor } from '../theme.js';
import { say, type World } from '../world.js';

interface OverviewOptions extends ReaderOptions {
  readonly range: RangeChoice;
  readonly plain: boolean;
  readonly ascii: boolean;
  readonly color: boolean;
}

export function addOverview(program: Command, world: World): void {
  addReaderOptions(
    program
      .command('overview')
      .description('The Overview: a screen on a terminal, a table anywhere else.')
      .addOption(new Option('--range <range>', 'which days').choices(rangeChoices).default('28d'))
      .option('--plain', 'print a table also on a terminal', false)
      .option('--ascii', 'draw with ASCII characters alone', false)
      .option('--no-color', 'draw without colour, as NO_COLOR does'),
  )
    .addHelpText('after', `\nExamples:\n  $ pegel overview --range 90d\n  $ pegel overview --plain | grep ${exampleMetrics.use.at(-1)}`)
    .action(async (options: OverviewOptions) => {
      const connection = connect(world, options);
      const environment = readEnvironment(world.variables);
      const language = languageFor(world, options);
      const { organisation } = await readerOf(connection);
      const state: ViewState = { ...initialView(organisation.slug), range: options.range, grain: grainOf(options.range) };
      const fetch = () => fetchOverview(connection, state, organisation);

      const isScreen = world.stdout.isTTY === true && world.stdin.isTTY === true && !options.plain && !environment.unattended;
      if (!isScreen) {
        const { reports, failures } = await fetch();
        for (const { message } of failures) say(world, message);
        world.stdout.write(plainOverview(state, organisation, reports, language));
        return;
      }
      // React and Ink are a quarter of a second that only the screen should cost.
      const { openOverview } = await import('../screens/open-overview.js');
      await openOverview({
        state,
        organisation,
        language,
        theme: themeFor(environment, { colour: options.color, ascii: options.ascii }),
        fetch,
        exportFiles: (reports, shownIn) => {
          const day = (reports.levels ?? reports.flows)?.query.to ?? new Date().toISOString().slice(0, 10);
          return exportOverview(overview(state, organisation, reports, shownIn), day, world.folder, connection);
        },
      });
      // The last line is a link to what was last seen, to be copied from the terminal.
      world.stdout.write(`${connection.url}${toUrl(state)}\n`);
    });
}

/** Days of long ranges would not fit beside each other. */
function grainOf(range: RangeChoice): ViewState['grain'] {
  if (range === 'ytd') return 'month';
  return range === '90d' || range === 'qtd' ? 'week' : 'day';
}
