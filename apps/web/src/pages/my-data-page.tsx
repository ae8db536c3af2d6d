import { Navigate, useLocation } from '@solidjs/router';
import { createEffect, createMemo, createUniqueId, For, Show } from 'solid-js';
import { failureOf, type OwnData, type ReaderView } from '@pegel/client';
import { localeOf, ownDataModel, ownDataWordsIn, type OwnDataSection } from '@pegel/presentation';
import { DataTable } from '../panels/data-table.jsx';
import panel from '../panels/panel.module.css';
import { createAnswer, whileUnreachable } from '../primitives/create-answer.js';
import { usePreferences } from '../primitives/create-preferences.js';
import { sentenceOf } from '../session/refused.js';
import { loginAddress, useSession } from '../session/session.js';
import controls from '../shell/controls.module.css';
import styles from './my-data-page.module.css';

/** What is held of whoever is signed in, what owners see of it, and who looked. */
export function MyDataPage(props: { reader: ReaderView }) {
  const { words, language } = usePreferences();
  const { client } = useSession();
  const location = useLocation();
  const texts = () => ownDataWordsIn(language());
  const organisation = () => props.reader.organisation;
  const answer = createAnswer<OwnData>(() => {
    const asked = { organisation: organisation().slug };
    return {
      queryKey: ['own-data', asked],
      queryFn: ({ signal }): Promise<OwnData> => client.ownData.query(asked, { signal }),
      // Who looked a moment ago is what somebody comes back for.
      staleTime: 0,
      retry: whileUnreachable,
    };
  });
  const failure = () => {
    const { error } = answer();
    return error === null ? null : { kind: failureOf(error), message: sentenceOf(error, language()) };
  };
  const model = createMemo(() => {
    const { data } = answer();
    return data === undefined ? null : ownDataModel(data, localeOf(language(), { currency: data.organisation.currency, today: null }));
  });
  const file = (format: 'csv' | 'json') => `/export/own-data.${format}?organisation=${organisation().slug}&lang=${language()}`;
  createEffect(() => {
    document.title = `${texts().title} · ${organisation().name} · ${words().title}`;
  });
  return (
    <Show when={failure()?.kind !== 'not-signed-in'} fallback={<Navigate href={loginAddress(`${location.pathname}${location.search}`)} />}>
      <article class={styles.page}>
        <h1>{texts().title}</h1>
        <Show when={failure()}>
          {(failed) => (
            <div role="alert" class={styles.failure}>
              {/* Why somebody is not shown their own data, only the server knows. */}
              <p>{failed().kind === 'not-permitted' ? failed().message : failed().kind === 'unreachable' ? words().state.unreachable : words().state.failed}</p>
              <button type="button" class={controls.button} onClick={() => void answer().refetch()}>{texts().again}</button>
            </div>
          )}
        </Show>
        <Show when={model()} fallback={<Show when={failure() === null}><div class={panel.skeleton}><span class="hidden-visually">{words().state.loading}</span></div></Show>}>
          {(known) => (
            <>
              <p class={styles.about}>{known().about} <a href={`/${organisation().slug}/privacy`}>{words().nav.privacy}</a></p>
              <p class={styles.files}>
                <span>{texts().take}:</span>
                <a href={file('csv')} download="" rel="external">{texts().csv}</a>
                <a href={file('json')} download="" rel="external">{texts().json}</a>
              </p>
              <For each={known().sections}>{(section) => <Section section={section} />}</For>
            </>
          )}
        </Show>
      </article>
    </Show>
  );
}

function Section(props: { section: OwnDataSection }) {
  const heading = createUniqueId();
  return (
    <section class={panel.panel} aria-labelledby={heading} data-section={props.section.id}>
      <h2 id={heading}>{props.section.title}</h2>
      <For each={props.section.sentences}>{(sentence) => <p class={styles.about}>{sentence}</p>}</For>
      <Show when={props.section.facts.length > 0}>
        <dl class={styles.facts}>
          <For each={props.section.facts}>{({ label, value }) => <div><dt>{label}</dt><dd>{value}</dd></div>}</For>
        </dl>
      </Show>
      <For each={props.section.tables}>
        {({ heading: name, table }) => (
          <>
            <Show when={name}>{(text) => <h3 class={styles.heading}>{text()}</h3>}</Show>
            <DataTable table={table} isTall />
          </>
        )}
      </For>
    </section>
  );
}
