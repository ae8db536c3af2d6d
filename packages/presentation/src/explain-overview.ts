import type { Language } from '@pegel/domain';
import { explain, type Explaining, type Explanation } from './explain.js';
import { shortExplanation } from './explain-markdown.js';
import { explainedOnOverview, type Explained } from './explained.js';
import { sourceOf } from './explained-source.js';
import { localeOf } from './locale.js';
import type { Reports } from './overview.js';
import { overviewQueries, type OrganisationView } from './panels.js';
import { toUrl, type ViewState } from './view-state.js';

/** The explanation of a number of the Overview, from the same report that it is drawn from. */
export function explainOverview(explained: Explained, state: ViewState, organisation: OrganisationView, reports: Reports, language: Language): Explanation {
  const asked = explaining(explained, state, organisation, reports, language);
  const explanation = explain(asked, localeOf(language, { currency: organisation.currency, today: asked.report?.contract.today ?? null }));
  // What a panel draws beside its metric has no button of its own.
  const beside = explained.place === 'numbers' || explained.place === 'tile' ? [] : explainedOnOverview.filter(({ place, metric }) => place === explained.place && metric !== explained.metric);
  return { ...explanation, related: [...explanation.related, ...beside.map(({ metric }) => metric)] };
}

/** The explanation for a chat or a document: dates with their year, and a link that will still say the same next week. */
export function explanationOfOverviewAsMarkdown(explained: Explained, state: ViewState, organisation: OrganisationView, reports: Reports, language: Language, origin: string): string {
  const asked = explaining(explained, state, organisation, reports, language);
  const pinned: ViewState = { ...state, explain: explained, end: state.end ?? (typeof state.range === 'string' ? (asked.report?.contract.completeThrough ?? null) : null) };
  return shortExplanation(asked, localeOf(language, { currency: organisation.currency, today: null }), `${origin}${toUrl(pinned)}`);
}

function explaining(explained: Explained, state: ViewState, organisation: OrganisationView, reports: Reports, language: Language): Explaining {
  const { query, which, title } = sourceOf(explained, state, language);
  return {
    metric: explained.metric,
    which,
    ...(title === undefined ? {} : { title }),
    query: overviewQueries(state, organisation)[query] ?? { metrics: [explained.metric] },
    report: reports[query],
    organisation,
  };
}
