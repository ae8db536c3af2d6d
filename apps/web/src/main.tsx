import { QueryClient } from '@tanstack/solid-query';
import { render } from 'solid-js/web';
import { createPegelClient } from '@pegel/client';
import { App } from './app.jsx';
import './theme.css';

const root = document.querySelector('#app');
if (root === null) throw new Error('The page has no place for the app.');
const session = { client: createPegelClient({ url: location.origin }), queries: new QueryClient() };
render(() => <App session={session} />, root);
