import { addDays, metricOf, monthStart, type Period, type Report } from '@pegel/domain';
import { isHidden } from './bar-list.js';
import { cumulativeContent } from './cumulative.js';
import { explainedInTable, type Explained } from './explained.js';
import type { Locale } from './locale.js';
import type { KnownTable } from './panels.js';
import type { Picture } from './pictures.js';
import { progressContent } from './progress.js';
import { stackedContent } from './stacked.js';
import type { TableModel } from './table.js';
import { emptyTable, type TableContent } from './table-content.js';

type Drawn = Extract<KnownTable, { readonly form: 'stacked' | 'cumulative' | 'share' }>;

/** A panel that is a picture first, whose table says what is drawn. */
export function drawnContent(panel: Drawn, title: string, report: Report, budget: string | null, locale: Locale): TableContent {
  const { format } = locale;
  switch (panel.form) {
    case 'stacked': {
      const content = stackedContent(title, panel.metrics[0], panel.split, report, locale);
      const asked = { metric: panel.metrics[0], place: panel.asked };
      return drawn(title, format.range(report.query), content, { form: 'stacked', title, content }, asked);
    }
    case 'cumulative': {
      const { current, previous } = months(report);
      const content = cumulativeContent(title, panel.metrics[0], current, previous, budget, locale);
      const asked = { metric: panel.metrics[0], place: panel.asked };
      return drawn(title, format.range(current.query), content, { form: 'cumulative', title, content }, asked);
    }
    case 'share': {
      const content = progressContent(title, panel.metrics[0], panel.said, report, locale);
      const asked = explainedInTable(panel)[0] ?? null;
      return { ...drawn(title, content.when, content, { form: 'share', title, content }, asked), notes: besideOf(panel, report, locale) };
    }
  }
}

function drawn(title: string, window: string, { table, empty }: { readonly table: TableModel; readonly empty: string | null }, picture: Picture, asked: Explained | null): TableContent {
  if (empty !== null) return emptyTable(title, empty, window);
  return { ...emptyTable(title, '', window), empty: null, table, narrow: table, rows: table.rows.map(() => null), days: table.rows.map(() => null), columns: table.columns.map(() => null), picture, drawn: asked };
}

/** What a share's bar has no place for: "23 pending invites (not seats)". */
function besideOf({ beside }: Extract<Drawn, { readonly form: 'share' }>, report: Report, { format, few, language }: Locale): readonly string[] {
  const row = report.rows.at(-1);
  return beside.flatMap(({ metric, said }) => {
    const value = row?.values[metric] ?? null;
    if (row === undefined || (value === null && !isHidden(row, metric))) return [];
    return [`${value === null ? few : format.value(metricOf(metric).unit, value)} ${said[language]}`];
  });
}

/** The month that a report ends in, and the whole of the one before. */
function months(report: Report): { readonly current: Report; readonly previous: Report | undefined } {
  const to = report.query.to ?? report.contract.today;
  const start = monthStart(to);
  const within = (period: Period): Report => ({
    ...report,
    query: { ...report.query, ...period },
    rows: report.rows.filter((row) => row.from >= period.from && row.to <= period.to),
  });
  // Without a comparison nothing of the month before was asked.
  const isAsked = report.query.from < start;
  return { current: within({ from: start, to }), previous: isAsked ? within({ from: monthStart(start, -1), to: addDays(start, -1) }) : undefined };
}
