import { Show } from 'solid-js';
import { chartWordsIn, type TableModel } from '@pegel/presentation';
import { usePreferences } from '../primitives/create-preferences.js';
import { createPrinting } from '../primitives/create-printing.js';
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
