import type { Language } from '@pegel/domain';
import { explain, type Explaining, type Explanation } from './explain.js';
import { shortExplanation } from './explain-markdown.js';
import { explainedOn, type Explained } from './explained.js';
import { sourceOf } from './explained-source.js';
import { localeOf } from './locale.js';
import type { Reports } from './overview.js';
import type { OrganisationView } from './sight.js';
import { pageQueries } from './table-queries.js';
import { pinnedTo, toUrl, type ViewState } from './view-state.js';

/** The explanation of a number of a page, from the same report that it is drawn from. */
export function explainOnPage(explained: Explained, state: ViewState, organisation: OrganisationView, reports: Reports, language: Language): Explanation {
  const asked = explaining(explained, state, organisation, reports, language);
  const explanation = explain(asked, localeOf(language, { currency: organisation.currency, today: asked.report?.contract.today ?? null, suppression: asked.report?.contract.suppression ?? null }));
  // What a chart draws beside its metric has no button of its own.
  const beside = state.page !== 'overview' || explained.place === 'numbers' || explained.place === 'tile' ? [] : explainedOn(state.page).filter(({ place, metric }) => place === explained.place && metric !== explained.metric);
  return { ...explanation, related: [...explanation.related, ...beside.map(({ metric }) => metric)] };
}

/** The explanation for a chat or a document: dates with their year, and a link that will still say the same next week. */
export function explanationAsMarkdown(explained: Explained, state: ViewState, organisation: OrganisationView, reports: Reports, language: Language, origin: string): string {
  const asked = explaining(explained, state, organisation, reports, language);
  const pinned: ViewState = { ...pinnedTo(state, asked.report?.contract.completeThrough ?? null), explain: explained };
  return shortExplanation(asked, localeOf(language, { currency: organisation.currency, today: null }), `${origin}${toUrl(pinned)}`);
}

function explaining(explained: Explained, state: ViewState, organisation: OrganisationView, reports: Reports, language: Language): Explaining {
  const { query, which, title } = sourceOf(explained, state, language);
  return {
    metric: explained.metric,
    which,
    ...(title === undefined ? {} : { title }),
    query: pageQueries(state, organisation)[query] ?? { metrics: [explained.metric] },
    report: reports[query],
    organisation,
  };
}
