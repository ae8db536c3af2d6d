import { For, Match, Switch, untrack } from 'solid-js';
import type { PrivacyReportView } from '@pegel/client';
import styles from './document.module.css';

type Section = PrivacyReportView['document']['sections'][number];
type Block = Section['blocks'][number];
type Table = Extract<Block, { kind: 'table' }>['table'];

/** A section of a document: its heading, which opens and closes it, and below it paragraphs, lists and tables. */
export function SectionView(props: { section: Section; /** Whether it is open before anybody opens or closes it. */ isOpen: boolean }) {
  return (
    <section aria-labelledby={props.section.id}>
      <details class={styles.section} open={untrack(() => props.isOpen)}>
        <summary><h2 id={props.section.id}>{props.section.title}</h2></summary>
        <div class={styles.blocks}><For each={props.section.blocks}>{(block) => <BlockView block={block} />}</For></div>
      </details>
    </section>
  );
}

function BlockView(props: { block: Block }) {
  const text = () => (props.block.kind === 'text' ? props.block.text : null);
  const items = () => (props.block.kind === 'list' ? props.block.items : null);
  const table = () => (props.block.kind === 'table' ? props.block.table : null);
  return (
    <Switch>
      <Match when={text()}>{(said) => <p class={styles.text}>{said()}</p>}</Match>
      <Match when={items()}>{(all) => <ul class={styles.list}><For each={all()}>{(item) => <li>{item}</li>}</For></ul>}</Match>
      <Match when={table()}>{(made) => <TableView table={made()} />}</Match>
    </Switch>
  );
}

/** A table that is read, not scrolled: on a phone each row stands by itself, its cells by their labels. The roles stay what they are there. */
function TableView(props: { table: Table }) {
  const columns = () => props.table.columns;
  return (
    <table class={styles.table} role="table">
      <caption>{props.table.caption}</caption>
      <thead role="rowgroup">
        <tr role="row"><For each={columns()}>{(column) => <th scope="col" role="columnheader" class={column.align === 'end' ? styles.end : undefined}>{column.label}</th>}</For></tr>
      </thead>
      <tbody role="rowgroup">
        <For each={props.table.rows}>
          {(row) => (
            <tr role="row">
              <For each={row}>
                {(cell, index) => (
                  index() === 0
                    ? <th scope="row" role="rowheader"><Cell text={cell} isCode={columns()[0]?.isCode === true} /></th>
                    : <td role="cell" data-label={columns()[index()]?.label} class={columns()[index()]?.align === 'end' ? styles.end : undefined}><Cell text={cell} isCode={columns()[index()]?.isCode === true} /></td>
                )}
              </For>
            </tr>
          )}
        </For>
      </tbody>
    </table>
  );
}

/** What programs call something may break anywhere, since it has no spaces. */
const Cell = (props: { text: string; isCode: boolean }) => (props.isCode ? <code class={styles.code}>{props.text}</code> : props.text);
