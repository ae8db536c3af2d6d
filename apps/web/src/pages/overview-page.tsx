import type { Day } from '@pegel/domain';
import { isBarList, overview, tellsOfInvites, toggledTables, toPage, toUrl, type BarListModel, type ChartModel, type OverviewModel, type PageId, type PanelId, type QueryName } from '@pegel/presentation';
import type { ReaderView } from '@pegel/client';
import { createMemo, For, Index, Show } from 'solid-js';
import { createInviteCounts } from '../invites/create-invites.js';
import { BarListPanel } from '../panels/bar-list-panel.jsx';
import { ChangesPanel } from '../panels/changes-panel.jsx';
import { ChartPanel } from '../panels/chart-panel.jsx';
import { Ghost } from '../panels/ghost.jsx';
import { inFocus } from '../panels/in-focus.js';
import { kept } from '../panels/kept.js';
import { NumbersPanel } from '../panels/numbers-panel.jsx';
import { Tile } from '../panels/tile.jsx';
import { TodayLine } from '../panels/today-line.jsx';
import { createAnalytics } from '../primitives/create-analytics.js';
import { usePreferences } from '../primitives/create-preferences.js';
import { AnalyticsPage } from './analytics-page.jsx';
import styles from './overview-page.module.css';

interface Shown {
  readonly model: OverviewModel;
  /** Whose numbers it has. */
  readonly whose: string | null;
}

/** The reports whose numbers the sentences above the tiles tell, in their order. */
const telling = ['levels', 'spendToDate', 'today'] as const satisfies readonly QueryName[];

const asChart = (panel: ChartModel | BarListModel) => (isBarList(panel) ? null : panel);

/** Is it being used, is it growing, what does it cost: everything it says was decided by the presentation. */
export function OverviewPage(props: { reader: ReaderView }) {
  const { language } = usePreferences();
  const analytics = createAnalytics('overview', () => props.reader);
  const { view, live, listening } = analytics;
  const asksForInvites = () => tellsOfInvites({ ...view.state(), page: 'overview' }, analytics.organisation());
  const counts = createInviteCounts(() => analytics.organisation().slug, asksForInvites);
  /** Where it cannot be had, the rest of what changed is said without it. */
  const invites = () => (asksForInvites() && counts().error === null ? (counts().data ?? 'awaited') : null);
  const shown = createMemo((before: Shown | null): Shown => {
    const model = overview({ ...view.state(), page: 'overview' }, analytics.organisation(), live.reports(), language(), view.problems(), listening(), invites());
    const whose = live.whose();
    if (before === null || whose === null || whose !== before.whose) return { model, whose };
    const earlier = before.model.charts.flatMap((chart) => asChart(chart) ?? []);
    return { whose, model: { ...model, charts: model.charts.map((chart) => (isBarList(chart) || !live.status(chart.query).isLoading ? chart : kept(chart, earlier.find(({ id }) => id === chart.id)))) } };
  }, null);
  const model = () => shown().model;

  const isTable = (id: PanelId) => view.state().tables.includes(id);
  const toggleTables = (ids: readonly PanelId[]) => view.change({ tables: toggledTables(view.state(), ids) });

  const linkTo = (page: PageId, day: Day) => toUrl({ ...toPage(view.state(), page), d: day, ...(view.state().grain === 'day' ? { day } : {}) });
  /** Whether a report gives a sentence: its place stays as large as it usually is, also where less is said, so that what is below does not move. */
  const tells = (name: QueryName) => live.asked().includes(name);
  const asBars = (panel: ChartModel | BarListModel) => (isBarList(panel) ? panel : null);
  return (
    <AnalyticsPage reader={props.reader} analytics={analytics} frame={model()} keys={{ 'panel.table': () => toggleTables(inFocus(model().charts.map(({ id }) => id))) }}>
      <Show when={view.state().panel === null}>
      <div class={styles.headline}>
        {/* Below the sentences, whose buttons it would cover otherwise. */}
        <div class={styles.sentences} aria-hidden="true">
          <For each={telling}>{(name) => <Show when={tells(name)}><p class={name === 'today' ? styles.today : undefined}><Ghost characters={model().awaited[name]} /></p></Show>}</For>
        </div>
        <div class={styles.sentences} data-headline>
          <Index each={model().headline}>{(sentence) => <p>{sentence()}</p>}</Index>
          <TodayLine sentence={model().today} />
        </div>
      </div>
      <ul class={styles.tiles}>
        <Index each={model().tiles}>{(tile) => <Tile tile={tile()} status={live.status(tile().query)} onRetry={() => live.refetch(tile().query)} />}</Index>
      </ul>
      </Show>
      <div class={styles.panels}>
        <Index each={model().charts}>
          {(panel) => {
            const shared = {
              get status() {
                return live.status(panel().query);
              },
              get isTable() {
                return isTable(panel().id);
              },
              get freshness() {
                return panel().freshness;
              },
              onToggleTable: () => toggleTables([panel().id]),
              onRetry: () => live.refetch(panel().query),
            };
            return (
              <>
                <Show when={asChart(panel())}>{(chart) => <ChartPanel chart={chart()} linkTo={linkTo} {...shared} />}</Show>
                <Show when={asBars(panel())}>{(list) => <BarListPanel list={list()} {...shared} />}</Show>
              </>
            );
          }}
        </Index>
        <ChangesPanel changes={model().changes} status={live.status(...model().changes.queries)} onRetry={() => live.refetch(...model().changes.queries)} />
      </div>
      <NumbersPanel numbers={model().numbers} status={live.status(model().numbers.query)} onRetry={() => live.refetch(model().numbers.query)} />
    </AnalyticsPage>
  );
}
