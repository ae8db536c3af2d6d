import { createMemo, type Accessor } from 'solid-js';
import type { ReaderView } from '@pegel/client';
import { isListening, localeOf, pageFreshness, seenBy, type Freshness, type OrganisationView, type PageId } from '@pegel/presentation';
import { createLive, type Live } from './create-live.js';
import { usePreferences } from './create-preferences.js';
import { createPurpose, type Purpose } from './create-purpose.js';
import { createReports, type LiveReports } from './create-reports.js';
import { createView, type View } from './create-view.js';

/** What a page of numbers stands on: its view, its reports, and how fresh they are. */
export interface Analytics {
  /** The organisation as its reader looks at it, and what for. */
  readonly organisation: Accessor<OrganisationView>;
  readonly purpose: Purpose;
  readonly view: View;
  readonly live: LiveReports;
  readonly watch: Live;
  /** Whether the page is told of every change. */
  readonly listening: Accessor<boolean>;
  readonly freshness: Accessor<Freshness>;
}

export function createAnalytics(page: PageId, reader: Accessor<ReaderView>): Analytics {
  const { language } = usePreferences();
  const purpose = createPurpose(() => reader().organisation);
  const organisation = createMemo(() => ({ ...seenBy(reader()), purpose: purpose.chosen() }));
  const view = createView(() => organisation().slug);
  const live = createReports(page, view.state, organisation);
  const watch = createLive(() => organisation().slug, () => view.state().end !== null, live);
  return {
    organisation,
    purpose,
    view,
    live,
    watch,
    listening: createMemo(() => isListening(watch.connection(), watch.now())),
    freshness: createMemo(() => {
      const contracts = Object.values(live.reports()).map(({ contract }) => contract);
      return pageFreshness(contracts, watch.connection(), watch.now(), localeOf(language(), { currency: organisation().currency, today: contracts[0]?.today ?? null }));
    }),
  };
}
