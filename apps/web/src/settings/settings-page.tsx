import { A, Navigate, useParams } from '@solidjs/router';
import { createEffect, For, Match, Show, Switch } from 'solid-js';
import type { ReaderView } from '@pegel/client';
import { roles } from '@pegel/domain';
import { usePreferences } from '../primitives/create-preferences.js';
import { WaitingMark } from '../shell/waiting-mark.jsx';
import { AppearanceTab } from './appearance-tab.jsx';
import { GeneralTab } from './general-tab.jsx';
import { JournalTab } from './journal-tab.jsx';
import { KeyboardTab } from './keyboard-tab.jsx';
import { KeysTab } from './keys-tab.jsx';
import { MembersTab } from './members-tab.jsx';
import { PrivacyTab } from './privacy-tab.jsx';
import { useSettingsTexts } from './settings-texts.js';
import styles from './settings.module.css';
import { SpendTab } from './spend-tab.jsx';
import { isTab, settingsTabsFor, type SettingsTab } from './tabs.js';
import { UnmaskingTab } from './unmasking-tab.jsx';

/** Settings, members, keys and the journal: each part for those whom it concerns. */
export function SettingsPage(props: { reader: ReaderView }) {
  const { words } = usePreferences();
  const texts = useSettingsTexts();
  const parameters = useParams<{ tab?: string }>();
  const organisation = () => props.reader.organisation;
  const shown = () => settingsTabsFor(props.reader).find(({ id }) => id === parameters.tab);
  const addressOf = (tab: SettingsTab) => `/${organisation().slug}/settings/${tab.id}`;

  createEffect(() => {
    const tab = shown();
    document.title = `${tab === undefined ? words().settings.title : texts().tabs[tab.id]} · ${organisation().name} · ${words().title}`;
  });

  return (
    <div class={styles.page}>
      <div class={styles.head}>
        <h1>{words().settings.title}</h1>
        <A href={`/${organisation().slug}/privacy`}>{words().nav.privacy}</A>
      </div>
      <nav class={styles.tabs} aria-label={words().settings.title}>
        <For each={settingsTabsFor(props.reader)}>{(tab) => <A class={styles.tab} activeClass={styles.current} href={addressOf(tab)}>{texts().tabs[tab.id]}<Show when={tab.id === 'unmasking'}><WaitingMark reader={props.reader} /></Show></A>}</For>
      </nav>
      <Show when={parameters.tab} fallback={<Show when={settingsTabsFor(props.reader)[0]}>{(first) => <Navigate href={addressOf(first())} />}</Show>}>
        {(tab) => <Switch fallback={<p>{isTab(tab()) ? texts().noTab(roles[props.reader.role].label) : words().state.notFound}</p>}>
          <Match when={shown()?.id === 'privacy'}><PrivacyTab reader={props.reader} /></Match>
          <Match when={shown()?.id === 'spend'}><SpendTab reader={props.reader} /></Match>
          <Match when={shown()?.id === 'members'}><MembersTab reader={props.reader} /></Match>
          <Match when={shown()?.id === 'keys'}><KeysTab reader={props.reader} /></Match>
          <Match when={shown()?.id === 'unmasking'}><UnmaskingTab reader={props.reader} /></Match>
          <Match when={shown()?.id === 'journal'}><JournalTab reader={props.reader} /></Match>
          <Match when={shown()?.id === 'appearance'}><AppearanceTab /></Match>
          <Match when={shown()?.id === 'keyboard'}><KeyboardTab /></Match>
          <Match when={shown()?.id === 'general'}><GeneralTab reader={props.reader} /></Match>
        </Switch>}
      </Show>
    </div>
  );
}
