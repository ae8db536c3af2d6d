import { Navigate, useLocation } from '@solidjs/router';
import { createEffect, For, Show } from 'solid-js';
import { failureOf, type PrivacyReportView, type ReaderView } from '@pegel/client';
import { privacyPageWordsIn } from '@pegel/presentation';
import panel from '../panels/panel.module.css';
import { PanelError } from '../panels/panel-frame.jsx';
import { createAnswer, whileUnreachable } from '../primitives/create-answer.js';
import { usePreferences } from '../primitives/create-preferences.js';
import { SectionView } from '../privacy/document-view.jsx';
import styles from '../privacy/document.module.css';
import { loginAddress, useSession } from '../session/session.js';
import controls from '../shell/controls.module.css';

/** The privacy report, to be read and printed: for everybody inside. */
export function PrivacyPage(props: { reader: ReaderView }) {
  const { words, language } = usePreferences();
  const { client } = useSession();
  const location = useLocation();
  const texts = () => privacyPageWordsIn(language());
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
        {(report) => (
          <article class={styles.page} lang={language()}>
            <div class={styles.head}>
              <h1>{report().title}</h1>
              <button type="button" class={`${controls.button} ${styles.print}`} onClick={() => window.print()}>{texts().print}</button>
            </div>
            <p class={styles.about}>{report().about}</p>
            <nav class={styles.contents} aria-label={texts().contents}>
              <h2>{texts().contents}</h2>
              <ol><For each={report().sections}>{({ id, title }) => <li><a href={`#${id}`}>{title}</a></li>}</For></ol>
              <p class={styles.about}>{texts().operator}</p>
            </nav>
            <For each={report().sections}>{(section) => <SectionView section={section} />}</For>
          </article>
        )}
      </Show>
    </Show>
  );
}
