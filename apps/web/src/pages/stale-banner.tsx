import { latenessOf, localeOf } from '@pegel/presentation';
import { createMemo, For, Show } from 'solid-js';
import type { Analytics } from '../primitives/create-analytics.js';
import { usePreferences } from '../primitives/create-preferences.js';
import controls from '../shell/controls.module.css';
import { createSources } from '../sources/create-sources.js';
import styles from './analytics-page.module.css';

/** That numbers are late, and when they were to be expected: that is asked only where something is late. */
export function StaleBanner(props: { analytics: Analytics }) {
  const { words, language } = usePreferences();
  const { live, watch, organisation } = props.analytics;
  const sources = createSources(() => organisation().slug);
  const lateness = createMemo(() => {
    const contracts = Object.values(live.reports()).map(({ contract }) => contract);
    return latenessOf(contracts, watch.now(), language(), localeOf(language(), { currency: organisation().currency, today: contracts[0]?.today ?? null }), sources().data);
  });
  return (
    <Show when={lateness()}>
      {(known) => (
        <div class={styles.banner} role="status" data-state="stale">
          <For each={known().sentences}>{(sentence) => <p><span aria-hidden="true">! </span>{sentence}</p>}</For>
          <p>
            <button type="button" class={controls.button} onClick={() => live.refetchAll()}>{words().panel.retry}</button>{' '}
            <a href={`/${organisation().slug}/sources`}>{known().sources}</a>
          </p>
        </div>
      )}
    </Show>
  );
}
