import { useParams } from '@solidjs/router';
import { lazy, Show, Suspense, type Accessor, type JSX } from 'solid-js';
import type { ReaderView } from '@pegel/client';
import { roles, type Permission } from '@pegel/domain';
import { fromUrl, permissionOf, type Dictionary, type TablePageId } from '@pegel/presentation';
import { usePreferences } from '../primitives/create-preferences.js';
import { useSession } from '../session/session.js';
import { isOwnTab, settingsPermits } from '../settings/tabs.js';
import { createBeginning } from '../shell/create-beginning.js';
import { Message } from './message-page.jsx';
import { useReader } from './organisation-frame.jsx';

// The pages of numbers and all they are drawn with are one file.
const OverviewPage = lazy(async () => ({ default: (await import('./numbers-pages.js')).OverviewPage }));

const TablesPage = lazy(async () => ({ default: (await import('./numbers-pages.js')).TablesPage }));

/** Whoever opens one of them goes on to the next, and finds it there without a frame of nothing between them. What fails is told where it is drawn. */
const loadNumbers = (): void => void Promise.all([OverviewPage.preload(), TablesPage.preload()]).catch(() => undefined);

// Nobody waits for it twice: it is on its way while it is still asked who is reading.
if (fromUrl(location.pathname) !== null) loadNumbers();

// A page that few open is loaded when one of them does.
const SourcesPage = lazy(async () => ({ default: (await import('./sources-page.jsx')).SourcesPage }));

const ExportsPage = lazy(async () => ({ default: (await import('../exports/pages.js')).ExportsPage }));

const SettingsPage = lazy(async () => ({ default: (await import('../settings/settings-page.jsx')).SettingsPage }));

const MyDataPage = lazy(async () => ({ default: (await import('./my-data-page.jsx')).MyDataPage }));

const PrivacyPage = lazy(async () => ({ default: (await import('./privacy-page.jsx')).PrivacyPage }));

const InvitesPage = lazy(async () => ({ default: (await import('./invites-page.jsx')).InvitesPage }));

const MetricsPage = lazy(async () => ({ default: (await import('./metrics-page.jsx')).MetricsPage }));

/** The Overview of an organisation, for those who may see it. */
export const OverviewRoute = () => {
  loadNumbers();
  return (
    <OrganisationPage permits={[permissionOf('overview')]} refusal={(role, words) => words.state.noAccess(role)}>
      {(reader) => <Suspense><OverviewPage reader={reader()} /></Suspense>}
    </OrganisationPage>
  );
};

/** A page of its tables, for the same. */
export const TablesRoute = (props: { page: TablePageId }) => {
  loadNumbers();
  return (
    <OrganisationPage permits={[permissionOf(props.page)]} refusal={(role, words) => words.state.noAccess(role)}>
      {(reader) => <Suspense><TablesPage reader={reader()} page={props.page} /></Suspense>}
    </OrganisationPage>
  );
};

/** Where its numbers come from, also for those who answer for the data alone. */
export const SourcesRoute = () => (
  <OrganisationPage permits={['view:usage', 'manage:sources']} refusal={(role, words) => words.sources.noAccess(role)}>
    {(reader) => <Suspense><SourcesPage reader={reader()} /></Suspense>}
  </OrganisationPage>
);

/** Who is invited, for whoever may see numbers by person. */
export const InvitesRoute = () => (
  <OrganisationPage permits={['view:people']} refusal={(role, words) => words.state.noAccess(role)}>
    {(reader) => <Suspense><InvitesPage reader={reader()} /></Suspense>}
  </OrganisationPage>
);

/** What the numbers count, for whoever may see one of them. */
export const MetricsRoute = () => {
  const parameters = useParams<{ metric?: string }>();
  return (
    <OrganisationPage permits={['view:usage', 'view:spend']} refusal={(role, words) => words.state.noAccess(role)}>
      {(reader) => <Suspense><MetricsPage reader={reader()} metric={parameters.metric} /></Suspense>}
    </OrganisationPage>
  );
};

/** Settings, members, keys and the journal, for everybody who may see one of them; what is kept in one's own browser is everybody's. */
export const SettingsRoute = () => {
  const parameters = useParams<{ tab?: string }>();
  return (
    <OrganisationPage {...(isOwnTab(parameters.tab) ? {} : { permits: settingsPermits })} refusal={(role, words) => words.settings.noAccess(role)}>
      {(reader) => <Suspense><SettingsPage reader={reader()} /></Suspense>}
    </OrganisationPage>
  );
};

/** Files of its numbers, for those who may take them along. */
export const ExportsRoute = () => (
  <OrganisationPage permits={['export:usage']} refusal={(role, words) => words.state.noExport(role)}>
    {(reader) => <Suspense><ExportsPage reader={reader()} /></Suspense>}
  </OrganisationPage>
);

/** What is kept of whom, and who sees it: for everybody inside, also where there is nothing else for them to see. */
export const PrivacyRoute = () => (
  <OrganisationPage>{(reader) => <Suspense><PrivacyPage reader={reader()} /></Suspense>}</OrganisationPage>
);

/** What is held of whoever is signed in, and who looked: for everybody inside, about themselves. */
export const MyDataRoute = () => (
  <OrganisationPage>{(reader) => <Suspense><MyDataPage reader={reader()} /></Suspense>}</OrganisationPage>
);

interface OrganisationPageProps {
  /** Any of these lets a reader see the page; without them it is for everybody inside. */
  readonly permits?: readonly Permission[];
  readonly refusal?: (role: string, words: Dictionary) => string;
  readonly children: (reader: Accessor<ReaderView>) => JSX.Element;
}

/** A page of an organisation, for those who may see it; everybody else is told why not. What stands around it is `OrganisationFrame`. */
function OrganisationPage(props: OrganisationPageProps) {
  const { words } = usePreferences();
  const reader = useReader();
  const { isOpen } = useSession();
  const permitted = () => (props.permits?.some((permission) => reader().permissions.includes(permission)) ?? true ? reader() : null);
  createBeginning();
  return (
    <Show when={permitted()} fallback={<Message reader={reader()} text={props.refusal?.(roles[reader().role].label, words()) ?? ''} />}>
      {(known) => <Show when={isOpen?.() ?? true}>{props.children(known)}</Show>}
    </Show>
  );
}
