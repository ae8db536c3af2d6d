import { createUniqueId, Show } from 'solid-js';
import { exportsUrl, exportsWordsIn, type ExportChoice, type PageFrame } from '@pegel/presentation';
import panel from '../panels/panel.module.css';
import { SpendExport } from '../panels/spend-export.jsx';
import type { Purpose } from '../primitives/create-purpose.js';
import { usePreferences } from '../primitives/create-preferences.js';
import controls from '../shell/controls.module.css';
import styles from './exports.module.css';

/** Spend of every person is a file and no panel: where it is to be had, and of which days. */
export function PerUserSpend(props: { organisation: string; frame: PageFrame; range: ExportChoice['range']; purpose: Purpose }) {
  const { language } = usePreferences();
  const texts = () => exportsWordsIn(language()).perUser;
  const title = createUniqueId();
  return (
    <Show when={props.frame.spendExport}>
      {(file) => (
        <section class={panel.panel} aria-labelledby={title}>
          <h2 id={title}>{texts().title}</h2>
          <p class={styles.about}>{texts().about} <span class={styles.period}>{props.frame.period}</span></p>
          <div class={styles.actions}>
            <SpendExport file={file()} purpose={props.purpose} class={undefined} />
            <a class={controls.button} href={exportsUrl(props.organisation, { range: props.range })}>{texts().open}</a>
          </div>
        </section>
      )}
    </Show>
  );
}
