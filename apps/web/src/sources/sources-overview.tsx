import { createUniqueId, For, Index, Show } from 'solid-js';
import { sourceDetailWordsIn, type SourceDetails, type SourceModel } from '@pegel/presentation';
import panel from '../panels/panel.module.css';
import { usePreferences } from '../primitives/create-preferences.js';
import { CoverageStrip, Status } from './source-panel.jsx';
import styles from './sources.module.css';

/** All sources in a table: whether each can be trusted now, and its last days as a strip. On a phone each row stands by itself. */
export function SourcesOverview(props: { sources: readonly SourceModel[]; details: readonly SourceDetails[]; days: string }) {
  const { language } = usePreferences();
  const heading = createUniqueId();
  const words = () => sourceDetailWordsIn(language());
  const columns = () => [words().columns.source, words().columns.status, words().columns.completeTo, words().columns.received, words().columns.next, words().columns.strip(props.days)];
  return (
    <section class={panel.panel} aria-labelledby={heading}>
      <h2 id={heading}>{words().overview}</h2>
      <table class={styles.overview} role="table" aria-labelledby={heading}>
        <thead role="rowgroup">
          <tr role="row"><For each={columns()}>{(label) => <th scope="col" role="columnheader">{label}</th>}</For></tr>
        </thead>
        <tbody role="rowgroup">
          <Index each={props.details}>
            {(details, index) => (
              <tr role="row">
                <th scope="row" role="rowheader">{details().name}</th>
                <td role="cell" data-label={columns()[1]}><Status status={details().status} /></td>
                <td role="cell" data-label={columns()[2]}>{details().completeTo}</td>
                <td role="cell" data-label={columns()[3]}>{details().received}</td>
                <td role="cell" data-label={columns()[4]}>{details().next}</td>
                <td role="cell" class={styles.wide}><Show when={props.sources[index]}>{(source) => <CoverageStrip strip={source().strip} levels={details().levels} />}</Show></td>
              </tr>
            )}
          </Index>
        </tbody>
      </table>
      <p class={panel.caption}>{words().strip.scale} {words().nextNote}</p>
    </section>
  );
}
