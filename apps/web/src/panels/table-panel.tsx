import { For, Index, Match, Show, Switch } from 'solid-js';
import type { TablePanelModel } from '@pegel/presentation';
import { ExplainButton } from '../explain/explain-button.jsx';
import { createMedia } from '../primitives/create-media.js';
import { createSteady } from '../primitives/create-steady.js';
import { usePreferences } from '../primitives/create-preferences.js';
import type { Purpose } from '../primitives/create-purpose.js';
import type { ReportStatus } from '../primitives/create-reports.js';
import controls from '../shell/controls.module.css';
import { DataTable } from './data-table.jsx';
import { FileLink, PanelFrame } from './panel-frame.jsx';
import { PurposeLine } from './purpose-line.jsx';
import panel from './panel.module.css';
import styles from './table-panel.module.css';

/** More columns than this need the whole width. */
const narrowColumns = 5;

/** A panel that is a table, whose numbers can be asked to explain themselves by row or by column. */
export function TablePanel(props: { panel: TablePanelModel; purpose: Purpose; status: ReportStatus; onRetry: () => void; onToggleWhole: () => void }) {
  const { words } = usePreferences();
  const steady = createSteady(() => props.panel.content);
  const isNarrow = createMedia('(max-width: 639px)', false);
  return (
    <PanelFrame
      id={props.panel.id}
      title={props.panel.title}
      status={props.status}
      freshness={props.panel.freshness}
      isWide={(props.panel.content?.table.columns.length ?? 0) > narrowColumns}
      hasContent={props.panel.content !== null}
      onRetry={props.onRetry}
      lead={<PurposeLine said={props.panel.purpose} purpose={props.purpose} of={props.panel.title} />}
      tools={<For each={props.panel.files}>{(file) => <FileLink url={file.url} label={file.label} of={props.panel.title} />}</For>}
    >
      <Show when={steady.content()}>
        {(content) => (
          <Switch>
            <Match when={content().empty}>{(why) => <p class={panel.empty}>{why()}</p>}</Match>
            <Match when={content().empty === null}>
              <Show when={content().window}>{(window) => <p class={styles.window}>{window()}</p>}</Show>
              <div {...steady.reading}>
                <DataTable
                  table={isNarrow() ? content().narrow : content().table}
                  isTall
                  {...(content().rows.every((row) => row === null)
                    ? {}
                    : {
                        action: {
                          heading: words().explain.title,
                          at: (row: number) => <Show when={content().rows[row]}>{(explained) => <ExplainButton explained={explained()} label={`${content().table.rows[row]?.[0] ?? ''} (${props.panel.title})`} />}</Show>,
                        },
                      })}
                  column={(index) => {
                    const label = () => content().table.columns[index]?.label ?? '';
                    return <Show when={content().columns[index]} fallback={label()}>{(explained) => <ExplainButton explained={explained()} label={`${label()} (${props.panel.title})`} class={styles.heading}>{label()}</ExplainButton>}</Show>;
                  }}
                />
              </div>
              <Index each={content().notes}>{(note) => <p class={panel.caption}>{note()}</p>}</Index>
              <Show when={content().extent}>
                {(extent) => <button type="button" class={`${controls.button} ${styles.extent}`} aria-label={`${extent().label}: ${props.panel.title}`} onClick={() => props.onToggleWhole()}>{extent().label}</button>}
              </Show>
            </Match>
          </Switch>
        )}
      </Show>
    </PanelFrame>
  );
}
