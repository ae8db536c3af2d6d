import { QueryClient } from '@tanstack/solid-query';
import { createSignal } from 'solid-js';
import { render } from 'solid-js/web';
import { createPegelClient } from '@pegel/client';
import { App } from './app.jsx';
import { askAhead, within } from './session/ask-ahead.js';
import { makeEdition } from './session/edition.js';
import './theme.css';

const root = document.querySelector('#app');
if (root === null) throw new Error('The page has no place for the app.');

/** Where it is known by then who reads, the frame of a page is drawn once; otherwise without a name at first. */
const readerMilliseconds = 100;

/** What a page opens with is drawn at once with its numbers where they are there by then; otherwise their places come first. */
const openingMilliseconds = 200;

const edition = makeEdition((...asked) => fetch(...asked));
const [client, queries] = [createPegelClient({ url: location.origin, fetch: edition.fetch }), new QueryClient()];
const ahead = askAhead({ client, queries }, `${location.pathname}${location.search}`);
const [isOpen, setOpen] = createSignal(false);
void ahead.then((asked) => (asked === null ? undefined : within(openingMilliseconds, asked.opening))).then(() => setOpen(true));
void within(readerMilliseconds, ahead).then(() => render(() => <App session={{ client, queries, isOpen, isOutdated: edition.isOver }} />, root));
