import { listen } from '@pegel/client';
import type { Language } from '@pegel/domain';
import { explanationAsMarkdown, toUrl, type OrganisationView, type ViewState } from '@pegel/presentation';
import { askTerminal } from '../ask-terminal.js';
import { copyToClipboard } from '../clipboard.js';
import type { Environment } from '../environment.js';
import { exportFiles } from '../export-files.js';
import { openBrowser } from '../open-browser.js';
import { fetchPage } from '../page-source.js';
import type { Connection } from '../reader.js';
import { overlayWords } from '../screens/overlay-words.js';
import { themeFor } from '../theme.js';
import { sentences } from '../words.js';
import type { World } from '../world.js';
import type { ViewOptions } from './page.js';

interface Looking {
  readonly connection: Connection;
  readonly environment: Environment;
  readonly language: Language;
  readonly organisation: OrganisationView;
  /** The page to begin with. */
  readonly state: ViewState;
  /** What is said of it until the first key. */
  readonly notice?: string;
}

/** The pages as a screen, until somebody leaves it; the last line is a link to what was last seen, to be copied from the terminal. */
export async function showPages(world: World, options: ViewOptions, { connection, environment, language, organisation, state, notice = '' }: Looking): Promise<void> {
  // React and Ink are a quarter of a second that only the screen should cost.
  const { openPages } = await import('../screens/open-pages.js');
  const answered = await askTerminal(world, { widths: false, lateMilliseconds: 100 });
  const background = answered.background ?? environment.background;
  let seen = state;
  await openPages({
    state,
    organisation,
    language,
    notice,
    theme: themeFor({ ...environment, background }, { colour: options.color, ascii: options.ascii }),
    source: {
      fetch: (names, asked, seenAs) => fetchPage(connection, asked, seenAs, names),
      listen: (listener) => listen(connection.client, { organisation: organisation.slug, ...listener }),
    },
    exportFiles: (files) => exportFiles(files, world.folder, connection),
    copy: (explained, shown, reports, shownIn) => copyToClipboard(explanationAsMarkdown(explained, shown, organisation, reports, shownIn, connection.url), world, sentences[shownIn]),
    copyLink: (path, shownIn) => copyToClipboard(`${connection.url}${path}`, world, sentences[shownIn]),
    openBrowser: async (path, shownIn) => overlayWords[shownIn][(await openBrowser(`${connection.url}${path}`, world)) ? 'opened' : 'noBrowser'](`${connection.url}${path}`),
    onView: (next) => {
      seen = next;
    },
  });
  world.stdout.write(`${connection.url}${toUrl(seen)}\n`);
}
