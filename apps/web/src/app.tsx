import { Route, Router, useLocation, type RouteSectionProps } from '@solidjs/router';
import { QueryClientProvider } from '@tanstack/solid-query';
import { tablePages } from '@pegel/presentation';
import { For } from 'solid-js';
import { atDoor } from './pages/at-door.jsx';
import { HomePage, NotFoundPage } from './pages/home-page.jsx';
import { OrganisationFrame } from './pages/organisation-frame.jsx';
import { ExportsRoute, InvitesRoute, MetricsRoute, MyDataRoute, OverviewRoute, PrivacyRoute, SettingsRoute, SourcesRoute, TablesRoute } from './pages/organisation-page.jsx';
import { createKeyboard, KeyboardContext } from './primitives/create-keyboard.js';
import { createPreferences, PreferencesContext } from './primitives/create-preferences.js';
import { createRenewal } from './session/edition.js';
import { SessionContext, useSession, type Session } from './session/session.js';

const LoginPage = atDoor('LoginPage');
const SetUpPage = atDoor('SetUpPage');
const InvitePage = atDoor('InvitePage');
const DevicePage = atDoor('DevicePage');
const AccountPage = atDoor('AccountPage');

/** The dashboard on a server, from its addresses down. */
export function App(props: { session: Session }) {
  return (
    <SessionContext.Provider value={props.session}>
      <QueryClientProvider client={props.session.queries}>
        <Router root={Root}>
          <Route path="/login" component={LoginPage} />
          <Route path="/setup" component={SetUpPage} />
          <Route path="/invite" component={InvitePage} />
          <Route path="/device" component={DevicePage} />
          <Route path="/account" component={AccountPage} />
          <Route component={OrganisationFrame}>
            <Route path="/:organisation/overview/:panel?" component={OverviewRoute} />
            <Route path="/:organisation/activity/invites" component={InvitesRoute} />
            <For each={tablePages}>{({ id }) => <Route path={`/:organisation/${id}/:panel?`} component={() => <TablesRoute page={id} />} />}</For>
            <Route path="/:organisation/exports" component={ExportsRoute} />
            <Route path="/:organisation/sources" component={SourcesRoute} />
            <Route path="/:organisation/metrics/:metric?" component={MetricsRoute} />
            <Route path="/:organisation/my-data" component={MyDataRoute} />
            <Route path="/:organisation/privacy" component={PrivacyRoute} />
            <Route path="/:organisation/settings/:tab?" component={SettingsRoute} />
          </Route>
          <Route path="/:organisation?" component={HomePage} />
          <Route path="*" component={NotFoundPage} />
        </Router>
      </QueryClientProvider>
    </SessionContext.Provider>
  );
}

function Root(props: RouteSectionProps) {
  const location = useLocation();
  const { isOutdated } = useSession();
  if (isOutdated !== undefined) createRenewal(isOutdated);
  const preferences = createPreferences(() => new URLSearchParams(location.search).get('lang') ?? undefined);
  const keyboard = createKeyboard(preferences.keys);
  return (
    <PreferencesContext.Provider value={preferences}>
      <KeyboardContext.Provider value={keyboard}>{props.children}</KeyboardContext.Provider>
    </PreferencesContext.Provider>
  );
}
