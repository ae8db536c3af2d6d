import { createUniqueId, onCleanup, onMount, Show, untrack, type JSX } from 'solid-js';
import { failureOf } from '@pegel/client';
import { failureWordsIn, type Freshness, type Picture } from '@pegel/presentation';
import { usePreferences } from '../primitives/create-preferences.js';
import { createSlow } from '../primitives/create-slow.js';
import type { ReportStatus } from '../primitives/create-reports.js';
import { sentenceOf } from '../session/refused.js';
import controls from '../shell/controls.module.css';
import { DownloadIcon } from '../shell/icons.jsx';
import { DataTable } from './data-table.jsx';
import { FailureDetails } from './failure-details.jsx';
import { FreshnessLine } from './freshness-line.jsx';
import { usePanelActions, type PanelOffer } from './panel-actions.js';
import { PanelMenu } from './panel-menu.jsx';
import { useTurn } from './turns.js';
import styles from './panel.module.css';

/** A picture of a form, or a table or list of so many rows. */
export interface Awaits {
  readonly form: Picture['form'] | 'table' | 'sentences';
  readonly rows: number;
}

interface PanelFrameProps {
  /** Where keys look for it. */
  readonly id?: string;
  readonly title: string;
  readonly tools: JSX.Element;
  /** What its menu offers; without it there is none. */
  readonly offer?: PanelOffer;
  /** Below the title, whether there are numbers or not. */
  readonly lead?: JSX.Element;
  readonly status: ReportStatus;
  /** `null` where nothing is known of it yet; missing where nothing will be said of it. */
  readonly freshness?: Freshness | null | undefined;
  readonly isWide?: boolean;
  /** One of several that stand beside each other. */
  readonly isRanking?: boolean;
  readonly hasContent: boolean;
  /** What will be there, so that its place is as large before. */
  readonly awaits?: Awaits;
  readonly onRetry: () => void;
  readonly children: JSX.Element;
}

/** How high panels were when they last had their content, by their id and how wide the window was: whoever comes back finds everything in its place. */
const heights = new Map<string, number>();

/** The frame of every panel: its title and tools, and what it says while there is nothing to show. Where another panel has the page to itself, it is not there. */
export function PanelFrame(props: PanelFrameProps) {
  const { words, language } = usePreferences();
  /** Also what is asked for the first time is new beside what is there. */
  const isRefreshing = () => props.status.isRefreshing || (props.status.isLoading && props.hasContent);
  const isSlow = createSlow(isRefreshing);
  const heading = createUniqueId();
  const actions = usePanelActions();
  const id = untrack(() => props.offer?.id);
  if (actions !== undefined && id !== undefined) onCleanup(actions.add(id, () => props.offer ?? null));
  const { isFramed, isDue } = useTurn();
  const enlarged = () => actions?.enlarged() ?? null;
  const isEnlarged = () => id !== undefined && enlarged() === id;
  const isDrawn = () => isDue() || isEnlarged();
  /** Below a picture that has the page to itself there is room for what it is drawn from. */
  const tableBelow = () => (isEnlarged() && props.offer?.toggle?.isTable === false ? props.offer.table : null);
  const isShown = () => props.hasContent && isDrawn();
  const sized = `${untrack(() => props.id) ?? id} ${innerWidth}`;
  /** Of a panel whose content is still to come; not where it has the page to itself. */
  const height = () => (isShown() || isEnlarged() ? undefined : heights.get(sized));
  let section: HTMLElement | undefined;
  onMount(() => {
    if (section === undefined || typeof ResizeObserver === 'undefined') return;
    const observer = new ResizeObserver(([entry]) => {
      const [box] = entry?.borderBoxSize ?? [];
      if (box !== undefined && isShown() && !isEnlarged()) heights.set(sized, box.blockSize);
    });
    observer.observe(section);
    onCleanup(() => observer.disconnect());
  });
  return (
    <Show when={enlarged() === null || isEnlarged()}>
    <section class={styles.panel} ref={(element) => (section = element)} style={{ 'min-height': height() === undefined ? undefined : `${height()}px`, '--rows': props.awaits?.rows ?? 0 }} aria-labelledby={heading} aria-busy={props.status.isLoading || isRefreshing() || (props.hasContent && !isDrawn())} data-panel={props.id} data-wide={props.isWide} data-ranking={props.isRanking} data-enlarged={isEnlarged()} data-awaits={props.awaits?.form} data-undated={(isShown() && props.awaits !== undefined && props.freshness === null) || undefined}>
      <Show when={isRefreshing()}>
        <div class={styles.refreshing} />
      </Show>
      <header class={styles.header}>
        <Show when={isFramed() || isEnlarged()}>
          <h2 id={heading}>{props.title}<Show when={isSlow()}> <small class={styles.slow}>{failureWordsIn(language()).refreshing}</small></Show></h2>
          <div class={styles.tools}>
            {props.tools}
            <Show when={actions}>{(page) => <Show when={props.offer}>{(offer) => <PanelMenu title={props.title} offer={offer()} actions={page()} />}</Show>}</Show>
          </div>
        </Show>
      </header>
      <Show when={isFramed() || isEnlarged()}>{props.lead}</Show>
      <Show when={props.status.error}>{(error) => <PanelError error={error()} of={props.title} onRetry={props.onRetry} />}</Show>
      <Show when={isShown()} fallback={<Show when={props.status.error === null}><div class={styles.skeleton} style={{ 'min-height': height() === undefined ? undefined : '0' }}><span class="hidden-visually">{words().state.loading}</span></div></Show>}>
        {props.children}
        <Show when={tableBelow()}>{(table) => <DataTable table={table()} />}</Show>
      </Show>
      <FreshnessLine freshness={isShown() ? props.freshness : null} />
    </section>
    </Show>
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
export function PanelError(props: { error: Error; /** What could not be loaded, where the page is not all of it. */ of?: string; onRetry: () => void }) {
  const { words, language } = usePreferences();
  return (
    <div class={styles.error} role="alert">
      <Show when={failureOf(props.error) !== 'not-permitted'} fallback={<p>{sentenceOf(props.error, language())}</p>}>
        <p>{words().state.error}</p>
        <p class={styles.detail}>{sentenceOf(props.error, language())}</p>
        <div class={styles.ways}>
          <button type="button" class={controls.button} onClick={() => props.onRetry()}>
            {words().panel.retry}
          </button>
          <FailureDetails error={props.error} of={props.of ?? document.title} />
        </div>
      </Show>
    </div>
  );
}
