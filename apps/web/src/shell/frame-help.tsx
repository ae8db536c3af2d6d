import { Show } from 'solid-js';
import type { ReaderView } from '@pegel/client';
import { useKeyboard } from '../primitives/create-keyboard.js';
import { usePreferences } from '../primitives/create-preferences.js';
import { GlossaryIcon, KeyboardIcon } from './icons.jsx';
import { PageLink } from './page-link.jsx';
import { glossaryOf } from './pages.js';
import styles from './app-shell.module.css';

/** What numbers mean and which keys there are, at the same place on every page. */
export function FrameHelp(props: { reader: ReaderView | null; titled: boolean }) {
  const { words } = usePreferences();
  const keyboard = useKeyboard();
  const glossary = () => (props.reader === null ? null : glossaryOf(props.reader));
  return (
    <>
      <Show when={glossary()}>
        {(address) => (
          <PageLink class={styles.link} marked={styles.current} title={props.titled ? words().nav.metrics : undefined} href={address()}>
            <GlossaryIcon />
            <span class={styles.text}>{words().nav.metrics}</span>
          </PageLink>
        )}
      </Show>
      <button type="button" class={styles.link} title={props.titled ? words().frame.keys : undefined} onClick={() => keyboard.run('help')}>
        <KeyboardIcon />
        <span class={styles.text}>{words().frame.keys}</span>
      </button>
    </>
  );
}
