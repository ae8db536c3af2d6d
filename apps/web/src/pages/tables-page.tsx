import type { ReaderView } from '@pegel/client';
import type { Day } from '@pegel/domain';
import { chartWordsIn, picturedOn, rankingsOn, tablesPage, toggledTables, toUrl, windowChoices, type PicturedId, type TableId, type TablePageId, type TablePanelModel, type TablesPageModel } from '@pegel/presentation';
import { createMemo, Index, lazy, Show, Suspense } from 'solid-js';
import { UntoldPanel } from '../groups/untold-panel.jsx';
import { kept } from '../panels/kept.js';
import { TablePanel } from '../panels/table-panel.jsx';
import { createPastFrame, untold } from '../panels/turns.js';
import { createAnalytics } from '../primitives/create-analytics.js';
import { inFocus } from '../panels/in-focus.js';
import { usePreferences } from '../primitives/create-preferences.js';
import { AnalyticsPage } from './analytics-page.jsx';
import styles from './tables-page.module.css';

// They stand at the end of one page, below everything that is drawn first.
const InvitesBelow = lazy(async () => ({ default: (await import('../invites/invites-below.jsx')).InvitesBelow }));

const PerUserSpend = lazy(async () => ({ default: (await import('../exports/pages.js')).PerUserSpend }));

interface Told {
  readonly model: TablesPageModel;
  /** Whose numbers it has. */
  readonly whose: string | null;
}

/** Of several lengths of the same, only one is. */
const isSeen = ({ windows }: TablePanelModel) => windows === null || windows.own === windows.chosen;

/** A page whose panels are tables, drawn or not: everything in them was decided by the presentation. */
export function TablesPage(props: { reader: ReaderView; page: TablePageId }) {
  const { language } = usePreferences();
  const analytics = createAnalytics(props.page, () => props.reader);
  const { view, live, listening } = analytics;
  const isPastFrame = createPastFrame();
  const told = createMemo((before: Told | null): Told => {
    const reports = live.reports();
    const model = tablesPage(props.page, view.state(), analytics.organisation(), reports, language(), view.problems(), listening(), isPastFrame() ? reports : {});
    const whose = live.whose();
    if (before === null || whose === null || whose !== before.whose) return { model, whose };
    // Of several lengths of the same, the one that was shown stays in the place of the one that is.
    const earlier = (panel: TablePanelModel) => before.model.panels.find(({ id, windows }) => (panel.windows === null ? id === panel.id : windows !== null && windows.own === windows.chosen));
    return { whose, model: { ...model, panels: model.panels.map((panel) => (!isSeen(panel) || !live.status(...panel.queries).isLoading ? panel : kept(panel, earlier(panel)))) } };
  }, null);
  const model = () => told().model;
  const toggleWhole = (id: TableId) => {
    const { whole } = view.state();
    view.change({ whole: rankingsOn(props.page).filter((ranking) => whole.includes(ranking) !== (ranking === id)) });
  };
  const shown = () => model().panels.filter(isSeen);
  const nextWindow = () => {
    const next = windowChoices[(windowChoices.indexOf(view.state().win) + 1) % windowChoices.length];
    if (next !== undefined) view.change({ win: next });
  };
  /** Days of pictures are told in full by the table of days, where the page has one and the day is over. */
  const dayInTable = () => {
    const until = model().calendar?.completeThrough ?? null;
    if (view.state().grain !== 'day' || until === null || model().panels.every(({ days }) => days === null)) return undefined;
    return (day: Day) => (day > until ? undefined : { label: chartWordsIn(language()).dayInTable, url: toUrl({ ...view.state(), page: props.page, panel: null, day, d: day }) });
  };
  const toggleTables = (ids: readonly PicturedId[]) => view.change({ tables: toggledTables(view.state(), ids) });
  return (
    <AnalyticsPage reader={props.reader} analytics={analytics} frame={model()} keys={{ 'panel.table': () => toggleTables(inFocus(picturedOn(props.page))), ...(model().panels.some(({ windows }) => windows !== null) ? { 'spend.window': nextWindow } : {}), ...(model().panels.some(({ weeks }) => weeks !== null) ? { 'week.cycle': () => view.change({ week: view.state().week === 'iso' ? 'rolling' : 'iso' }) } : {}) }}>
      <div class={styles.tables} data-rankings={rankingsOn(props.page).length}>
        <Index each={shown()}>
          {(panel) => <TablePanel panel={panel()} purpose={analytics.purpose} status={isPastFrame() ? live.status(...panel().queries) : untold} isTable={view.state().tables.includes(panel().id)} isRanking={rankingsOn(props.page).some((id) => id === panel().id)} alone={view.state().panel === panel().id ? view : null} onToggleTable={() => toggleTables([panel().id])} onRetry={() => live.refetch(...panel().queries)} onToggleWhole={() => toggleWhole(panel().id)} onDay={(day) => view.change({ day })} leadsTo={dayInTable()} onWeek={(week) => view.change({ week })} onWindow={(win) => view.change({ win })} />}
        </Index>
      </div>
      <Show when={view.state().panel === null}>
        <Show when={model().untold}>{(untold) => <UntoldPanel title={untold().title} why={untold().why} />}</Show>
        <Show when={props.page === 'activity' && model().narrowed === null}>
          <Suspense><InvitesBelow reader={props.reader} purpose={analytics.purpose} /></Suspense>
        </Show>
        <Show when={props.page === 'spend'}>
          <Suspense><PerUserSpend organisation={props.reader.organisation.slug} frame={model()} range={view.state().end === null ? view.state().range : (model().days ?? view.state().range)} purpose={analytics.purpose} /></Suspense>
        </Show>
      </Show>
    </AnalyticsPage>
  );
}
