import type { MetricName } from '@pegel/domain';
import { overviewTiles, tablePages } from './panels.js';
import { spanOf } from './overview-queries.js';
import { reportCommand } from './report-command.js';
import type { OrganisationView } from './sight.js';
import type { ViewState } from './view-state.js';

/** The page somebody looks at as a command line: the page itself where its days have a name, and otherwise the report of its first numbers. */
export function pageCommand(state: ViewState, organisation: OrganisationView, url: string): string {
  const { page, grain, group } = state;
  const span = spanOf(state, organisation);
  const where = `--organisation ${organisation.slug} --url ${url}`;
  // A page's own command has days with a name, of everybody.
  if (span.range === undefined || group !== null) return `${reportCommand({ metrics: metricsOf(page), ...span, grain, ...(group === null ? {} : { where: [group] }) })} ${where}`;
  return ['pegel', page, '--range', span.range, ...(page === 'overview' || grain === 'day' ? [] : ['--grain', grain]), where].join(' ');
}

function metricsOf(page: ViewState['page']): readonly MetricName[] {
  if (page === 'overview') return overviewTiles.map(({ metric }) => metric);
  const first = tablePages.find(({ id }) => id === page)?.panels[0];
  return first === undefined ? [] : first.form === 'ranges' ? [first.metric] : first.metrics;
}
