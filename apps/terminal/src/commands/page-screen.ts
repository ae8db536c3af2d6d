import { listen, type ReaderView } from '@pegel/client';
import { roles, type FilePreview, type Language } from '@pegel/domain';
import { explanationAsMarkdown, exportQuery, isOfPeople, maySeeNumbers, purposeSaid, seenBy, toUrl, type OrganisationView, type ViewState } from '@pegel/presentation';
import { environmentAs, keepAppearance, keptAppearance, usualAppearance, type Appearance } from '../appearance.js';
import { askTerminal } from '../ask-terminal.js';
import { copyToClipboard } from '../clipboard.js';
import type { Environment } from '../environment.js';
import { exitCodes, Failure } from '../failure.js';
import { exportFiles } from '../export-files.js';
import { forgetViews, keptReports, keptView, viewKeeper, type KeptView } from '../kept-view.js';
import { openBrowser } from '../open-browser.js';
import { fetchPage, readerOf } from '../page-source.js';
import { asked, changeable, failureFrom, leftAs, type Connection } from '../reader.js';
import { readPages } from '../reading/read-pages.js';
import { overlayWords } from '../screens/overlay-words.js';
import { themeFor } from '../theme.js';
import { placeAddress, type PlaceId, type ReadingAs } from '../screens/places.js';
import { watchTerminal } from '../screens/terminal-watcher.js';
import { sentences } from '../words.js';
import type { World } from '../world.js';
import type { ViewOptions } from './page.js';

/** How many downloads are listed; the browser has the whole journal. */
const downloadsMax = 20;

interface Looking {
  readonly connection: Connection;
  readonly environment: Environment;
  readonly language: Language;
  readonly organisation: OrganisationView;
  /** Who looks. */
  readonly reader: ReaderView;
  /** What they saw before, where that is how they are known. */
  readonly kept?: KeptView | null;
  /** The page to begin with. */
  readonly state: ViewState;
  /** One that is not of numbers, to begin with instead. */
  readonly place?: PlaceId | null;
  /** What is said of it until the first key. */
  readonly notice?: string;
}

/** Who looks: as they are known from before, where a screen can open with that, and else as the server says. */
export async function whoLooks(world: World, options: ViewOptions, environment: Environment, connection: Connection, isLooked: boolean): Promise<Pick<Looking, 'reader'> & { readonly kept: KeptView | null }> {
  const isDrawn = isLooked && !isHeard(options, environment);
  // Loaded while the server answers. What goes wrong with it is said by whoever waits for it.
  if (isDrawn) void loadScreens().catch(() => undefined);
  const kept = isDrawn ? keptView(world, connection) : null;
  return { kept, reader: kept?.reader ?? (await readerOf(connection)) };
}

/** React and Ink are a quarter of a second that only the screen should cost. */
const loadScreens = () => import('../screens/open-pages.js');

/** Whether a page is read line by line instead of drawn. */
export const isHeard = (options: ViewOptions, environment: Environment): boolean => options.screenReader || environment.screenReader;

/** The pages as a screen, or read line by line to whoever listens, until somebody leaves them; the last line is a link to what was last seen, to be copied from the terminal. */
export async function showPages(world: World, options: ViewOptions, { connection, environment, language, organisation, reader, kept = null, state, place = null, notice = '' }: Looking): Promise<void> {
  if (isHeard(options, environment)) return readPages(world, { connection, language, organisation, state, notice });
  // A terminal that says nothing of itself is waited for a tenth of a second; the screen is loaded meanwhile.
  const asking = async () => {
    // Its settings are read before the first of our own.
    const watcher = await watchTerminal(world);
    return { watcher, ...(await askTerminal(world, { widths: false, lateMilliseconds: 100 })) };
  };
  const [{ watcher, ...answered }, { openPages }] = await Promise.all([asking(), loadScreens()]);
  const background = answered.background ?? environment.background;
  const { client } = connection;
  const { slug } = organisation;
  const found = { ...environment, background };
  const themeOf = (as: Appearance) => themeFor(environmentAs(found, as), { colour: options.color, ascii: options.ascii });
  const chosen = keptAppearance(world);
  let seen = place === null ? toUrl(state) : placeAddress(organisation.slug, place);
  let known = reader;
  const keeper = viewKeeper(world, connection, kept ?? keptView(world, connection));
  const asOf = ({ name, role, permissions }: ReaderView): ReadingAs => ({
    url: connection.url, name, role: roles[role].label, version: world.version,
    drawing: { characters: environment.unicode && !options.ascii ? 'unicode' : 'ascii', lines: themeOf(usualAppearance).glyphs.dots, background, colour: environment.colour && options.color },
    mayReadJournal: permissions.includes('view:journal'),
  });
  const before = kept === null ? null : keptReports(kept, state, organisation);
  const opened = openPages({
    state,
    place,
    organisation,
    language: options.lang === undefined && chosen.language !== 'auto' ? chosen.language : language,
    notice,
    appearance: { chosen, spoken: language, themeOf, keep: (next) => keepAppearance(world, next) },
    ...(before === null ? {} : { kept: before }),
    keptOf: keeper.keptOf,
    ...(kept === null ? {} : {
      async arrive() {
        known = await readerOf(connection);
        return { organisation: seenBy(known), as: asOf(known) };
      },
    }),
    source: {
      async fetch(names, of, seenAs) {
        try {
          const fetched = await fetchPage(connection, of, seenAs, names);
          void keeper.keep(known, of, seenAs, fetched);
          return fetched;
        } catch (error) {
          // Whoever may not see it any more does not see what they saw either.
          if (error instanceof Failure && error.exitCode === exitCodes.notPermitted) await forgetViews(world, connection);
          throw error;
        }
      },
      // The server tells of changes of numbers to those alone who may see them.
      listen: (listener) => (maySeeNumbers(organisation)
        ? listen(connection.client, { organisation: organisation.slug, onChange: listener.onChange, onState: (stream) => listener.onState?.(stream.kind === 'refused' ? { ...stream, error: failureFrom(stream.error, connection) } : stream) })
        : { stop: () => undefined }),
    },
    exportFiles: (files) => exportFiles(files, world.folder, connection),
    copy: (explained, shown, reports, shownIn) => copyToClipboard(explanationAsMarkdown(explained, shown, organisation, reports, shownIn, connection.url), world, sentences[shownIn]),
    copyText: (text, shownIn) => copyToClipboard(text, world, sentences[shownIn]),
    places: {
      sources: () => asked(connection, client.sources.query({ organisation: slug })),
      deliveries: () => asked(connection, client.deliveries.query({ organisation: slug })),
      settings: () => asked(connection, client.settings.query({ organisation: slug })),
      inviteCounts: () => asked(connection, client.inviteCounts.query({ organisation: slug })),
      downloads: () => asked(connection, client.journal.query({ organisation: slug, happening: 'exported', limit: downloadsMax })),
      groups: (days) => asked(connection, client.groups.query({ ...days, organisation: slug })),
      report: (query) => asked(connection, client.report.query({ ...changeable(query), organisation: slug })),
      preview(choice, period, seenAs) {
        const { dataset, format, names } = choice;
        const people = isOfPeople(dataset) ? { purpose: purposeSaid(seenAs, { by: 'person' }), ...(names === 'pseudonyms' ? { names } : {}) } : {};
        const wish = { organisation: slug, format, ...people };
        return asked<FilePreview>(connection, dataset === 'spend_by_user' ? client.previewSpendByUser.query({ ...wish, ...period }) : client.previewReport.query({ ...wish, ...changeable(exportQuery(choice, period, seenAs)) }));
      },
    },
    as: asOf(reader),
    copyLink: (path, shownIn) => copyToClipboard(`${connection.url}${path}`, world, sentences[shownIn]),
    openBrowser: async (path, shownIn) => ((await openBrowser(`${connection.url}${path}`, world)) ? overlayWords[shownIn].opened(`${connection.url}${path}`) : overlayWords[shownIn].noBrowser),
    onView: (next) => {
      seen = next;
    },
  }, watcher);
  await opened.catch((error: unknown) => {
    throw leftAs(error, `${connection.url}${seen}`, connection.words);
  });
  world.stdout.write(`${connection.url}${seen}\n`);
}
