import { createMemo, createSignal, Show } from 'solid-js';
import { listed, listWordsIn, type TableContent } from '@pegel/presentation';
import { ExplainButton } from '../explain/explain-button.jsx';
import { FilterField } from '../lists/filter-field.jsx';
import { SortHeading } from '../lists/sort-heading.jsx';
import { usePreferences } from '../primitives/create-preferences.js';
import type { View } from '../primitives/create-view.js';
import { DataTable } from './data-table.jsx';
import panel from './panel.module.css';

interface RankingListProps {
  readonly content: TableContent;
  readonly title: string;
  /** Where filter and order stand in the address: of a ranking that has the page to itself. */
  readonly view: View | null;
}

/** A whole ranking, to be filtered and sorted. What is typed to find a person stays on the page: names of people are in no address. */
export function RankingList(props: RankingListProps) {
  const { language } = usePreferences();
  const words = () => listWordsIn(language());
  const [typed, setTyped] = createSignal('');
  const [chosen, setChosen] = createSignal<string | null>(null);
  const keys = () => props.content.list ?? { columns: [], keys: [], isOfPeople: true };
  const shared = () => (keys().isOfPeople ? null : props.view);
  const filter = () => shared()?.state().q ?? typed();
  const sort = () => (props.view === null ? chosen() : props.view.state().sort);
  const list = createMemo(() => listed(props.content.table, keys(), filter(), sort(), language()));
  const onFilter = (q: string) => {
    const view = shared();
    if (view === null) setTyped(q);
    else view.change({ q });
  };
  const onSort = (column: string, isDescending: boolean) => {
    const next = `${isDescending ? '-' : ''}${column}`;
    if (props.view === null) setChosen(next);
    else props.view.change({ sort: next });
  };
  return (
    <>
      <FilterField label={words().filter} clear={words().clear} value={filter()} said={list().said} onFilter={onFilter} />
      <Show when={list().empty} fallback={<Rows />}>{(why) => <p class={panel.empty}>{why()}</p>}</Show>
    </>
  );

  function Rows() {
    return (
      <DataTable
        table={list().table}
        isTall
        {...(list().order === null ? {} : { sorted: list().order ?? { column: -1, isDescending: false } })}
        column={(index) => {
          const label = () => props.content.table.columns[index]?.label ?? '';
          const column = () => keys().columns[index] ?? null;
          const order = () => (list().order?.column === index ? list().order : null);
          return (
            <>
              <Show when={props.content.columns[index]}>{(explained) => <ExplainButton explained={explained()} label={`${label()} (${props.title})`} />}</Show>
              <Show when={column()} fallback={label()}>{(name) => <SortHeading label={label()} order={order()} onSort={(isDescending) => onSort(name(), isDescending)} />}</Show>
            </>
          );
        }}
      />
    );
  }
}
