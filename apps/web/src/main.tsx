import { QueryClient } from '@tanstack/solid-query';
import { render } from 'solid-js/web';
import { createPegelClient } from '@pegel/client';
import { App } from './app.jsx';
import { makeEdition } from './session/edition.js';
import './theme.css';

const root = document.querySelector('#app');
if (root === null) throw new Error('The page has no place for the app.');
const edition = makeEdition((...asked) => fetch(...asked));
const session = { client: createPegelClient({ url: location.origin, fetch: edition.fetch }), queries: new QueryClient(), isOutdated: edition.isOver };
render(() => <App session={session} />, root);
