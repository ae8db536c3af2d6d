import { createEffect, createSignal, createUniqueId, For, Index, on, Show } from 'solid-js';
import type { ReaderView } from '@pegel/client';
import { quarantineCodes, quarantineStates, type Decision } from '@pegel/domain';
import { quarantineItems, type Locale, type QuarantineItemModel } from '@pegel/presentation';
import { DataTable } from '../panels/data-table.jsx';
import panel from '../panels/panel.module.css';
import { PanelError } from '../panels/panel-frame.jsx';
import rows from '../panels/rows.module.css';
import { usePreferences } from '../primitives/create-preferences.js';
import controls from '../shell/controls.module.css';
import { Select } from '../shell/select.jsx';
import { createQuarantine, type QuarantineFilter } from './create-sources.js';
import { DecisionDialog, type Asked } from './decision-dialog.jsx';
import styles from './sources.module.css';

interface QuarantineProps {
  readonly organisation: ReaderView['organisation'];
  readonly locale: Locale;
  /** The names of all sources, to choose one. */
  readonly sources: readonly string[];
}

/** What was set aside: why, what it says beside what is stored, and what a person may do about it. */
export function QuarantinePanel(props: QuarantineProps) {
  const { words } = usePreferences();
  const heading = createUniqueId();
  const [filter, setFilter] = createSignal<QuarantineFilter>({ source: undefined, code: undefined, state: 'waiting' });
  /** Each page begins before an item of the one above it. */
  const [pages, setPages] = createSignal<readonly (number | undefined)[]>([undefined]);
  const [asked, setAsked] = createSignal<Asked | null>(null);
  const [said, setSaid] = createSignal('');
  let title: HTMLHeadingElement | undefined;
  createEffect(on(filter, () => setPages([undefined]), { defer: true }));

  const answered = (sentence: string) => {
    setSaid(sentence);
    // The button that asked may be gone with its item.
    title?.focus();
  };
  return (
    <section class={panel.panel} aria-labelledby={heading}>
      <div>
        <h2 id={heading} tabindex="-1" ref={(element) => (title = element)}>{words().sources.quarantine.title}</h2>
        <p class={styles.about}>{words().sources.quarantine.about}</p>
      </div>
      <div class={styles.filters}>
        <Choice label={words().sources.quarantine.state} values={quarantineStates} names={words().sources.quarantineStates} value={filter().state} onChoose={(state) => setFilter({ ...filter(), state })} />
        <Choice label={words().sources.quarantine.code} values={quarantineCodes} names={words().sources.codes} value={filter().code} onChoose={(code) => setFilter({ ...filter(), code })} />
        <Choice label={words().sources.quarantine.source} values={props.sources} value={filter().source} onChoose={(source) => setFilter({ ...filter(), source })} />
      </div>
      <p class={styles.said} role="status">{said()}</p>
      <For each={pages()}>
        {(before, index) => (
          <Page {...props} filter={filter()} before={before} isLast={index() === pages().length - 1} onMore={(next) => setPages([...pages(), next])} onAsk={(verb, item) => setAsked({ verb, item })} />
        )}
      </For>
      <DecisionDialog organisation={props.organisation.slug} locale={props.locale} asked={asked()} onClose={() => setAsked(null)} onDecided={answered} />
    </section>
  );
}

interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly values: readonly T[];
  readonly names?: Readonly<Record<T, string>>;
  readonly value: T | undefined;
  readonly onChoose: (value: T | undefined) => void;
}

function Choice<T extends string>(props: ChoiceProps<T>) {
  const { words } = usePreferences();
  return (
    <label class={styles.choice}>
      <span>{props.label}</span>
      <Select values={props.values} value={props.value} label={(value) => props.names?.[value] ?? value} none={words().sources.quarantine.all} onChoose={props.onChoose} />
    </label>
  );
}

interface PageProps extends QuarantineProps {
  readonly filter: QuarantineFilter;
  readonly before: number | undefined;
  readonly isLast: boolean;
  readonly onMore: (before: number) => void;
  readonly onAsk: (verb: Decision['verb'], item: QuarantineItemModel) => void;
}

function Page(props: PageProps) {
  const { words } = usePreferences();
  const answer = createQuarantine(() => props.organisation.slug, () => props.filter, () => props.before);
  const items = () => {
    const { data } = answer();
    return data === undefined ? null : quarantineItems(data, props.organisation, props.locale);
  };
  const isFiltered = () => props.filter.source !== undefined || props.filter.code !== undefined || props.filter.state !== 'waiting';
  return (
    <div aria-busy={answer().isFetching}>
      <Show when={answer().error}>{(error) => <PanelError error={error()} onRetry={() => void answer().refetch()} />}</Show>
      <Show when={items()} fallback={<p class={styles.about}>{words().state.loading}</p>}>
        {(found) => (
          <Show when={found().length > 0 || props.before !== undefined} fallback={<p class={panel.empty}>{isFiltered() ? words().sources.quarantine.emptyFiltered : words().sources.quarantine.empty}</p>}>
            <ul class={rows.rows}>
              <Index each={found()}>{(item) => <Item item={item()} canDecide={answer().data?.canDecide === true} onAsk={(verb) => props.onAsk(verb, item())} />}</Index>
            </ul>
          </Show>
        )}
      </Show>
      <Show when={props.isLast ? answer().data?.next : null}>
        {(next) => <button type="button" class={controls.button} onClick={() => props.onMore(next())}>{words().sources.quarantine.more}</button>}
      </Show>
    </div>
  );
}

function Item(props: { item: QuarantineItemModel; canDecide: boolean; onAsk: (verb: Decision['verb']) => void }) {
  const { words } = usePreferences();
  return (
    <li class={rows.row}>
      <div class={rows.head}>
        <h3>{props.item.name}</h3>
        <span data-tone="attention">{props.item.code}</span>
        <span>{props.item.source}</span>
        <span>{props.item.arrived}</span>
        <span>{props.item.state}</span>
      </div>
      <DataTable table={props.item.fields} />
      <Show when={props.item.hidden}>{(hidden) => <p class={styles.about}>{hidden()}</p>}</Show>
      <Show when={props.item.same}>{(same) => <p class={styles.about}>{same()}</p>}</Show>
      <p class={styles.about}>{props.item.note}</p>
      <Show when={props.item.isWaiting && props.canDecide}>
        <div class={rows.actions}>
          <Show when={props.item.isReleasable}>
            <button type="button" class={controls.button} aria-label={`${words().sources.quarantine.release}: ${props.item.name}`} onClick={() => props.onAsk('release')}>{words().sources.quarantine.release}</button>
          </Show>
          <button type="button" class={controls.button} aria-label={`${words().sources.quarantine.discard}: ${props.item.name}`} onClick={() => props.onAsk('discard')}>{words().sources.quarantine.discard}</button>
        </div>
      </Show>
    </li>
  );
}

