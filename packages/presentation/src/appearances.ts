import type { Language, MetricName } from '@pegel/domain';
import { explainedOn, type Explained } from './explained.js';
import { glossaryWordsIn } from './glossary-words.js';
import { numbersTitle, overviewCharts, overviewTiles, tablePages } from './panels.js';
import { maySee, type OrganisationView } from './sight.js';
import { permissionOf } from './table-queries.js';
import { initialView, pageIds, toUrl, type PageId } from './view-state.js';
import { wordsIn } from './words.js';

/** Somewhere a metric is shown, with the way there: its explanation is open beside the panel. */
export interface Appearance {
  readonly page: string;
  readonly panel: string;
  readonly url: string;
}

/** Every place of the pages where a reader finds a metric, in the order of the pages. */
export function appearancesOf(metric: MetricName, organisation: OrganisationView, language: Language): readonly Appearance[] {
  if (!maySee(organisation, { metrics: [metric] })) return [];
  return pageIds
    .filter((page) => page === 'overview' ? mayOpen(organisation, 'view:usage') : mayOpen(organisation, permissionOf(page)))
    .flatMap((page) => explainedOn(page).filter((explained) => explained.metric === metric).map((explained): Appearance => ({
      page: pageTitle(page, language),
      panel: panelTitle(explained, language),
      url: toUrl({ ...initialView(organisation.slug, page), explain: explained }),
    })));
}

const mayOpen = ({ permissions }: OrganisationView, needed: ReturnType<typeof permissionOf>): boolean => permissions === undefined || permissions.includes(needed);

function pageTitle(page: PageId, language: Language): string {
  return tablePages.find(({ id }) => id === page)?.title[language] ?? wordsIn(language).nav.overview;
}

function panelTitle({ metric, place }: Explained, language: Language): string {
  const words = glossaryWordsIn(language);
  if (place === 'tile') {
    const title = overviewTiles.find((tile) => tile.metric === metric)?.title?.label[language];
    return title === undefined ? words.tile : `${words.tile}: ${title}`;
  }
  if (place === 'today') return words.today;
  if (place === 'numbers') return numbersTitle[language];
  const chart = overviewCharts.find(({ id }) => id === place);
  if (chart !== undefined) return chart.title.day[language];
  for (const panel of tablePages.flatMap(({ panels }) => panels)) {
    if (panel.id === place) return panel.title[language];
    const row = panel.form === 'ranges' ? panel.rows.find(({ id }) => id === place) : undefined;
    if (row !== undefined) return `${panel.title[language]}: ${wordsIn(language).ranges[row.range]}`;
  }
  return place;
}
