import { useLocation, useNavigate } from '@solidjs/router';
import { For, lazy, Show, Suspense } from 'solid-js';
import { languageNames, languages, roles, type Language } from '@pegel/domain';
import type { ReaderView } from '@pegel/client';
import { themes, usePreferences } from '../primitives/create-preferences.js';
import { createAccount } from '../session/account.js';
import { signOut, useSession } from '../session/session.js';
import { SignOutIcon } from './icons.jsx';
import { pagesFor } from './pages.js';
import { Segmented } from './segmented.jsx';
import controls from './controls.module.css';
import styles from './app-shell.module.css';

// Whoever sees the settings of the organisation finds these among them.
const OwnSettings = lazy(async () => ({ default: (await import('./own-settings.jsx')).OwnSettings }));

/** Language, appearance and, where somebody is signed in, who it is and the way out. */
export function AccountSettings(props: { reader: ReaderView | null; canSignOut: boolean }) {
  const { words, language, theme, chooseTheme } = usePreferences();
  const chooseLanguage = createLanguageChoice();
  const session = useSession();
  const navigate = useNavigate();
  const leave = async () => {
    await signOut(session);
    navigate('/login');
  };
  return (
    <div class={styles.settings}>
      <Segmented label={words().languageLabel} value={language()} choices={languages.map((value) => ({ value, label: languageNames[value], lang: value }))} onChoose={chooseLanguage} />
      <Segmented label={words().theme.label} value={theme()} choices={themes.map((value) => ({ value, label: words().theme[value] }))} onChoose={chooseTheme} />
      <Show when={props.reader}>
        {(reader) => (
          <p class={styles.reader}>
            <span class={styles.readerName}>{reader().name}</span>
            <span>{roles[reader().role].label}</span>
          </p>
        )}
      </Show>
      <Show when={props.reader}>{(reader) => <OtherOrganisations current={reader().organisation.slug} />}</Show>
      <Show when={props.reader}>{(reader) => <a class={styles.own} href={`/${reader().organisation.slug}/my-data`}>{words().nav.myData}</a>}</Show>
      <Show when={props.reader}>{(reader) => <a class={styles.own} href={`/${reader().organisation.slug}/privacy`}>{words().nav.privacy}</a>}</Show>
      <Show when={props.reader !== null && pagesFor(props.reader).every(({ id }) => id !== 'settings') ? props.reader : null}>{(reader) => <Suspense><OwnSettings reader={reader()} /></Suspense>}</Show>
      <Show when={props.canSignOut}>
        <a class={styles.own} href="/account">{words().nav.account}</a>
        <button type="button" class={controls.button} onClick={() => void leave()}>
          <SignOutIcon />
          {words().login.signOut}
        </button>
      </Show>
    </div>
  );
}

/** The way to the others, for whoever is at home in several. */
function OtherOrganisations(props: { current: string }) {
  const { words } = usePreferences();
  const account = createAccount();
  const others = () => {
    const answer = account.answer();
    return answer?.kind === 'answered' ? answer.body.organisations.filter(({ slug }) => slug !== props.current) : [];
  };
  return (
    <Show when={others().length > 0}>
      <nav class={styles.others} aria-label={words().nav.organisations}>
        <span aria-hidden="true">{words().nav.organisations}</span>
        <For each={others()}>{({ slug, name }) => <a class={styles.own} href={`/${slug}`}>{name}</a>}</For>
      </nav>
    </Show>
  );
}

/** Chooses a language; a link that fixes another one loses that part. */
export function createLanguageChoice(): (language: Language) => void {
  const { chooseLanguage } = usePreferences();
  const location = useLocation();
  const navigate = useNavigate();
  return (language) => {
    chooseLanguage(language);
    const parameters = new URLSearchParams(location.search);
    if (!parameters.has('lang')) return;
    parameters.delete('lang');
    const rest = parameters.toString();
    navigate(`${location.pathname}${rest === '' ? '' : `?${rest}`}`, { replace: true, scroll: false });
  };
}
