import { Navigate, useLocation, useNavigate, useParams } from '@solidjs/router';
import { Match, Switch } from 'solid-js';
import { roles } from '@pegel/domain';
import { usePreferences } from '../primitives/create-preferences.js';
import { createReader } from '../session/create-reader.js';
import { loginAddress } from '../session/session.js';
import { AppShell } from '../shell/app-shell.jsx';
import { MessagePage } from './message-page.jsx';
import { OverviewPage } from './overview-page.jsx';

/** The Overview of an organisation, for those who may see it; everybody else is told why not and what to do. */
export function OrganisationPage() {
  const parameters = useParams<{ organisation: string }>();
  const location = useLocation();
  const navigate = useNavigate();
  const { words } = usePreferences();
  const state = createReader(() => parameters.organisation);
  const permitted = () => {
    const { reader } = state();
    return reader !== null && reader.permissions.includes('view:usage') ? reader : null;
  };
  return (
    <Switch fallback={<AppShell reader={null}>{null}</AppShell>}>
      <Match when={permitted()}>{(reader) => <AppShell reader={reader()}><OverviewPage reader={reader()} /></AppShell>}</Match>
      <Match when={state().reader}>{(reader) => <MessagePage reader={reader()} text={words().state.noAccess(roles[reader().role].label)} />}</Match>
      <Match when={state().failure === 'not-signed-in'}><Navigate href={loginAddress(`${location.pathname}${location.search}`)} /></Match>
      <Match when={state().failure === 'not-permitted'}><MessagePage reader={null} text={words().state.noOrganisation} action={{ label: words().nav.home, run: () => navigate('/') }} /></Match>
      <Match when={state().failure !== null}>
        <MessagePage reader={null} text={state().failure === 'unreachable' ? words().state.unreachable : words().state.failed} action={{ label: words().panel.retry, run: () => state().retry() }} />
      </Match>
    </Switch>
  );
}
