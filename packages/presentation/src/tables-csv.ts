import type { MetricName, ReportRow } from '@pegel/domain';
import { column, rowsOf, type Column, type Rows } from './csv.js';
import type { Reports } from './overview.js';
import type { TableId, TablePageId } from './panels.js';
import { asShown, pageOf, queryNamesIn } from './table-queries.js';

/** A number, in its row. */
interface NumberLine {
  readonly row: ReportRow;
  readonly metric: MetricName;
}

/** A number of a panel. */
interface Line extends NumberLine {
  readonly panel: string;
}

const valueOf = ({ row, metric }: NumberLine) => row.values[metric] ?? null;
const comparedIn = ({ row, metric }: NumberLine) => row.compared?.[metric];

const besideIn = ({ row, metric }: NumberLine) => row.beside?.[metric];

function stepOf(line: NumberLine): string | number | null {
  const change = comparedIn(line)?.change;
  return change === undefined ? null : 'step' in change ? change.step : change.kind === 'same' ? 0 : null;
}

const numberColumns: readonly Column<NumberLine>[] = [
  column('from', 'days', ({ row }) => row.from),
  column('to', 'days', ({ row }) => row.to),
  column('key', 'key', ({ row }) => row.key),
  column('label', 'text', ({ row }) => row.label),
  column('metric', 'word', ({ metric }) => metric),
  column('value', 'number', valueOf),
  column('complete', 'flag', (line) => valueOf(line) !== null && line.row.incomplete?.[line.metric] === undefined),
  column('reason', 'word', ({ row, metric }) => row.reasons[metric]),
  column('compared_from', 'days', (line) => comparedIn(line)?.from),
  column('compared_to', 'days', (line) => comparedIn(line)?.to),
  column('compared_value', 'number', (line) => comparedIn(line)?.value),
  column('change', 'number', stepOf),
  column('beside_from', 'days', (line) => besideIn(line)?.from),
  column('beside_to', 'days', (line) => besideIn(line)?.to),
  column('beside_value', 'number', (line) => besideIn(line)?.value),
];

const columns: readonly Column<Line>[] = [column('panel', 'word', ({ panel }) => panel), ...numberColumns];

/** Numbers row by row: exact values, what they are compared with, and the step between them. Null is empty, and then the reason says why. */
export const numberRows = (lines: readonly NumberLine[]): Rows => rowsOf(numberColumns, lines);

/** The numbers of the panels of a page, as above. */
export function tablesRows(id: TablePageId, panels: readonly TableId[], reports: Reports): Rows {
  const page = pageOf(id);
  const week = reports[`${id}_weeks`] === undefined ? 'rolling' : 'iso';
  const lines = page.panels.filter((panel) => panels.includes(panel.id)).map((panel) => asShown(panel, { week })).flatMap((panel) =>
    queryNamesIn(panel, page).flatMap((name) => {
      const report = reports[name];
      // A table of numbers is that of the newest day; the days before it are there for its changes.
      const rows = (panel.form === 'numbers' || panel.form === 'share' ? report?.rows.slice(-1) : report?.rows) ?? [];
      const metrics = panel.form === 'ranges' ? [panel.metric] : panel.form === 'share' ? [...panel.metrics, ...panel.beside.map(({ metric }) => metric)] : panel.metrics;
      return rows.flatMap((row) => metrics.map((metric) => ({ panel: panel.form === 'ranges' ? name : panel.id, row, metric })));
    }),
  );
  return rowsOf(columns, lines);
}
