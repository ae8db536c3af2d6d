import { createUniqueId, type JSX } from 'solid-js';
import styles from '../door/door.module.css';
import panel from '../panels/panel.module.css';

/** A place that takes the focus where what had it is gone. */
interface FocusPlace {
  readonly ref: (element: HTMLElement) => void;
  readonly focus: () => void;
}

export function createFocusPlace(): FocusPlace {
  let place: HTMLElement | undefined;
  return { ref: (element) => (place = element), focus: () => queueMicrotask(() => place?.focus({ preventScroll: true })) };
}

/** One part of an account. */
export function Section(props: { title: string; heading?: FocusPlace; children: JSX.Element }) {
  const id = createUniqueId();
  return (
    <section class={panel.panel} aria-labelledby={id}>
      <h2 id={id} class={styles.heading} tabindex="-1" ref={(element) => props.heading?.ref(element)}>{props.title}</h2>
      {props.children}
    </section>
  );
}
