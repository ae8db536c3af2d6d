import type { Component } from 'solid-js';
import type { ReaderView } from '@pegel/client';
import type { Language, Permission } from '@pegel/domain';
import { fromUrl, initialView, permissionOf, tablePages, toPage, toUrl, wordsIn, type PageId, type TablePageId } from '@pegel/presentation';
import { settingsPermits } from '../settings/tabs.js';
import { ActivityIcon, AdoptionIcon, DownloadIcon, OverviewIcon, SettingsIcon, SourcesIcon, SpendIcon } from './icons.jsx';

/** A page of an organisation, as the navigation shows it. */
interface Page {
  readonly id: PageId | 'exports' | 'sources' | 'settings';
  readonly icon: Component;
  readonly label: (language: Language) => string;
  /** The same where there is little room. */
  readonly short: (language: Language) => string;
  /** Any of these lets a reader see it. */
  readonly permits: readonly Permission[];
}

const icons: Readonly<Record<TablePageId, Component>> = { activity: ActivityIcon, adoption: AdoptionIcon, spend: SpendIcon };

const overviewLabel = (language: Language) => wordsIn(language).nav.overview;
const exportsLabel = (language: Language) => wordsIn(language).nav.exports;
const sourcesLabel = (language: Language) => wordsIn(language).sources.title;

/** In the order of the navigation. */
const pages: readonly Page[] = [
  { id: 'overview', icon: OverviewIcon, label: overviewLabel, short: overviewLabel, permits: ['view:usage'] },
  ...tablePages.map(({ id, title, short }): Page => ({ id, icon: icons[id], label: (language) => title[language], short: (language) => short[language], permits: [permissionOf(id)] })),
  { id: 'exports', icon: DownloadIcon, label: exportsLabel, short: exportsLabel, permits: ['export:usage'] },
  { id: 'sources', icon: SourcesIcon, label: sourcesLabel, short: sourcesLabel, permits: ['view:usage', 'manage:sources'] },
  { id: 'settings', icon: SettingsIcon, label: (language) => wordsIn(language).settings.title, short: (language) => wordsIn(language).settings.short, permits: settingsPermits },
];

export const pagesFor = ({ permissions }: ReaderView): readonly Page[] => pages.filter(({ permits }) => permits.some((permission) => permissions.includes(permission)));

/** Where it is said what the numbers mean, to those who see some. */
export const glossaryOf = ({ permissions, organisation: { slug } }: ReaderView): string | null => (permissions.includes('view:usage') ? `/${slug}/metrics` : null);

/** Whether the navigation leads a reader to an address. */
export const leadsTo = (reader: ReaderView, address: string): boolean =>
  address === glossaryOf(reader) || pagesFor(reader).some(({ id }) => address === `/${reader.organisation.slug}/${id}`);

/** Where a reader begins; the Overview says why not to whoever may see nothing. */
export const firstPageOf = (reader: ReaderView): string => pagesFor(reader)[0]?.id ?? 'overview';

/** The addresses of pages from where somebody is: the same days, compared with the same. */
export function addressesFrom(organisation: string, here: string): (page: Page) => string {
  const state = fromUrl(here)?.state;
  return ({ id }) => {
    if (id === 'exports' || id === 'sources' || id === 'settings') return `/${organisation}/${id}`;
    return toUrl(state === undefined || state.organisation !== organisation ? initialView(organisation, id) : toPage(state, id));
  };
}
