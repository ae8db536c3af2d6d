import { latenessOf, localeOf, nearestOf, toUrl, type PageFrame } from '@pegel/presentation';
import { createMemo, Show } from 'solid-js';
import type { Analytics } from '../primitives/create-analytics.js';
import { usePreferences } from '../primitives/create-preferences.js';
import { StaleBanner } from './stale-banner.jsx';
import styles from './analytics-page.module.css';

/** What keeps the numbers of a page from being there or the newest: no network, a source that is late, days of which nothing is known. What was there stays in sight. */
export function StateBanner(props: { analytics: Analytics; frame: PageFrame }) {
  const { language } = usePreferences();
  const isOffline = () => props.analytics.freshness().kind === 'offline';
  const locale = () => localeOf(language(), { currency: props.analytics.organisation().currency, today: null });
  const isLate = createMemo(() => {
    const { live, view, watch } = props.analytics;
    // Whoever looks at days that are over, and has said so, waits for nothing.
    return view.state().end === null && latenessOf(Object.values(live.reports()).map(({ contract }) => contract), watch.now(), language(), locale()) !== null;
  });
  const nearest = createMemo(() => nearestOf(props.analytics.view.state(), props.frame, language(), locale()));
  return (
    <>
      <Show when={isOffline()}><p class={styles.banner} role="status" data-state="offline">{props.analytics.freshness().text}</p></Show>
      <Show when={!isOffline() && isLate()}><StaleBanner analytics={props.analytics} /></Show>
      <Show when={nearest()}>
        {(known) => <p class={styles.banner} role="status" data-state="nothing-in-range">{known().sentence} <a href={toUrl(known().to)}>{known().label}</a></p>}
      </Show>
    </>
  );
}
