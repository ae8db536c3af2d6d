import { Index, Match, Show, Switch } from 'solid-js';
import type { Day } from '@pegel/domain';
import { controlsWordsIn, undrawn, type TableContent, type TablePanelModel, type WeekChoice, type WindowChoice } from '@pegel/presentation';
import type { PlotProps } from '../charts/plot.jsx';
import { ExplainButton } from '../explain/explain-button.jsx';
import { createMedia } from '../primitives/create-media.js';
import { createSteady } from '../primitives/create-steady.js';
import { usePreferences } from '../primitives/create-preferences.js';
import type { Purpose } from '../primitives/create-purpose.js';
import type { View } from '../primitives/create-view.js';
import type { ReportStatus } from '../primitives/create-reports.js';
import controls from '../shell/controls.module.css';
import { ChartIcon, TableIcon } from '../shell/icons.jsx';
import { Segmented } from '../shell/segmented.jsx';
import { DaySteps } from './day-steps.jsx';
import { DataTable } from './data-table.jsx';
import { HeldUpdates } from './held-updates.jsx';
import { FileLink, PanelFrame } from './panel-frame.jsx';
import { Picture } from './picture.jsx';
import { PurposeLine } from './purpose-line.jsx';
import { RankingList } from './ranking-list.jsx';
import panel from './panel.module.css';
import styles from './table-panel.module.css';

/** More columns than this need the whole width. */
const narrowColumns = 5;

/** A panel whose numbers are a table, and drawn where there is a picture of them; each can be asked to explain itself. */
export function TablePanel(props: { panel: TablePanelModel; purpose: Purpose; status: ReportStatus; isTable: boolean; isRanking: boolean; /** Of a panel that has the page to itself, what is in the address. */ alone: View | null; onRetry: () => void; onToggleTable: () => void; onToggleWhole: () => void; onDay: (day: Day) => void; /** What a day of its picture leads to. */ leadsTo: PlotProps['leadsTo']; onWindow: (window: WindowChoice) => void; onWeek: (week: WeekChoice) => void }) {
  const { words, language } = usePreferences();
  const steady = createSteady(() => props.panel.content);
  /** As a table, most numbers are asked by their column. */
  const isAskedByColumn = () => props.isTable && props.panel.content?.columns.some((column) => column !== null) === true;
  /** Not of a list, which is its own table. */
  const hasPicture = () => props.panel.isPictured && (props.panel.content === null || (props.panel.content.list === null && props.panel.content.picture !== null));
  const asked = () => (hasPicture() && !isAskedByColumn() ? (props.panel.content?.drawn ?? null) : null);
  /** What will be asked is only known with the numbers, and has its place before: a title beside it does not break anew. */
  const willBeAsked = () => props.panel.content === null && !props.isTable && props.panel.isPictured && props.panel.awaited.form !== 'tiles';
  /** Where nothing came to be drawn, the places of its tools stay, and what stands beside them does. */
  const hadPlaces = () => props.panel.isPictured && !props.isTable && props.panel.content?.list === null && props.panel.awaited.form !== 'tiles';
  /** Why nothing stands here: of a picture without a value too, whose axes would look like a zero. */
  const missing = (content: TableContent) => content.empty ?? (props.isTable || content.list !== null ? null : undrawn(content.picture));
  const toggleLabel = () => (props.isTable ? words().panel.chart : words().panel.table);
  return (
    <PanelFrame
      id={props.panel.id}
      title={props.panel.title}
      offer={{
        id: props.panel.id,
        explained: asked(),
        toggle: hasPicture() ? { isTable: props.isTable, run: () => props.onToggleTable() } : null,
        files: props.panel.files,
        table: props.panel.content?.empty === null ? props.panel.content.table : null,
      }}
      status={props.status}
      freshness={props.panel.freshness}
      isWide={props.panel.isWide || ((props.isTable || !props.panel.isPictured) && props.panel.awaited.columns > narrowColumns)}
      awaits={{ form: props.isTable ? 'table' : (props.panel.awaited.form ?? 'table'), rows: props.panel.awaited.rows }}
      isRanking={props.isRanking}
      hasContent={props.panel.content !== null}
      onRetry={props.onRetry}
      lead={
        <>
          <PurposeLine said={props.panel.purpose} purpose={props.purpose} of={props.panel.title} />
          <Show when={props.panel.days}>{(days) => <DaySteps days={days()} of={props.panel.title} onStep={(day) => props.onDay(day)} />}</Show>
          <Show when={props.panel.weeks}>{(weeks) => <Segmented label={controlsWordsIn(language()).weeks.label} choices={weeks().choices} value={weeks().chosen} onChoose={(week) => props.onWeek(week)} />}</Show>
          <Show when={props.panel.windows}>{(windows) => <Segmented label={props.panel.title} choices={windows().choices} value={windows().chosen} onChoose={(window) => props.onWindow(window)} />}</Show>
        </>
      }
      tools={
        <>
          <Show when={hasPicture()} fallback={<Show when={hadPlaces()}><span class={styles.place} /><span class={styles.place} /></Show>}>
            <Show when={asked()} fallback={<Show when={willBeAsked()}><span class={styles.place} /></Show>}>{(explained) => <ExplainButton explained={explained()} label={props.panel.title} />}</Show>
            <button type="button" class={controls.icon} aria-label={`${toggleLabel()}: ${props.panel.title}`} title={toggleLabel()} onClick={() => props.onToggleTable()}>
              <Show when={props.isTable} fallback={<TableIcon />}><ChartIcon /></Show>
            </button>
          </Show>
          {/* Which of several is meant is chosen in the menu. */}
          <Index each={props.panel.files.length === 1 ? props.panel.files : []}>{(file) => <FileLink url={file().url} label={file().label} of={props.panel.title} />}</Index>
        </>
      }
    >
      <Show when={steady.content()}>
        {(content) => (
          <Switch>
            <Match when={missing(content())}>{(why) => <p class={panel.empty}>{why()}</p>}</Match>
            <Match when={missing(content()) === null}>
              <Show when={props.panel.days === null && content().window}>{(window) => <p class={styles.window}>{window()}</p>}</Show>
              <div class={styles.reading} {...steady.reading}>
                <Show when={!props.isTable && content().list === null ? content().picture : null} fallback={<Show when={content().list} fallback={<Numbers content={content()} title={props.panel.title} />}><RankingList content={content()} title={props.panel.title} view={props.alone} /></Show>}>
                  {(picture) => <Picture picture={picture()} leadsTo={props.leadsTo} tool={(row) => <Show when={content().rows[row]}>{(explained) => <ExplainButton explained={explained()} label={`${content().table.rows[row]?.[0] ?? ''} (${props.panel.title})`} />}</Show>} />}
                </Show>
                <HeldUpdates of={steady} />
              </div>
              <Index each={content().notes}>{(note) => <p class={styles.note}>{note()}</p>}</Index>
              <Show when={props.alone === null ? content().extent : null}>
                {(extent) => <button type="button" class={`${controls.button} ${styles.extent}`} aria-label={`${extent().label}: ${props.panel.title}`} onClick={() => props.onToggleWhole()}>{extent().label}</button>}
              </Show>
            </Match>
          </Switch>
        )}
      </Show>
    </PanelFrame>
  );
}

/** The table itself; on a phone with short names. */
function Numbers(props: { content: TableContent; title: string }) {
  const { words } = usePreferences();
  const isNarrow = createMedia('(max-width: 639px)', false);
  const nameOf = (row: number) => props.content.table.rows[row]?.[0] ?? '';
  return (
    <DataTable
      table={isNarrow() ? props.content.narrow : props.content.table}
      isTall
      {...(props.content.rows.every((row) => row === null)
        ? {}
        : {
            action: {
              heading: words().explain.title,
              at: (row: number) => <Show when={props.content.rows[row]}>{(explained) => <ExplainButton explained={explained()} label={`${nameOf(row)} (${props.title})`} />}</Show>,
            },
          })}
      {...(props.content.courses === null ? {} : { course: { heading: words().tables.course(props.content.courses[0]?.length ?? 0), at: (row: number) => props.content.courses?.[row] ?? [] } })}
      column={(index) => {
        const label = () => props.content.table.columns[index]?.label ?? '';
        return <Show when={props.content.columns[index]} fallback={label()}>{(explained) => <ExplainButton explained={explained()} label={`${label()} (${props.title})`} class={styles.heading}>{label()}</ExplainButton>}</Show>;
      }}
    />
  );
}
