import type { Component } from 'solid-js';
import type { ReaderView } from '@pegel/client';
import type { Permission } from '@pegel/domain';
import type { Dictionary } from '@pegel/presentation';
import { OverviewIcon, SourcesIcon } from './icons.jsx';

/** A page of an organisation, as the navigation shows it. */
interface Page {
  readonly path: string;
  readonly icon: Component;
  readonly label: (words: Dictionary) => string;
  /** Any of these lets a reader see it. */
  readonly permits: readonly Permission[];
}

/** In the order of the navigation. */
const pages: readonly Page[] = [
  { path: 'overview', icon: OverviewIcon, label: (words) => words.nav.overview, permits: ['view:usage'] },
  { path: 'sources', icon: SourcesIcon, label: (words) => words.sources.title, permits: ['view:usage', 'manage:sources'] },
];

export const pagesFor = ({ permissions }: ReaderView): readonly Page[] => pages.filter(({ permits }) => permits.some((permission) => permissions.includes(permission)));

/** Where a reader begins; the Overview says why not to whoever may see nothing. */
export const firstPageOf = (reader: ReaderView): string => pagesFor(reader)[0]?.path ?? 'overview';
