import { Index, Match, Show, Switch, type JSX } from 'solid-js';
import type { Picture as PictureModel, RangeTile } from '@pegel/presentation';
import { ColumnChart } from '../charts/column-chart.jsx';
import { CumulativeChart } from '../charts/cumulative-chart.jsx';
import { LineChart } from '../charts/line-chart.jsx';
import type { PlotProps } from '../charts/plot.jsx';
import { ProgressBar } from '../charts/progress-bar.jsx';
import { StackedChart } from '../charts/stacked-chart.jsx';
import { Bars } from './bars.jsx';
import panel from './panel.module.css';
import styles from './picture.module.css';

/** The numbers of a table, drawn as the presentation has decided. */
export function Picture(props: { picture: PictureModel; /** What a day of it leads to. */ leadsTo: PlotProps['leadsTo']; /** What stands beside the name of each of its rows. */ tool: (row: number) => JSX.Element }) {
  const of = <Form extends PictureModel['form']>(form: Form) => {
    const { picture } = props;
    return picture.form === form ? (picture as Extract<PictureModel, { readonly form: Form }>) : null; // Just compared.
  };
  return (
    <Switch>
      <Match when={of('line')}>{(chart) => <Figure content={chart().content}><LineChart title={chart().title} content={chart().content} leadsTo={props.leadsTo} /></Figure>}</Match>
      <Match when={of('columns')}>{(chart) => <Figure content={chart().content}><ColumnChart title={chart().title} content={chart().content} leadsTo={props.leadsTo} /></Figure>}</Match>
      <Match when={of('stacked')}>{(chart) => <Figure content={chart().content}><StackedChart title={chart().title} content={chart().content} leadsTo={props.leadsTo} /></Figure>}</Match>
      <Match when={of('cumulative')}>{(chart) => <Figure content={chart().content}><CumulativeChart title={chart().title} content={chart().content} leadsTo={props.leadsTo} /></Figure>}</Match>
      <Match when={of('share')}>{(share) => <ProgressBar content={share().content} />}</Match>
      <Match when={of('bars')}>{(list) => <Bars bars={list().bars} />}</Match>
      <Match when={of('tiles')}>{(ranges) => <ul class={styles.tiles}><Index each={ranges().tiles}>{(tile, row) => <Range tile={tile()} tool={props.tool(row)} />}</Index></ul>}</Match>
    </Switch>
  );
}

/** A picture over time with its sentence; on paper it brings its numbers along. */
const Figure = (props: { content: { readonly caption: string }; children: JSX.Element }) => (
  <figure class={panel.figure}>
    {props.children}
    <figcaption class={panel.caption}>{props.content.caption}</figcaption>
  </figure>
);

/** What a range came to, beside what. */
function Range(props: { tile: RangeTile; tool: JSX.Element }) {
  return (
    <li class={styles.tile}>
      <span class={styles.label}>{props.tile.label} {props.tool}</span>
      <span class={styles.value}>{props.tile.value}</span>
      <span class={styles.detail}>{props.tile.when}</span>
      <Show when={props.tile.reason}>{(reason) => <span class={styles.detail}>{reason()}</span>}</Show>
      <Show when={props.tile.budget}>{(budget) => <span class={styles.detail} data-polarity={budget().over === null ? undefined : 'bad'}>{budget().short}</span>}</Show>
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
