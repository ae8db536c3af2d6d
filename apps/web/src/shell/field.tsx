import { createUniqueId, Show, type JSX } from 'solid-js';
import forms from './form.module.css';

/** What a field hands to its control. */
export interface Described {
  /** The ids of the hint and of what is wrong, for `aria-describedby`. */
  readonly describedBy: string;
  readonly isInvalid: boolean;
}

/** A labelled control with a hint, and below it what is wrong with what it holds. */
export function Field(props: { label: string; hint?: string | undefined; problem?: string | undefined; class?: string | undefined; children: (described: () => Described) => JSX.Element }) {
  const hint = createUniqueId();
  const problem = createUniqueId();
  return (
    <div class={props.class}>
      <label class={forms.field}>
        {props.label}
        {props.children(() => ({ describedBy: `${hint} ${problem}`, isInvalid: (props.problem ?? '') !== '' }))}
      </label>
      <Show when={props.hint}>{(text) => <p class={forms.hint} id={hint}>{text()}</p>}</Show>
      <Show when={props.problem}>{(text) => <p class={forms.problem} id={problem} role="alert">{text()}</p>}</Show>
    </div>
  );
}
