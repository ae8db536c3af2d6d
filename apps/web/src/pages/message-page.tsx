import { createEffect, Show } from 'solid-js';
import type { ReaderView } from '@pegel/client';
import { usePreferences } from '../primitives/create-preferences.js';
import { AppShell } from '../shell/app-shell.jsx';
import controls from '../shell/controls.module.css';
import styles from './message-page.module.css';

interface MessageProps {
  readonly reader: ReaderView | null;
  readonly text: string;
  readonly action?: { label: string; run: () => void };
}

/** A page that says one thing: why there is nothing to see, and what can be done. */
export const MessagePage = (props: MessageProps) => <AppShell reader={props.reader}><Message {...props} /></AppShell>;

/** The same where the frame of a page is there already. */
export function Message(props: MessageProps) {
  const { words } = usePreferences();
  createEffect(() => {
    document.title = `${words().product} · ${words().title}`;
  });
  return (
    <div class={styles.message}>
      <h1>{words().title}</h1>
      <p>{props.text}</p>
      <Show when={props.reader}>{(reader) => <p><a href={`/${reader().organisation.slug}/my-data`}>{words().nav.myData}</a></p>}</Show>
      <Show when={props.action}>{(action) => <button type="button" class={controls.button} onClick={() => action().run()}>{action().label}</button>}</Show>
    </div>
  );
}
