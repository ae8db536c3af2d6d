import { createUniqueId } from 'solid-js';
import panel from '../panels/panel.module.css';

/** What a page has of everyone alone, while it shows the numbers of a group: its title, and why nothing stands below it. */
export function UntoldPanel(props: { title: string; why: string }) {
  const title = createUniqueId();
  return (
    <section class={panel.panel} aria-labelledby={title}>
      <h2 id={title}>{props.title}</h2>
      <p class={panel.empty}>{props.why}</p>
    </section>
  );
}
