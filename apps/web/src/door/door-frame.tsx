import { createEffect, onMount, Show, type JSX } from 'solid-js';
import { usePreferences } from '../primitives/create-preferences.js';
import { AccountSettings } from '../shell/account-settings.jsx';
import { Mark } from '../shell/icons.jsx';
import styles from './door.module.css';

/** The frame of a page for whoever is not inside an organisation yet: one card, and the language and appearance below it. */
export function DoorFrame(props: { title: string; isWide?: boolean; canSignOut?: boolean; children: JSX.Element }) {
  const { words } = usePreferences();
  createEffect(() => {
    document.title = `${props.title} · ${words().product}`;
  });
  return (
    <main class={styles.page}>
      <div class={styles.card} data-wide={props.isWide === true ? '' : undefined}>
        <div class={styles.brand}>
          <Mark />
          <span>{words().product}</span>
        </div>
        {props.children}
      </div>
      <AccountSettings reader={null} canSignOut={props.canSignOut === true} />
    </main>
  );
}

/** What a view at the door is about. It takes the focus as it appears, so that reading goes on here. */
export function DoorHeading(props: { text: string; purpose?: string }) {
  let heading: HTMLHeadingElement | undefined;
  onMount(() => heading?.focus({ preventScroll: true }));
  return (
    <div>
      <h1 class={styles.heading} tabindex="-1" ref={(element) => (heading = element)}>{props.text}</h1>
      <Show when={props.purpose}><p class={styles.purpose}>{props.purpose}</p></Show>
    </div>
  );
}
