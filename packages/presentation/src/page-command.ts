import type { MetricName } from '@pegel/domain';
import { groupText } from './group-filter.js';
import { overviewTiles, tablePages } from './panels.js';
import { spanOf } from './overview-queries.js';
import { reportCommand, shellLine } from './report-command.js';
import type { OrganisationView } from './sight.js';
import { pageOf } from './table-queries.js';
import type { ViewState } from './view-state.js';

/** The page somebody looks at as a command line: the page itself where its days have a name, and otherwise the report of its first numbers. */
export function pageCommand(state: ViewState, organisation: OrganisationView, url: string): string {
  const { page, grain, group, week } = state;
  const span = spanOf(state, organisation);
  const where = `--organisation ${organisation.slug} --url ${url}`;
  if (span.range === undefined) return `${reportCommand({ metrics: metricsOf(page), ...span, grain, ...(group === null ? {} : { where: [group] }) })} ${where}`;
  const hasWeeks = page !== 'overview' && pageOf(page).panels.some((panel) => panel.form === 'course' && panel.calendarWeeks !== undefined);
  return `${shellLine([
    'pegel', page, '--range', span.range,
    ...(page === 'overview' || grain === 'day' ? [] : ['--grain', grain]),
    ...(week === 'rolling' || !hasWeeks ? [] : ['--week', week]),
    ...(group === null ? [] : ['--where', groupText(group)]),
  ])} ${where}`;
}

function metricsOf(page: ViewState['page']): readonly MetricName[] {
  if (page === 'overview') return overviewTiles.map(({ metric }) => metric);
  const first = tablePages.find(({ id }) => id === page)?.panels[0];
  return first === undefined ? [] : first.form === 'ranges' ? [first.metric] : first.metrics;
}
