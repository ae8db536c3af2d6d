import { createUniqueId, type JSX } from 'solid-js';
import panel from '../panels/panel.module.css';

/** One part of an account. */
export function Section(props: { title: string; children: JSX.Element }) {
  const heading = createUniqueId();
  return (
    <section class={panel.panel} aria-labelledby={heading}>
      <h2 id={heading}>{props.title}</h2>
      {props.children}
    </section>
  );
}
