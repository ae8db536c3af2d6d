import { createUniqueId, For, Show } from 'solid-js';
import type { ReaderView } from '@pegel/client';
import { firstCommands, type Locale } from '@pegel/presentation';
import { CopiedText } from '../form/copied-text.jsx';
import panel from '../panels/panel.module.css';
import { settingsTabsFor } from '../settings/tabs.js';
import styles from './sources.module.css';

/** What stands where nothing was ever delivered: how data gets here, as commands to take along, and where their key is made. */
export function FirstDelivery(props: { reader: ReaderView; empty: string; locale: Locale }) {
  const heading = createUniqueId();
  const said = () => props.locale.words.sources.begin;
  const seesKeys = () => settingsTabsFor(props.reader).some(({ id }) => id === 'keys');
  return (
    <section class={panel.panel} aria-labelledby={heading}>
      <div>
        <h2 id={heading}>{said().title}</h2>
        <p class={styles.about}>{props.empty} <Show when={seesKeys()}><a href={`/${props.reader.organisation.slug}/settings/keys`}>{said().keys}</a></Show></p>
      </div>
      <For each={firstCommands(location.origin, props.locale)}>
        {({ label, command }) => (
          <div>
            <p class={styles.about}>{label}</p>
            <CopiedText label={label} text={command} />
          </div>
        )}
      </For>
    </section>
  );
}
