import { metricOf, type Language } from '@pegel/domain';
import type { Explained } from './explained.js';
import type { Which } from './explained-number.js';
import { overviewCharts, overviewTiles, queryOf, type QueryName } from './panels.js';
import type { ViewState } from './view-state.js';

/** Which report a number of the Overview comes from: a client waits for this one. */
export const queryOfExplained = (explained: Explained, state: ViewState): QueryName => sourceOf(explained, state).query;

/** Where a number of the Overview comes from, and what it is called there. */
export interface ExplainedSource {
  readonly query: QueryName;
  readonly which: Which;
  readonly title?: string;
}

/** The report, the row and the title that a number has where it stands. */
export function sourceOf({ metric, place, day }: Explained, { grain }: ViewState, language: Language = 'en'): ExplainedSource {
  const named = (title: string | undefined) => (title === undefined ? {} : { title });
  const tile = overviewTiles.find((candidate) => place === 'tile' && candidate.metric === metric);
  if (tile !== undefined) return { query: tile.query, which: 'newest', ...named(tile.title?.label[language]) };
  if (place === 'today') return { query: 'today', which: 'newest' };
  const chart = overviewCharts.find(({ id }) => id === place);
  if (chart === undefined) return { query: 'numbers', which: 'newest' };
  return {
    query: chart.form === 'bars' ? chart.id : queryOf(chart, grain),
    which: day === undefined ? 'newest-whole' : { from: day },
    ...named(chart.metric === metric ? chart.title[grain][language] : metricOf(metric).label[language]),
  };
}
