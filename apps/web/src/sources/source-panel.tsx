import { createUniqueId, Index, Show } from 'solid-js';
import type { SourceModel, SourceStatus } from '@pegel/presentation';
import { DataTable } from '../panels/data-table.jsx';
import panel from '../panels/panel.module.css';
import { usePreferences } from '../primitives/create-preferences.js';
import styles from './sources.module.css';

/** How something does, as a shape and a word. */
export function Status(props: { status: SourceStatus }) {
  return (
    <span class={styles.status} data-tone={props.status.tone}>
      <span aria-hidden="true">{props.status.glyph}</span> {props.status.text}
    </span>
  );
}

/** One source: what it does, what it covers, and its last days as a strip with the same as a table behind it. */
export function SourcePanel(props: { source: SourceModel }) {
  const { words } = usePreferences();
  const heading = createUniqueId();
  return (
    <section class={panel.panel} aria-labelledby={heading}>
      <header class={styles.header}>
        <h2 id={heading}>{props.source.name}</h2>
        <Status status={props.source.status} />
        <Show when={props.source.waiting}>{(waiting) => <Status status={waiting()} />}</Show>
      </header>
      <dl class={styles.facts}>
        <Index each={props.source.facts}>
          {(fact) => (
            <div>
              <dt>{fact().label}</dt>
              <dd>{fact().value}</dd>
            </div>
          )}
        </Index>
      </dl>
      <div class={styles.strip} role="img" aria-label={props.source.strip.summary}>
        <Index each={props.source.strip.days}>{(day) => <span data-shape={day().shape} title={day().text} />}</Index>
      </div>
      <p class={panel.caption}>{props.source.strip.summary}</p>
      <details class={styles.days}>
        <summary>{words().sources.daysAsTable}</summary>
        <DataTable table={props.source.days} />
      </details>
    </section>
  );
}
