import { createUniqueId, Show, type JSX } from 'solid-js';
import { failureOf } from '@pegel/client';
import type { Freshness } from '@pegel/presentation';
import { usePreferences } from '../primitives/create-preferences.js';
import type { ReportStatus } from '../primitives/create-reports.js';
import controls from '../shell/controls.module.css';
import { DownloadIcon } from '../shell/icons.jsx';
import { FreshnessLine } from './freshness-line.jsx';
import styles from './panel.module.css';

interface PanelFrameProps {
  /** Where keys look for it. */
  readonly id?: string;
  readonly title: string;
  readonly tools: JSX.Element;
  /** Below the title, whether there are numbers or not. */
  readonly lead?: JSX.Element;
  readonly status: ReportStatus;
  readonly freshness: Freshness | null | undefined;
  readonly isWide?: boolean;
  readonly hasContent: boolean;
  readonly onRetry: () => void;
  readonly children: JSX.Element;
}

/** The frame of every panel: its title and tools, and what it says while there is nothing to show. */
export function PanelFrame(props: PanelFrameProps) {
  const { words } = usePreferences();
  const heading = createUniqueId();
  return (
    <section class={styles.panel} aria-labelledby={heading} aria-busy={props.status.isLoading || props.status.isRefreshing} data-panel={props.id} data-wide={props.isWide}>
      <Show when={props.status.isRefreshing}>
        <div class={styles.refreshing} />
      </Show>
      <header class={styles.header}>
        <h2 id={heading}>{props.title}</h2>
        <div class={styles.tools}>{props.tools}</div>
      </header>
      {props.lead}
      <Show when={props.status.error}>{(error) => <PanelError error={error()} onRetry={props.onRetry} />}</Show>
      <Show when={props.hasContent} fallback={<Show when={props.status.error === null}><div class={styles.skeleton}><span class="hidden-visually">{words().state.loading}</span></div></Show>}>
        {props.children}
      </Show>
      <FreshnessLine freshness={props.freshness} />
    </section>
  );
}

/** A panel's numbers as a file, for those who may take them along. */
export function FileLink(props: { url: string | null; label: string; of: string }) {
  return (
    <Show when={props.url}>
      {(url) => (
        <a class={controls.icon} href={url()} download="" rel="external" aria-label={`${props.label}: ${props.of}`} title={props.label} data-csv>
          <DownloadIcon />
        </a>
      )}
    </Show>
  );
}

/** What failed, and the way to try again; what was there before stays below it. */
export function PanelError(props: { error: Error; onRetry: () => void }) {
  const { words } = usePreferences();
  return (
    <div class={styles.error} role="alert">
      <Show when={failureOf(props.error) !== 'not-permitted'} fallback={<p>{props.error.message}</p>}>
        <p>{words().state.error}</p>
        <p class={styles.detail}>{props.error.message}</p>
        <button type="button" class={controls.button} onClick={() => props.onRetry()}>
          {words().panel.retry}
        </button>
      </Show>
    </div>
  );
}
