import { createEffect, createMemo, createSignal, createUniqueId, For, on, Show, type Accessor } from 'solid-js';
import type { JournalView, ReaderView } from '@pegel/client';
import { happeningNames, happenings, type HappeningName } from '@pegel/domain';
import { journalTable, localeOf } from '@pegel/presentation';
import { DataTable } from '../panels/data-table.jsx';
import panel from '../panels/panel.module.css';
import { FileLink, PanelError } from '../panels/panel-frame.jsx';
import { createAnswer, whileUnreachable } from '../primitives/create-answer.js';
import { usePreferences } from '../primitives/create-preferences.js';
import { useSession } from '../session/session.js';
import controls from '../shell/controls.module.css';
import { Field } from '../shell/field.jsx';
import { Select } from '../shell/select.jsx';
import { useSettingsTexts } from './settings-texts.js';
import styles from './settings.module.css';

/** What happened in the organisation, newest first. */
export function JournalTab(props: { reader: ReaderView }) {
  const { words, language } = usePreferences();
  const texts = useSettingsTexts();
  const heading = createUniqueId();
  const [happening, setHappening] = createSignal<HappeningName>();
  /** Each page begins before an entry of the one above it. */
  const [pages, setPages] = createSignal<readonly (number | undefined)[]>([undefined]);
  createEffect(on(happening, () => setPages([undefined]), { defer: true }));

  return (
    <section class={panel.panel} aria-labelledby={heading}>
      <div class={styles.head}>
        <h2 id={heading}>{texts().journal.title}</h2>
        <FileLink url={`/export/journal.csv?organisation=${props.reader.organisation.slug}`} label={words().panel.csv} of={texts().journal.title} />
      </div>
      <p class={styles.about}>{texts().journal.about}</p>
      <Field label={texts().journal.happening} class={styles.filter}>
        {() => <Select values={happeningNames} value={happening()} label={(name) => happenings[name][language()]} none={texts().journal.all} onChoose={setHappening} />}
      </Field>
      <For each={pages()}>
        {(before, index) => <Page reader={props.reader} happening={happening} before={before} isLast={index() === pages().length - 1} onMore={(next) => setPages([...pages(), next])} />}
      </For>
    </section>
  );
}

function Page(props: { reader: ReaderView; happening: Accessor<HappeningName | undefined>; before: number | undefined; isLast: boolean; onMore: (before: number) => void }) {
  const { words, language } = usePreferences();
  const texts = useSettingsTexts();
  const { client } = useSession();
  const organisation = () => props.reader.organisation;
  const locale = createMemo(() => localeOf(language(), { currency: organisation().currency, today: null }));
  const answer = createAnswer<JournalView>(() => {
    const asked = { organisation: organisation().slug, before: props.before, happening: props.happening() };
    return {
      queryKey: ['journal', asked],
      queryFn: ({ signal }): Promise<JournalView> => client.journal.query(asked, { signal }),
      // Looking is an entry itself: an old answer would lack what was just done.
      staleTime: 0,
      retry: whileUnreachable,
    };
  });
  return (
    <div aria-busy={answer().isFetching}>
      <Show when={answer().error}>{(error) => <PanelError error={error()} onRetry={() => void answer().refetch()} />}</Show>
      <Show when={answer().data} fallback={<p class={styles.about}>{words().state.loading}</p>}>
        {(view) => (
          <Show when={view().entries.length > 0 || props.before !== undefined} fallback={<p class={panel.empty}>{texts().journal.none}</p>}>
            <DataTable table={journalTable(view(), organisation().timeZone, locale())} isTall />
          </Show>
        )}
      </Show>
      <Show when={props.isLast ? answer().data?.next : null}>
        {(next) => <button type="button" class={controls.button} onClick={() => props.onMore(next())}>{texts().journal.more}</button>}
      </Show>
    </div>
  );
}
