import { Index, Match, Show, Switch, type JSX } from 'solid-js';
import type { Picture as PictureModel, RangeTile } from '@pegel/presentation';
import { ColumnChart } from '../charts/column-chart.jsx';
import { LineChart } from '../charts/line-chart.jsx';
import { Bars } from './bars.jsx';
import panel from './panel.module.css';
import styles from './picture.module.css';

/** The numbers of a table, drawn as the presentation has decided. */
export function Picture(props: { picture: PictureModel; /** What stands beside the name of each of its rows. */ tool: (row: number) => JSX.Element; /** What stands for a form that is not drawn here. */ table: JSX.Element }) {
  const of = <Form extends PictureModel['form']>(...forms: readonly Form[]) => {
    const { picture } = props;
    return forms.some((form) => form === picture.form) ? (picture as Extract<PictureModel, { readonly form: Form }>) : null; // Just compared.
  };
  return (
    <Switch fallback={props.table}>
      <Match when={of('line', 'columns')}>
        {(chart) => (
          <figure class={panel.figure}>
            <Show when={chart().form === 'line'} fallback={<ColumnChart title={chart().title} content={chart().content} />}>
              <LineChart title={chart().title} content={chart().content} />
            </Show>
            <figcaption class={panel.caption}>{chart().content.caption}</figcaption>
          </figure>
        )}
      </Match>
      <Match when={of('bars')}>{(list) => <Bars bars={list().bars} />}</Match>
      <Match when={of('tiles')}>{(ranges) => <ul class={styles.tiles}><Index each={ranges().tiles}>{(tile, row) => <Range tile={tile()} tool={props.tool(row)} />}</Index></ul>}</Match>
    </Switch>
  );
}

function Range(props: { tile: RangeTile; tool: JSX.Element }) {
  return (
    <li class={styles.tile}>
      <span class={styles.label}>{props.tile.label} {props.tool}</span>
      <span class={styles.value}>{props.tile.value}</span>
      <span class={styles.detail}>{props.tile.when}</span>
      <Show when={props.tile.reason}>{(reason) => <span class={styles.detail}>{reason()}</span>}</Show>
      <Show when={props.tile.change}>
        {(change) => (
          <span class={styles.change} data-polarity={change().polarity}>
            <span aria-hidden="true">{change().glyph} {change().short} {change().base}</span>
            <span class="hidden-visually">{change().spoken}</span>
          </span>
        )}
      </Show>
    </li>
  );
}
