import { addDays, byMetric, metricOf, monthStart, type MetricName, type NullReason, type Period, type Report, type ReportRow } from '@pegel/domain';
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

/** The month that a report ends in, and what it stands beside: the whole of the month before, or the same days of the year before. */
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
  if (report.query.beside !== undefined) return { current: within({ from: start, to }), previous: yearBefore(within({ from: start, to })) };
  return { current: within({ from: start, to }), previous: isAsked ? within({ from: monthStart(start, -1), to: addDays(start, -1) }) : undefined };
}

/** The days that those of a report stand beside, as rows of their own; undefined where there are none. */
function yearBefore({ rows, ...report }: Report): Report | undefined {
  const { metrics } = report.query;
  const days = rows.flatMap((row): ReportRow[] => {
    const [day] = Object.values(row.beside ?? {});
    if (day === undefined) return [];
    // Why there is no change says what is wanting; where the newer side has its number, that is the older one's.
    const wants = (name: MetricName) => {
      const change = row.beside?.[name]?.change;
      return change?.kind !== 'unavailable' || !row.complete ? null : change.reason;
    };
    const reason = (name: MetricName): NullReason | undefined => {
      const wanting = wants(name);
      return (row.beside?.[name]?.value ?? null) !== null ? undefined : wanting === null || wanting === 'incomplete' ? 'no-data' : wanting;
    };
    return [{
      bucket: day.from, from: day.from, to: day.to, key: row.key, label: row.label, operands: {},
      complete: metrics.every((name) => wants(name) !== 'incomplete'),
      values: byMetric(metrics, (name) => row.beside?.[name]?.value ?? null),
      reasons: byMetric(metrics, reason),
    }];
  });
  const [first, last] = [days[0], days.at(-1)];
  return first === undefined || last === undefined ? undefined : { ...report, query: { ...report.query, from: first.from, to: last.to }, rows: days };
}
