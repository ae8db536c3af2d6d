import { csvLine, keyCell, textCell } from './csv.js';
import type { Reports } from './overview.js';
import type { TableId, TablePageId } from './panels.js';
import { pageOf, queryNamesIn } from './table-queries.js';

const header = csvLine(['panel', 'from', 'to', 'key', 'label', 'metric', 'value', 'complete', 'reason', 'compared_from', 'compared_to', 'compared_value', 'change']);

/**
 * Panels of a page as one file, a line a number: exact values, what they are compared with, and the step between them.
 * Null is empty, and then the reason says why.
 */
export function tablesCsv(id: TablePageId, panels: readonly TableId[], reports: Reports): string {
  const page = pageOf(id);
  const lines = page.panels.filter((panel) => panels.includes(panel.id)).flatMap((panel) =>
    queryNamesIn(panel, page).flatMap((name) => {
      const report = reports[name];
      // A table of numbers is that of the newest day; the days before it are there for its changes.
      const rows = (panel.form === 'numbers' ? report?.rows.slice(-1) : report?.rows) ?? [];
      return rows.flatMap((row) =>
        (panel.form === 'ranges' ? [panel.metric] : panel.metrics).map((metric) => {
          const value = row.values[metric] ?? null;
          const compared = row.compared?.[metric];
          const step = compared !== undefined && 'step' in compared.change ? compared.change.step : compared?.change.kind === 'same' ? 0 : null;
          return csvLine([
            panel.form === 'ranges' ? name : panel.id,
            row.from,
            row.to,
            keyCell(row.key),
            textCell(row.label),
            metric,
            String(value ?? ''),
            String(value !== null && row.incomplete?.[metric] === undefined),
            row.reasons[metric] ?? '',
            compared?.from ?? '',
            compared?.to ?? '',
            String(compared?.value ?? ''),
            String(step ?? ''),
          ]);
        }),
      );
    }),
  );
  return [header, ...lines].join('');
}
