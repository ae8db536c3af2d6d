import { createEffect, createSignal, createUniqueId, For, on, Show } from 'solid-js';
import type { DeliveriesView } from '@pegel/client';
import { deliveriesTable, sourceDetailWordsIn, type Locale } from '@pegel/presentation';
import { DataTable } from '../panels/data-table.jsx';
import panel from '../panels/panel.module.css';
import { PanelError } from '../panels/panel-frame.jsx';
import { createAnswer, whileUnreachable } from '../primitives/create-answer.js';
import { usePreferences } from '../primitives/create-preferences.js';
import { useSession } from '../session/session.js';
import controls from '../shell/controls.module.css';
import { Select } from '../shell/select.jsx';
import styles from './sources.module.css';

/** Every delivery as it was answered, the newest first, page by page. */
export function DeliveryLog(props: { organisation: string; locale: Locale; sources: readonly string[] }) {
  const { language } = usePreferences();
  const heading = createUniqueId();
  const words = () => sourceDetailWordsIn(language()).log;
  const [source, setSource] = createSignal<string>();
  /** Each page begins before a delivery of the one above it. */
  const [pages, setPages] = createSignal<readonly (number | undefined)[]>([undefined]);
  createEffect(on(source, () => setPages([undefined]), { defer: true }));
  return (
    <section class={panel.panel} aria-labelledby={heading}>
      <div>
        <h2 id={heading}>{words().title}</h2>
        <p class={styles.about}>{words().about}</p>
      </div>
      <div class={styles.filters}>
        <label class={styles.choice}>
          <span>{words().filter}<span class="hidden-visually">: {words().title}</span></span>
          <Select values={props.sources} value={source()} label={(value) => value} none={words().all} onChoose={setSource} />
        </label>
      </div>
      <For each={pages()}>
        {(before, index) => <Page {...props} source={source()} before={before} isLast={index() === pages().length - 1} onMore={(next) => setPages([...pages(), next])} />}
      </For>
    </section>
  );
}

function Page(props: { organisation: string; locale: Locale; source: string | undefined; before: number | undefined; isLast: boolean; onMore: (before: number) => void }) {
  const { language } = usePreferences();
  const { client } = useSession();
  const words = () => sourceDetailWordsIn(language()).log;
  const answer = createAnswer<DeliveriesView>(() => {
    const asked = { organisation: props.organisation, source: props.source, before: props.before };
    return { queryKey: ['deliveries', asked], queryFn: ({ signal }): Promise<DeliveriesView> => client.deliveries.query(asked, { signal }), retry: whileUnreachable };
  });
  return (
    <div class={styles.log} aria-busy={answer().isFetching}>
      <Show when={answer().error}>{(error) => <PanelError error={error()} onRetry={() => void answer().refetch()} />}</Show>
      <Show when={answer().data}>
        {(view) => (
          <Show when={view().deliveries.length > 0} fallback={<p class={panel.empty}>{words().empty}</p>}>
            <DataTable table={deliveriesTable(view().deliveries, view().timeZone, props.locale)} />
          </Show>
        )}
      </Show>
      <Show when={props.isLast ? answer().data?.next : null}>
        {(next) => <button type="button" class={controls.button} aria-label={`${words().more}: ${words().title}`} onClick={() => props.onMore(next())}>{words().more}</button>}
      </Show>
    </div>
  );
}
