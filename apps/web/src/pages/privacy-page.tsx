import { Navigate, useLocation } from '@solidjs/router';
import { createEffect, createSignal, For, on, onMount, Show, untrack } from 'solid-js';
import { failureOf, type PrivacyReportView, type ReaderView } from '@pegel/client';
import { privacyPageWordsIn } from '@pegel/presentation';
import panel from '../panels/panel.module.css';
import { PanelError } from '../panels/panel-frame.jsx';
import { createAnswer, whileUnreachable } from '../primitives/create-answer.js';
import { createMedia } from '../primitives/create-media.js';
import { usePreferences } from '../primitives/create-preferences.js';
import { createPrinting } from '../primitives/create-printing.js';
import { SectionView } from '../privacy/document-view.jsx';
import styles from '../privacy/document.module.css';
import { loginAddress, useSession } from '../session/session.js';
import controls from '../shell/controls.module.css';

/** The privacy report, to be read and printed: for everybody inside. */
export function PrivacyPage(props: { reader: ReaderView }) {
  const { words, language } = usePreferences();
  const { client } = useSession();
  const location = useLocation();
  const organisation = () => props.reader.organisation;
  const answer = createAnswer<PrivacyReportView>(() => {
    const asked = { organisation: organisation().slug, language: language() };
    return {
      queryKey: ['privacy-report', asked],
      queryFn: ({ signal }): Promise<PrivacyReportView> => client.privacyReport.query(asked, { signal }),
      // It says what is so now.
      staleTime: 0,
      retry: whileUnreachable,
    };
  });
  const isSignedOut = () => {
    const { error } = answer();
    return error !== null && failureOf(error) === 'not-signed-in';
  };
  createEffect(() => {
    document.title = `${words().nav.privacy} · ${organisation().name} · ${words().title}`;
  });
  return (
    <Show when={!isSignedOut()} fallback={<Navigate href={loginAddress(`${location.pathname}${location.search}`)} />}>
      <Show when={answer().error}>{(error) => <PanelError error={error()} onRetry={() => void answer().refetch()} />}</Show>
      <Show when={answer().data?.document} fallback={<Show when={answer().error === null}><div class={panel.skeleton}><span class="hidden-visually">{words().state.loading}</span></div></Show>}>
        {(report) => <Report report={report()} />}
      </Show>
    </Show>
  );
}

/** Open on a wide screen, closed but for what is said at a glance on a phone, where the headings are the contents; on paper all of it. */
function Report(props: { report: PrivacyReportView['document'] }) {
  const { language } = usePreferences();
  const location = useLocation();
  const texts = () => privacyPageWordsIn(language());
  const isPhone = createMedia('(max-width: 639px)', false);
  const isPrinting = createPrinting();
  const [isAllOpen, setAllOpen] = createSignal(untrack(() => !isPhone()));
  let article: HTMLElement | undefined;
  const sections = (): readonly HTMLDetailsElement[] => [...(article?.querySelectorAll('details') ?? [])];
  const setAll = (isOpen: boolean) => {
    for (const section of sections()) section.open = isOpen;
    setAllOpen(isOpen);
  };
  const reveal = (id: string): HTMLElement | null => {
    const heading = document.getElementById(id);
    const section = heading?.closest('details') ?? null;
    if (section !== null) section.open = true;
    return heading;
  };
  // An address can lead to a section, which comes later than the page.
  onMount(() => {
    if (location.hash !== '') reveal(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
  });
  let closed: readonly HTMLDetailsElement[] = [];
  createEffect(on(isPrinting, (isOnItsWay) => {
    if (isOnItsWay) closed = sections().filter(({ open }) => !open);
    for (const section of closed) section.open = isOnItsWay;
  }, { defer: true }));
  return (
    <article class={styles.page} lang={language()} ref={(element) => { article = element; }}>
      <div class={styles.head}>
        <h1>{props.report.title}</h1>
        <button type="button" class={`${controls.button} ${styles.print}`} onClick={() => setAll(!isAllOpen())}>{isAllOpen() ? texts().closeAll : texts().openAll}</button>
        <button type="button" class={`${controls.button} ${styles.print}`} onClick={() => window.print()}>{texts().print}</button>
      </div>
      <p class={styles.about}>{props.report.about}</p>
      <nav class={styles.contents} aria-label={texts().contents}>
        <h2>{texts().contents}</h2>
        <ol><For each={props.report.sections}>{({ id, title }) => <li><a href={`#${id}`} onClick={() => reveal(id)}>{title}</a></li>}</For></ol>
      </nav>
      <p class={`${styles.about} ${styles.print}`}>{texts().operator}</p>
      <div><For each={props.report.sections}>{(section) => <SectionView section={section} isOpen={isAllOpen() || section.id === 'glance'} />}</For></div>
    </article>
  );
}
