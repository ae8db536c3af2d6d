import { createSignal, onCleanup, Show, type Accessor } from 'solid-js';
import { chartWordsIn, type TableModel } from '@pegel/presentation';
import { createMedia } from '../primitives/create-media.js';
import { usePreferences } from '../primitives/create-preferences.js';
import { DataTable } from '../panels/data-table.jsx';

const rowsMax = 31;
const week = 7;

/** On paper every picture is followed by its numbers; of many days by every seventh, which it says. */
export function PrintedTable(props: { table: TableModel }) {
  const { language } = usePreferences();
  const isPrinting = createPrinting();
  const table = (): TableModel =>
    props.table.rows.length <= rowsMax
      ? props.table
      : { ...props.table, caption: `${props.table.caption} · ${chartWordsIn(language()).everySeventh}`, rows: props.table.rows.filter((_, index) => index % week === 0) };
  return (
    <Show when={isPrinting()}>
      <div>
        <Show when={props.table.rows.length > rowsMax}><p>{table().caption}</p></Show>
        <DataTable table={table()} />
      </div>
    </Show>
  );
}

/** Whether the page is on its way to paper. Not every browser tells of it as a medium before it lays the page out. */
function createPrinting(): Accessor<boolean> {
  const isPrint = createMedia('print', false);
  const [isAsked, setAsked] = createSignal(false);
  const begin = () => setAsked(true);
  const end = () => setAsked(false);
  addEventListener('beforeprint', begin);
  addEventListener('afterprint', end);
  onCleanup(() => {
    removeEventListener('beforeprint', begin);
    removeEventListener('afterprint', end);
  });
  return () => isPrint() || isAsked();
}
