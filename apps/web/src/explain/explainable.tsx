import { createMemo, createSignal, onCleanup, Show, type Accessor, type JSX } from 'solid-js';
import { explainedFromText, explainedText, explainOverview, explanationOfOverviewAsMarkdown, queryOfExplained, toUrl, type Explained, type OrganisationView } from '@pegel/presentation';
import { usePreferences } from '../primitives/create-preferences.js';
import type { LiveReports } from '../primitives/create-reports.js';
import { createShortcuts } from '../primitives/create-shortcuts.js';
import type { View } from '../primitives/create-view.js';
import { copyText } from './copy-text.js';
import { ExplainContext } from './explain-context.js';
import { ExplainDrawer } from './explain-drawer.jsx';
import styles from './explain-drawer.module.css';

const shownMilliseconds = 6_000;

/** A page whose numbers explain themselves: which one is being explained is part of its address. */
export function Explainable(props: { view: View; organisation: OrganisationView; live: LiveReports; children: JSX.Element }) {
  const { words, language, usesKeys } = usePreferences();
  const open: Accessor<Explained | null> = () => props.view.state().explain;
  const isOpen = (explained: Explained) => {
    const now = open();
    return now !== null && explainedText(now) === explainedText(explained);
  };
  const toggle = (explained: Explained) => props.view.change({ explain: isOpen(explained) ? null : explained });
  const notice = createNotice();

  const copyMarkdown = (explained: Explained) => {
    const text = explanationOfOverviewAsMarkdown(explained, props.view.state(), props.organisation, props.live.reports(), language(), location.origin);
    void notice.copy(text, words().explain.copied);
  };
  const copyLink = (explained: Explained) => {
    const link = `${location.origin}${toUrl({ ...props.view.state(), explain: explained })}`;
    void notice.copy(link, words().explain.linkCopied);
  };
  createShortcuts(usesKeys, {
    'panel.explain': () => {
      const now = open();
      if (now !== null && document.activeElement?.closest('[data-drawer]') instanceof HTMLElement) return toggle(now);
      const explained = focusedNumber();
      if (explained !== undefined) toggle(explained);
    },
    'copy.markdown': () => {
      const explained = open() ?? focusedNumber();
      if (explained !== undefined) copyMarkdown(explained);
    },
  });

  return (
    <ExplainContext.Provider value={{ isOpen, toggle }}>
      {props.children}
      <Show when={open()} keyed>
        {(explained) => {
          const explanation = createMemo(() => explainOverview(explained, props.view.state(), props.organisation, props.live.reports(), language()));
          const query = () => queryOfExplained(explained, props.view.state());
          return (
            <ExplainDrawer
              explained={explained}
              explanation={explanation()}
              status={props.live.status(query())}
              onRetry={() => props.live.refetch(query())}
              onClose={() => props.view.change({ explain: null })}
              onRelated={(metric) => props.view.change({ explain: explainedFromText(metric) ?? null })}
              onCopy={() => copyMarkdown(explained)}
              onCopyLink={() => copyLink(explained)}
              uncopied={notice.uncopied()}
            />
          );
        }}
      </Show>
      <p class={styles.notice} role="status">{notice.text()}</p>
    </ExplainContext.Provider>
  );
}

/** The number that has the focus or is nearest around it; the first of the page where nothing has. */
function focusedNumber(): Explained | undefined {
  let around: Element | null = document.activeElement;
  while (around !== null && around !== document.body) {
    const button = around.matches('[data-explain]') ? around : around.querySelector('[data-explain]');
    if (button !== null) return explainedOf(button);
    around = around.parentElement;
  }
  return explainedOf(document.querySelector('[data-explain]'));
}

const explainedOf = (button: Element | null): Explained | undefined => (button instanceof HTMLElement ? explainedFromText(button.dataset['explain'] ?? '') : undefined);

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
