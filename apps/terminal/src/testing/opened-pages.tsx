import { render } from 'ink-testing-library';
import { expect, vi } from 'vitest';
import { initialView } from '@pegel/presentation';
import { sampleOrganisation, sampleReports } from '@pegel/presentation/testing';
import { readEnvironment } from '../environment.js';
import { PagesScreen } from '../screens/PagesScreen.js';
import type { PagesScreenProps } from '../screens/screen-props.js';
import { themeFor } from '../theme.js';
import { alwaysAs, noPlaces, sampleReader } from './no-places.js';

export const state = initialView(sampleOrganisation.slug);
/** What the screens of tests are drawn on. */
export const environment = readEnvironment({ LANG: 'en_GB.UTF-8', TERM: 'xterm-256color' });
/** What they look like, whatever somebody chooses. */
export const plainTheme = themeFor(environment, { colour: false, ascii: false });

/** How long a busy machine may take for a frame. */
export const patient = { timeout: 20_000 };

/** The screen at 100 × 24, which is what the testing library pretends to be, with sample numbers. */
export function opened(changes: Partial<PagesScreenProps> = {}) {
  const fetch = vi.fn<PagesScreenProps['source']['fetch']>((names, asked) => {
    const reports = sampleReports(asked);
    return Promise.resolve({ reports: Object.fromEntries(names.map((name) => [name, reports[name]])), failures: [] });
  });
  const props: PagesScreenProps = {
    state, organisation: sampleOrganisation, language: 'en', appearance: alwaysAs(plainTheme),
    source: { fetch, listen: () => ({ stop: () => undefined }) },
    exportFiles: (files) => Promise.resolve(files.map(({ name }) => name)),
    copy: ({ metric, place, day }) => Promise.resolve(`Copied ${metric} of ${place} ${day ?? ''}`),
    places: noPlaces, as: sampleReader,
    copyText: (text) => Promise.resolve(`Copied ${text}`),
    copyLink: (path) => Promise.resolve(`Link ${path}`),
    openBrowser: (path) => Promise.resolve(`Opened ${path}`),
    ...changes,
  };
  const { stdin, lastFrame, frames, unmount } = render(<PagesScreen {...props} />);
  const shows = (text: string) => vi.waitFor(() => expect(lastFrame()).toContain(text), patient);
  return { stdin: { write: (keys: string) => stdin.write(keys) }, lastFrame, frames, unmount, shows, fetch };
}

/** Keys that a person presses one after the other. */
export const heard = () => new Promise((resolve) => setTimeout(resolve, 100));
