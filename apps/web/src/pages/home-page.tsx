import { Navigate, useLocation, useParams } from '@solidjs/router';
import { Match, Switch } from 'solid-js';
import { usePreferences } from '../primitives/create-preferences.js';
import { createDoor } from '../session/account.js';
import { createReader } from '../session/create-reader.js';
import { AppShell } from '../shell/app-shell.jsx';
import { firstPageOf } from '../shell/pages.js';
import { atDoor } from './at-door.jsx';
import { MessagePage } from './message-page.jsx';

const ChoicePage = atDoor('ChoicePage');
const RefusedPage = atDoor('RefusedPage');

/** Leads from the bare address to the reader's organisation, and from an organisation to the first page they may see; before there is one, to the set-up. */
export function HomePage() {
  const parameters = useParams<{ organisation?: string }>();
  const location = useLocation();
  const { words } = usePreferences();
  const door = createDoor();
  const state = createReader(() => parameters.organisation);
  /** Several, or none, for the bare address. */
  const mustChoose = () => parameters.organisation === undefined && (state().failure === 'bad-query' || state().failure === 'not-permitted');
  return (
    <Switch fallback={<AppShell reader={null}>{null}</AppShell>}>
      <Match when={door()?.setUp === true}><Navigate href="/setup" /></Match>
      <Match when={state().reader}>{(reader) => <Navigate href={`/${reader().organisation.slug}/${firstPageOf(reader())}${location.search}`} />}</Match>
      <Match when={state().failure === 'not-signed-in'}><Navigate href={`/login${location.search}`} /></Match>
      <Match when={mustChoose()}><ChoicePage /></Match>
      <Match when={state().failure === 'not-permitted'}><MessagePage reader={null} text={words().state.noOrganisation} /></Match>
      <Match when={state().failure === 'bad-query'}><RefusedPage /></Match>
      <Match when={state().failure !== null}><MessagePage reader={null} text={state().failure === 'unreachable' ? words().state.unreachable : words().state.failed} action={{ label: words().panel.retry, run: () => state().retry() }} /></Match>
    </Switch>
  );
}

/** For addresses that lead nowhere. */
export function NotFoundPage() {
  const { words } = usePreferences();
  return <MessagePage reader={null} text={words().state.notFound} action={{ label: words().nav.home, run: () => location.assign('/') }} />;
}
