import { A } from '@solidjs/router';
import { createUniqueId, For, Index, Show } from 'solid-js';
import { sourceDetailWordsIn, type SourceDetails, type SourceModel, type SourceStatus } from '@pegel/presentation';
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

/** The last days of a source: the darker, the more events; hollow without any, crossed out where nothing is known. The table of days says the same. */
export function CoverageStrip(props: { strip: SourceModel['strip']; levels: readonly number[] }) {
  return (
    <div class={styles.strip} role="img" aria-label={props.strip.summary}>
      <Index each={props.strip.days}>{(day, index) => <span data-shape={day().shape} data-level={props.levels[index]} title={day().text} />}</Index>
    </div>
  );
}

/** One source: what it does and delivers, what it covers, what stops without it, and its last days as a table. */
export function SourcePanel(props: { source: SourceModel; details: SourceDetails | undefined }) {
  const { words, language } = usePreferences();
  const heading = createUniqueId();
  const said = () => sourceDetailWordsIn(language());
  return (
    <section class={panel.panel} aria-labelledby={heading}>
      <header class={styles.header}>
        <h2 id={heading}>{props.source.name}</h2>
        <Status status={props.source.status} />
        <Show when={props.source.waiting}>{(waiting) => <Status status={waiting()} />}</Show>
      </header>
      <div class={styles.halves}>
        <dl class={styles.facts}>
          <Index each={props.details?.facts ?? []}>
            {(fact) => (
              <div class={styles.prose}>
                <dt>{fact().label}</dt>
                <Index each={fact().lines}>{(line) => <dd>{line()}</dd>}</Index>
              </div>
            )}
          </Index>
          <Index each={props.source.facts}>
            {(fact) => (
              <div>
                <dt>{fact().label}</dt>
                <dd>{fact().value}</dd>
              </div>
            )}
          </Index>
        </dl>
        <Show when={props.details}>
          {(details) => (
            <div class={styles.failure}>
              <h3>{said().failure.title}</h3>
              <ul><For each={details().failure}>{(line) => <li>{line}</li>}</For></ul>
              <Show when={details().metrics.links.length > 0} fallback={<p class={styles.about}>{details().metrics.label}</p>}>
                <details class={styles.days}>
                  <summary>{said().feeds}: {details().metrics.label}</summary>
                  <ul class={styles.links}><For each={details().metrics.links}>{({ label, url }) => <li><A href={url}>{label}</A></li>}</For></ul>
                </details>
              </Show>
            </div>
          )}
        </Show>
      </div>
      <p class={panel.caption}>{props.source.strip.summary}</p>
      <details class={styles.days}>
        <summary>{words().sources.daysAsTable}</summary>
        <DataTable table={props.source.days} />
      </details>
    </section>
  );
}
