import { metricOf, type Language } from '@pegel/domain';
import type { Explained } from './explained.js';
import type { Which } from './explained-number.js';
import { overviewCharts, overviewTiles, tablePages } from './panels.js';
import { queryOf, type QueryName } from './overview-queries.js';
import { asShown, askedBy, queryNamesIn } from './table-queries.js';
import type { ViewState } from './view-state.js';
import { wordsIn } from './words.js';

/** Which report a number comes from: a client waits for this one. */
export const queryOfExplained = (explained: Explained, state: ViewState): QueryName => sourceOf(explained, state).query;

/** Where a number comes from, and what it is called there. */
export interface ExplainedSource {
  readonly query: QueryName;
  readonly which: Which;
  readonly title?: string;
}

/** The report, the row and the title that a number has where it stands. */
export function sourceOf(explained: Explained, state: ViewState, language: Language = 'en'): ExplainedSource {
  return state.page === 'overview' ? onOverview(explained, state, language) : inTable(explained, state, language);
}

/** Of a table of splits every row is a part; of a course it is one day, or the newest whole one. */
function inTable({ metric, place, day }: Explained, state: Pick<ViewState, 'week'>, language: Language): ExplainedSource {
  for (const page of tablePages) {
    const { id, panels } = page;
    for (const panel of panels) {
      if (panel.form === 'ranges') {
        const row = panel.rows.find((candidate) => candidate.id === place);
        if (row !== undefined) return { query: row.id, which: 'newest', title: `${metricOf(panel.metric).label[language]}, ${wordsIn(language).ranges[row.range]}` };
      } else if (panel.id === place) {
        if (panel.form === 'keys') return { query: panel.id, which: 'newest' };
        if (panel.form === 'numbers' || panel.form === 'share') return { query: `${id}_newest`, which: 'newest' };
        // Over the weeks of the calendar there is not everything that the days have.
        const shown = asShown(panel, state);
        const [query = `${id}_course` as const] = queryNamesIn(askedBy(shown).metrics.includes(metric) ? shown : panel, page);
        return { query, which: day === undefined ? 'newest-whole' : { from: day } };
      }
    }
  }
  throw new Error(`No table shows ${place}.`);
}

function onOverview({ metric, place, day }: Explained, state: ViewState, language: Language): ExplainedSource {
  const named = (title: string | undefined) => (title === undefined ? {} : { title });
  const tile = overviewTiles.find((candidate) => place === 'tile' && candidate.metric === metric);
  if (tile !== undefined) return { query: tile.query, which: 'newest', ...named(tile.title?.label[language]) };
  if (place === 'today') return { query: 'today', which: 'newest' };
  const chart = overviewCharts.find(({ id }) => id === place);
  if (chart === undefined) return { query: 'numbers', which: 'newest' };
  return {
    query: chart.form === 'bars' ? chart.id : queryOf(chart, state),
    which: day === undefined ? 'newest-whole' : { from: day },
    ...named(chart.metric === metric ? chart.title[state.grain][language] : metricOf(metric).label[language]),
  };
}
