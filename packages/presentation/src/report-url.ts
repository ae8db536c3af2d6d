import type { Period, ReportQuery } from '@pegel/domain';
import type { ChartPanel } from './panels.js';

/** The address of a panel's numbers as a file: the same query, at the server, and what it is for where it is about people. */
export function csvUrl(query: ReportQuery, organisation: string, purpose?: string): string {
  const { metrics, where, ...rest } = query;
  const parameters = new URLSearchParams({ metrics: metrics.join(',') });
  for (const name of ['from', 'to', 'range', 'today', 'grain', 'by', 'top', 'compare', 'beside'] as const) {
    const value = rest[name];
    if (value !== undefined) parameters.set(name, String(value));
  }
  for (const { dimension, key } of where ?? []) parameters.append('where', `${dimension}:${key}`);
  parameters.set('organisation', organisation);
  if (purpose !== undefined) parameters.set('purpose', purpose);
  return `/report.csv?${parameters}`;
}

/** The same as JSON, which says of itself what it is and how fresh. */
export const jsonUrl = (csv: string): string => csv.replace('/report.csv?', '/export/report.json?');

/** A chart's own numbers as a file, without those of the panels that share its report. */
export function panelCsvUrl(panel: ChartPanel, query: ReportQuery, organisation: string, purpose?: string): string {
  const { compare: _compare, ...rest } = query;
  return csvUrl({ ...rest, metrics: [panel.metric, ...(panel.form === 'bars' || panel.reference === undefined ? [] : [panel.reference])] }, organisation, purpose);
}

/** The address of the spend of every person as a file. */
export const spendByUserUrl = (period: Period, organisation: string, purpose?: string): string =>
  `/export/spend-by-user.csv?${new URLSearchParams({ from: period.from, to: period.to, organisation, ...(purpose === undefined ? {} : { purpose }) })}`;
