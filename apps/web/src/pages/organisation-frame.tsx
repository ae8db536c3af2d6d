import { Navigate, useLocation, useNavigate, useParams, type RouteSectionProps } from '@solidjs/router';
import { createContext, Match, Switch, useContext, type Accessor } from 'solid-js';
import type { ReaderView } from '@pegel/client';
import { usePreferences } from '../primitives/create-preferences.js';
import { createReader } from '../session/create-reader.js';
import { loginAddress } from '../session/session.js';
import { AppShell } from '../shell/app-shell.jsx';
import { MessagePage } from './message-page.jsx';

const ReaderContext = createContext<Accessor<ReaderView>>();

/** Who reads a page of an organisation. */
export function useReader(): Accessor<ReaderView> {
  const reader = useContext(ReaderContext);
  if (reader === undefined) throw new Error('Only pages of an organisation have a reader.');
  return reader;
}

/** What stands around the pages of an organisation while they come and go, for those who are inside; everybody else is told why not and what to do. */
export function OrganisationFrame(props: RouteSectionProps) {
  const parameters = useParams<{ organisation: string }>();
  const location = useLocation();
  const navigate = useNavigate();
  const { words } = usePreferences();
  const state = createReader(() => parameters.organisation);
  return (
    <Switch fallback={<AppShell reader={null}>{null}</AppShell>}>
      <Match when={state().reader}>{(reader) => <ReaderContext.Provider value={reader}><AppShell reader={reader()}>{props.children}</AppShell></ReaderContext.Provider>}</Match>
      <Match when={state().failure === 'not-signed-in'}><Navigate href={loginAddress(`${location.pathname}${location.search}`)} /></Match>
      <Match when={state().failure === 'not-permitted'}><MessagePage reader={null} text={words().state.noOrganisation} action={{ label: words().nav.home, run: () => navigate('/') }} /></Match>
      <Match when={state().failure !== null}>
        <MessagePage reader={null} text={state().failure === 'unreachable' ? words().state.unreachable : words().state.failed} action={{ label: words().panel.retry, run: () => state().retry() }} />
      </Match>
    </Switch>
  );
}
