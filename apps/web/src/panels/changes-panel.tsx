import { Index, Show } from 'solid-js';
import type { ChangesModel } from '@pegel/presentation';
import type { ReportStatus } from '../primitives/create-reports.js';
import styles from './changes-panel.module.css';
import panel from './panel.module.css';
import { PanelFrame } from './panel-frame.jsx';

/** What stands out, in sentences that lead to where it is looked at. */
export function ChangesPanel(props: { changes: ChangesModel; status: ReportStatus; onRetry: () => void }) {
  return (
    <PanelFrame id="changes" title={props.changes.title} tools={null} status={props.status} hasContent={props.changes.sentences !== null} awaits={{ form: 'sentences', rows: 4 }} onRetry={props.onRetry}>
      <Show when={props.changes.sentences}>
        {(sentences) => (
          <Show when={sentences().length > 0} fallback={<p class={panel.empty}>{props.changes.nothing}</p>}>
            <ul class={styles.list}>
              <Index each={sentences()}>
                {(sentence) => (
                  <li>
                    <a class={styles.sentence} href={sentence().url}>
                      <span class={styles.glyph} data-glyph={sentence().glyph} aria-hidden="true">{sentence().glyph}</span>
                      <span>{sentence().text}</span>
                      <span class={styles.onward} aria-hidden="true">→</span>
                    </a>
                  </li>
                )}
              </Index>
            </ul>
          </Show>
        )}
      </Show>
    </PanelFrame>
  );
}
