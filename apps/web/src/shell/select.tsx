import { For } from 'solid-js';
import { ChevronIcon } from './icons.jsx';
import controls from './controls.module.css';

/** One of some values. */
export function Select<T extends string | number>(props: { name?: string; values: readonly T[]; value: T | undefined; label: (value: T) => string; onChoose?: (value: T | undefined) => void; /** The choice of no value. */ none?: string; describedBy?: string; isInvalid?: boolean }) {
  return (
    <span class={controls.selectFrame}>
      <select class={controls.select} name={props.name} aria-describedby={props.describedBy} aria-invalid={props.isInvalid} onChange={(event) => props.onChoose?.(props.values.find((value) => String(value) === event.currentTarget.value))}>
        {props.none === undefined ? null : <option value="" selected={props.value === undefined}>{props.none}</option>}
        <For each={props.values}>{(value) => <option value={value} selected={value === props.value}>{props.label(value)}</option>}</For>
      </select>
      <ChevronIcon />
    </span>
  );
}
