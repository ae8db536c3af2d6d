import { createUniqueId, For, onCleanup, onMount, Show, type JSX } from 'solid-js';
import { metricOf, type MetricName } from '@pegel/domain';
import { explainedFromText, explainedText, explainWordsIn, type Explained, type Explanation, type PageId } from '@pegel/presentation';
import { createMedia } from '../primitives/create-media.js';
import { usePreferences } from '../primitives/create-preferences.js';
import type { ReportStatus } from '../primitives/create-reports.js';
import { sentenceOf } from '../session/refused.js';
import { CloseIcon } from '../shell/icons.jsx';
import controls from '../shell/controls.module.css';
import styles from './explain-drawer.module.css';

export interface DrawerProps {
  readonly explained: Explained;
  readonly page: PageId;
  readonly explanation: Explanation;
  readonly status: ReportStatus;
  /** Where what holds of every number of this metric is written. */
  readonly definitionUrl: string;
  /** A text that could not be put on the clipboard. */
  readonly uncopied: string | null;
  /** What had the focus when somebody asked, if it is known. */
  readonly origin: () => HTMLElement | null;
  readonly onRetry: () => void;
  readonly onClose: () => void;
  readonly onRelated: (metric: MetricName) => void;
  readonly onCopy: () => void;
  readonly onCopyLink: () => void;
}

/** What is said of a number, beside the page where there is room and over it where there is not. */
export function ExplainDrawer(props: DrawerProps) {
  const isWide = createMedia('(min-width: 960px)', true);
  const heading = createUniqueId();
  return (
    <Show when={isWide()} fallback={<Modal heading={heading} {...props} />}>
      <Region heading={heading} {...props} />
    </Show>
  );
}

type FrameProps = DrawerProps & { readonly heading: string };

/** Beside the page, which stays usable; Escape closes it, as whoever opens it says. */
function Region(props: FrameProps) {
  return (
    <aside class={styles.drawer} aria-labelledby={props.heading} data-drawer ref={(element) => keepFocus(element, props.explained, props.page, props.origin)}>
      <Contents {...props} />
    </aside>
  );
}

/** Over the page, which waits. */
function Modal(props: FrameProps) {
  let dialog: HTMLDialogElement | undefined;
  let isOver = false;
  onMount(() => dialog?.showModal());
  onCleanup(() => (isOver = true));
  return (
    <dialog
      class={`${styles.drawer} ${styles.modal}`}
      aria-labelledby={props.heading}
      data-drawer
      // Escape closes a dialog by itself; the address has to follow. One that is closed because the address changed is past that.
      onClose={() => isOver || props.onClose()}
      ref={(element) => {
        dialog = element;
        keepFocus(element, props.explained, props.page, props.origin);
      }}
    >
      <Contents {...props} />
    </dialog>
  );
}

/** Takes the focus to what has opened, and gives it back to where it was or else to the number's own button, unless it has gone elsewhere meanwhile. */
function keepFocus(drawer: HTMLElement, explained: Explained, page: PageId, origin: () => HTMLElement | null): void {
  const { metric } = explained;
  const own = explainedText(explained, page);
  onMount(() => drawer.querySelector<HTMLElement>('h2')?.focus({ preventScroll: true }));
  onCleanup(() => {
    if (!drawer.contains(document.activeElement)) return;
    // Nothing behind an open dialog can have the focus.
    if (drawer instanceof HTMLDialogElement) drawer.close();
    const before = origin();
    if (before !== null && before.isConnected) return before.focus();
    const buttons = [...document.querySelectorAll<HTMLElement>('button[data-explain]')];
    const named = (button: HTMLElement) => button.dataset['explain'] ?? '';
    (buttons.find((button) => named(button) === own) ?? buttons.find((button) => explainedFromText(named(button), page)?.metric === metric))?.focus();
  });
}

function Contents(props: FrameProps) {
  const { language } = usePreferences();
  const said = () => explainWordsIn(language());
  return (
    <>
      <header class={styles.header}>
        <h2 id={props.heading} tabindex="-1">{props.explanation.title}</h2>
        <button type="button" class={controls.icon} aria-label={said().close} title={said().close} onClick={() => props.onClose()}>
          <CloseIcon />
        </button>
      </header>
      <div class={styles.body} tabindex="0" role="group" aria-labelledby={props.heading}>
        <Show when={props.explanation.number !== null} fallback={<Pending status={props.status} onRetry={props.onRetry} />}>
          <p class={styles.number}>
            <strong class={styles.value}>{props.explanation.value}</strong> <span class={styles.when}>{props.explanation.when}</span>
          </p>
          <Show when={props.explanation.reason}>{(reason) => <p>{reason()}</p>}</Show>
          <Show when={props.explanation.changes.length > 0}>
            <ul class={styles.changes}>
              <For each={props.explanation.changes}>
                {(change) => (
                  <li>
                    <span aria-hidden="true">{change.line}</span>
                    <span class="hidden-visually">{change.text.spoken}</span>
                  </li>
                )}
              </For>
            </ul>
          </Show>
          <Show when={props.explanation.equation}>{(equation) => <p class={styles.equation}>{equation().whole}</p>}</Show>
        </Show>
        <dl class={styles.entries}>
          <For each={props.explanation.entries.filter(({ id }) => id !== 'query')}>
            {(item) => (
              <div class={styles.entry}>
                <dt>{item.label}</dt>
                <For each={item.lines}>{(line) => <dd>{line}</dd>}</For>
              </div>
            )}
          </For>
        </dl>
        <Show when={props.explanation.related.length > 0}>
          <p class={styles.related}>
            {said().related}:{' '}
            <For each={props.explanation.related}>
              {(metric) => <button type="button" class={styles.link} onClick={() => props.onRelated(metric)}>{metricOf(metric).label[language()]}</button>}
            </For>
          </p>
        </Show>
      </div>
      <footer class={styles.actions}>
        <button type="button" class={controls.button} onClick={() => props.onCopy()}>{said().copy}</button>
        <button type="button" class={controls.button} onClick={() => props.onCopyLink()}>{said().link}</button>
        <Show when={props.explanation.csvUrl}>{(url) => <a class={controls.button} href={url()} download="" rel="external">{said().csv}</a>}</Show>
        <a class={controls.button} href={props.definitionUrl}>{said().definition}</a>
        <a class={controls.button} href={props.explanation.jsonUrl} target="_blank" rel="external noopener">{said().api}</a>
        <Show when={props.uncopied}>{(text) => <Uncopied text={text()} />}</Show>
      </footer>
    </>
  );
}

function Pending(props: { status: ReportStatus; onRetry: () => void }): JSX.Element {
  const { words, language } = usePreferences();
  const said = () => explainWordsIn(language());
  return (
    <Show when={props.status.error} fallback={<p class={styles.when}>{said().pending}</p>}>
      {(error) => (
        <div role="alert">
          <p>{said().failed}</p>
          <p class={styles.when}>{sentenceOf(error(), language())}</p>
          <button type="button" class={controls.button} onClick={() => props.onRetry()}>{words().panel.retry}</button>
        </div>
      )}
    </Show>
  );
}

/** A text that only the reader may copy here, selected for them. */
function Uncopied(props: { text: string }): JSX.Element {
  const { language } = usePreferences();
  const said = () => explainWordsIn(language());
  return <textarea class={styles.uncopied} readonly rows="4" aria-label={said().copy} ref={(element) => queueMicrotask(() => { element.focus(); element.select(); })}>{props.text}</textarea>;
}
