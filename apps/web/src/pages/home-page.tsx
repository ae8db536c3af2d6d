import { Navigate, useLocation, useParams } from '@solidjs/router';
import { Match, Switch } from 'solid-js';
import { usePreferences } from '../primitives/create-preferences.js';
import { createReader } from '../session/create-reader.js';
import { AppShell } from '../shell/app-shell.jsx';
import { firstPageOf } from '../shell/pages.js';
import { MessagePage } from './message-page.jsx';

/** Leads from the bare address to the reader's organisation, and from an organisation to the first page they may see. */
export function HomePage() {
  const parameters = useParams<{ organisation?: string }>();
  const location = useLocation();
  const { words } = usePreferences();
  const state = createReader(() => parameters.organisation);
  return (
    <Switch fallback={<AppShell reader={null}>{null}</AppShell>}>
      <Match when={state().reader}>{(reader) => <Navigate href={`/${reader().organisation.slug}/${firstPageOf(reader())}${location.search}`} />}</Match>
      <Match when={state().failure === 'not-signed-in'}><Navigate href={`/login${location.search}`} /></Match>
      <Match when={state().failure === 'not-permitted'}><MessagePage reader={null} text={words().state.noOrganisation} /></Match>
      <Match when={state().failure === 'bad-query'}><MessagePage reader={null} text={state().message} /></Match>
      <Match when={state().failure !== null}><MessagePage reader={null} text={state().failure === 'unreachable' ? words().state.unreachable : words().state.failed} action={{ label: words().panel.retry, run: () => state().retry() }} /></Match>
    </Switch>
  );
}

/** For addresses that lead nowhere. */
export function NotFoundPage() {
  const { words } = usePreferences();
  return <MessagePage reader={null} text={words().state.notFound} action={{ label: words().nav.home, run: () => location.assign('/') }} />;
}
