import { A } from '@solidjs/router';
import { createEffect, createSignal, For, on, Show } from 'solid-js';
import { glossaryWordsIn, type MetricPage, type MissingMetric } from '@pegel/presentation';
import { copyText } from '../explain/copy-text.js';
import { usePreferences } from '../primitives/create-preferences.js';
import controls from '../shell/controls.module.css';
import styles from './glossary.module.css';

/** Everything that holds of each number of a metric, at an address that says the same to everybody and next year. */
export function MetricDefinition(props: { metric: MetricPage; organisation: string }) {
  const { language } = usePreferences();
  const texts = () => glossaryWordsIn(language());
  const [said, setSaid] = createSignal('');
  // What was said of one metric is nothing about the next.
  createEffect(on(() => props.metric.name, () => setSaid(''), { defer: true }));
  const copy = async () => {
    setSaid('');
    const link = `${location.origin}/${props.organisation}/metrics/${props.metric.name}`;
    setSaid((await copyText(link)) ? texts().copied : texts().copyFailed);
  };
  return (
    <article class={styles.page}>
      <Back organisation={props.organisation} />
      <header class={styles.head}>
        <h1>{props.metric.label}</h1>
        <button type="button" class={`${controls.button} ${styles.screen}`} onClick={() => void copy()}>{texts().copyLink}</button>
        <button type="button" class={`${controls.button} ${styles.screen}`} onClick={() => window.print()}>{texts().print}</button>
      </header>
      <p class={styles.said} role="status">{said()}</p>
      <p class={styles.lead}>{props.metric.counts}</p>
      <dl class={styles.entries}>
        <For each={props.metric.entries.filter(({ id }) => id !== 'counts')}>
          {(entry) => (
            <div>
              <dt>{entry.label}</dt>
              <For each={entry.lines}>{(line) => <dd>{entry.isCode ? <Code line={line} /> : line}</dd>}</For>
            </div>
          )}
        </For>
        <Links label={texts().labels.related} links={props.metric.related} />
        <Links label={texts().labels.usedBy} links={props.metric.usedBy} />
        <Links label={texts().labels.appears} links={props.metric.appearances.map(({ page, panel, url }) => ({ label: `${page} · ${panel}`, url }))} />
      </dl>
    </article>
  );
}

/** A command or an address. Between its words it may break; in a word only where it is longer than a line. */
const Code = (props: { line: string }) => (
  <code class={styles.code}><For each={props.line.split(' ')}>{(word, index) => <>{index() > 0 ? ' ' : ''}<span class={styles.word}>{word}</span></>}</For></code>
);

function Links(props: { label: string; links: readonly { readonly label: string; readonly url: string }[] }) {
  return (
    <Show when={props.links.length > 0}>
      <div>
        <dt>{props.label}</dt>
        <For each={props.links}>{({ label, url }) => <dd><A href={url}>{label}</A></dd>}</For>
      </div>
    </Show>
  );
}

/** What stands where no metric is: why, and what was probably meant. */
export function NoSuchMetric(props: { missing: MissingMetric; organisation: string }) {
  const { language } = usePreferences();
  const texts = () => glossaryWordsIn(language());
  return (
    <article class={styles.page}>
      <Back organisation={props.organisation} />
      <h1>{props.missing.sentence}</h1>
      <Show when={props.missing.about !== ''}>
        <p class={styles.about}>{props.missing.about}</p>
        <Show when={props.missing.near} fallback={<p>{texts().noneNear}</p>}>
          {(near) => <p>{texts().near}: <A href={near().url}>{near().label}</A></p>}
        </Show>
      </Show>
    </article>
  );
}

function Back(props: { organisation: string }) {
  const { language } = usePreferences();
  return <p class={`${styles.back} ${styles.screen}`}><A href={`/${props.organisation}/metrics`}>‹ {glossaryWordsIn(language()).back}</A></p>;
}
