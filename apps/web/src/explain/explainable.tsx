import { createMemo, createSignal, ErrorBoundary, lazy, onCleanup, Show, Suspense, type JSX } from 'solid-js';
import { explainedFromText, explainedText, queryOfExplained, toUrl, type Explained, type OrganisationView, type PageId } from '@pegel/presentation';
import { usePreferences } from '../primitives/create-preferences.js';
import { createEscape } from '../primitives/create-escape.js';
import type { LiveReports } from '../primitives/create-reports.js';
import { createShortcuts } from '../primitives/create-shortcuts.js';
import type { View } from '../primitives/create-view.js';
import { copyText } from './copy-text.js';
import { ExplainContext } from './explain-context.js';
import styles from './explain-drawer.module.css';

/** Loaded when somebody asks: the first number does not wait for what can be said of it. */
const loadExplanation = () => import('./explanation.jsx');
const Explanation = lazy(async () => ({ default: (await loadExplanation()).Explanation }));

const shownMilliseconds = 6_000;

/** A page whose numbers explain themselves: which one is being explained is part of its address. */
export function Explainable(props: { view: View; organisation: OrganisationView; live: LiveReports; children: JSX.Element }) {
  const { words, language } = usePreferences();
  // The address can be written anew while it still names the same number.
  const open = createMemo(() => props.view.state().explain, null, { equals: (a, b) => a === b || (a !== null && b !== null && explainedText(a) === explainedText(b)) });
  const isOpen = (explained: Explained) => {
    const now = open();
    return now !== null && explainedText(now) === explainedText(explained);
  };
  /** Where a walk from number to number began. */
  let origin: HTMLElement | null = null;
  const toggle = (explained: Explained, from: Element | null) => {
    if (from instanceof HTMLElement && from !== document.body && from.closest('[data-drawer]') === null) origin = from;
    props.view.change({ explain: isOpen(explained) ? null : explained });
  };
  const close = () => props.view.change({ explain: null });
  createEscape(() => open() !== null, close);
  const page = () => props.view.state().page;
  const notice = createNotice();

  const copyMarkdown = async (explained: Explained) => {
    const { explanationAsMarkdown } = await loadExplanation();
    const text = explanationAsMarkdown(explained, props.view.state(), props.organisation, props.live.reports(), language(), location.origin);
    void notice.copy(text, words().explain.copied);
  };
  const copyLink = (explained: Explained) => {
    const link = `${location.origin}${toUrl({ ...props.view.state(), explain: explained })}`;
    void notice.copy(link, words().explain.linkCopied);
  };
  createShortcuts({
    'panel.explain': () => {
      const now = open();
      if (now !== null && document.activeElement?.closest('[data-drawer]') instanceof HTMLElement) return toggle(now, null);
      const explained = focusedNumber(page());
      if (explained !== undefined) toggle(explained, document.activeElement);
    },
    'copy.markdown': () => {
      const explained = open() ?? focusedNumber(page());
      if (explained !== undefined) void copyMarkdown(explained);
    },
  });

  return (
    <ExplainContext.Provider value={{ page, isOpen, toggle }}>
      {props.children}
      <Show when={open()} keyed>
        {(explained) => (
          <ErrorBoundary fallback={<p class={styles.notice} role="alert">{words().state.unreachable}</p>}>
            <Suspense>
              <Explanation
                explained={explained}
                state={props.view.state()}
                organisation={props.organisation}
                reports={props.live.reports()}
                status={props.live.status(queryOfExplained(explained, props.view.state()))}
                uncopied={notice.uncopied()}
                origin={() => origin}
                onRetry={() => props.live.refetch(queryOfExplained(explained, props.view.state()))}
                onClose={close}
                onRelated={(metric) => props.view.change({ explain: explainedFromText(metric, page()) ?? null })}
                onCopy={() => void copyMarkdown(explained)}
                onCopyLink={() => copyLink(explained)}
              />
            </Suspense>
          </ErrorBoundary>
        )}
      </Show>
      <p class={styles.notice} role="status">{notice.text()}</p>
    </ExplainContext.Provider>
  );
}

/** The number that has the focus or is nearest around it, with the day that a chart's cursor is on; the first of the page where nothing has. */
function focusedNumber(page: PageId): Explained | undefined {
  const day = document.activeElement instanceof HTMLElement ? document.activeElement.dataset['day'] : undefined;
  let around: Element | null = document.activeElement;
  while (around !== null && around !== document.body) {
    const found = explainedOf(numberIn(around), page);
    if (found !== undefined) return day === undefined ? found : (explainedFromText(`${found.metric}:${found.place}:${day}`, page) ?? found);
    around = around.parentElement;
  }
  return explainedOf(numberIn(document.body), page);
}

/** The number that a part of a page is, or its first. What a sentence tells of a day that is not over stands before the tiles and panels, and is not what somebody asks about first. */
const numberIn = (part: Element): Element | null => (part.matches('[data-explain]') ? part : (part.querySelector(':is(li, [data-panel]) [data-explain]') ?? part.querySelector('[data-explain]')));

const explainedOf = (button: Element | null, page: PageId): Explained | undefined => (button instanceof HTMLElement ? explainedFromText(button.dataset['explain'] ?? '', page) : undefined);

/** What came of copying, said for a while; where the browser refused, the text itself, to be copied by hand. */
function createNotice() {
  const [text, setText] = createSignal('');
  const [uncopied, setUncopied] = createSignal<string | null>(null);
  const { words } = usePreferences();
  let timer: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(timer));
  return {
    text,
    uncopied,
    async copy(copy: string, said: string) {
      const isCopied = await copyText(copy);
      setUncopied(isCopied ? null : copy);
      setText(isCopied ? said : words().explain.copyFailed);
      clearTimeout(timer);
      timer = setTimeout(() => setText(''), shownMilliseconds);
    },
  };
}
