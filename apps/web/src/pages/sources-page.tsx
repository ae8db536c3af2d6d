import { Navigate, useLocation } from '@solidjs/router';
import { createEffect, createMemo, createUniqueId, Index, Show } from 'solid-js';
import { failureOf, type ReaderView } from '@pegel/client';
import { localeOf, sourceDetails, sourcesModel } from '@pegel/presentation';
import { DataTable } from '../panels/data-table.jsx';
import panel from '../panels/panel.module.css';
import { PanelError } from '../panels/panel-frame.jsx';
import { usePreferences } from '../primitives/create-preferences.js';
import { loginAddress } from '../session/session.js';
import controls from '../shell/controls.module.css';
import { RefreshIcon } from '../shell/icons.jsx';
import { createSources } from '../sources/create-sources.js';
import { DeliveryLog } from '../sources/delivery-log.jsx';
import { FirstDelivery } from '../sources/first-delivery.jsx';
import { QuarantinePanel } from '../sources/quarantine-panel.jsx';
import { SourcePanel, Status } from '../sources/source-panel.jsx';
import { SourcesOverview } from '../sources/sources-overview.jsx';
import styles from '../sources/sources.module.css';

/** Can these numbers be trusted now: every source, the account of everything delivered, and what waits for a person. */
export function SourcesPage(props: { reader: ReaderView }) {
  const { words, language } = usePreferences();
  const location = useLocation();
  const account = createUniqueId();
  const organisation = () => props.reader.organisation;
  const answer = createSources(() => organisation().slug);
  const view = () => answer().data ?? null;
  const locale = createMemo(() => localeOf(language(), { currency: organisation().currency, today: view()?.today ?? null }));
  const model = createMemo(() => {
    const known = view();
    return known === null ? null : sourcesModel(known, locale());
  });
  const details = createMemo(() => {
    const known = view();
    return known === null ? [] : sourceDetails(known, locale());
  });
  const names = () => view()?.sources.map(({ name }) => name) ?? [];
  const isSignedOut = () => {
    const { error } = answer();
    return error !== null && failureOf(error) === 'not-signed-in';
  };

  createEffect(() => {
    document.title = `${words().sources.title} · ${organisation().name} · ${words().title}`;
  });

  return (
    <Show when={!isSignedOut()} fallback={<Navigate href={loginAddress(`${location.pathname}${location.search}`)} />}>
      <div class={styles.page}>
        <div class={styles.title}>
          <h1>{words().sources.title}</h1>
          <Show when={(model()?.empty ?? null) === null}><div class={styles.summary}><Show when={model()}>{(known) => <Status status={known().summary} />}</Show></div></Show>
          <button type="button" class={controls.icon} aria-label={words().state.refresh} title={words().state.refresh} onClick={() => void answer().refetch()}>
            <RefreshIcon />
          </button>
        </div>
        <Show when={answer().error}>{(error) => <PanelError error={error()} onRetry={() => void answer().refetch()} />}</Show>
        <Show when={model()} fallback={<Show when={answer().error === null}><div class={panel.skeleton}><span class="hidden-visually">{words().state.loading}</span></div></Show>}>
          {(known) => (
            <Show when={known().empty === null} fallback={<FirstDelivery reader={props.reader} empty={known().empty ?? ''} locale={locale()} />}>
              <SourcesOverview sources={known().sources} details={details()} days={locale().format.integer(view()?.sources[0]?.days.length ?? 0)} />
              <div class={styles.sources}>
                <Index each={known().sources}>{(source, index) => <SourcePanel source={source()} details={details()[index]} />}</Index>
              </div>
              <section class={panel.panel} aria-labelledby={account}>
                <div>
                  <h2 id={account}>{words().sources.account.title}</h2>
                  <p class={styles.about}>{known().law}</p>
                </div>
                <DataTable table={known().account} />
              </section>
              <DeliveryLog organisation={organisation().slug} locale={locale()} sources={names()} />
              <QuarantinePanel organisation={organisation()} locale={locale()} sources={names()} />
            </Show>
          )}
        </Show>
      </div>
    </Show>
  );
}
