import { isRangeOfDays, rangeChoices, type PageFrame } from '@pegel/presentation';
import { createSignal, createUniqueId, For, Show } from 'solid-js';
import { createDisclosure } from '../primitives/create-disclosure.js';
import { usePreferences } from '../primitives/create-preferences.js';
import type { View } from '../primitives/create-view.js';
import { ChevronIcon } from '../shell/icons.jsx';
import controls from '../shell/controls.module.css';
import styles from './view-controls.module.css';

/** Chooses the period of the page: by name, or by its first and last day. */
export function RangePicker(props: { view: View; model: PageFrame }) {
  const { words } = usePreferences();
  const popover = createDisclosure();
  const name = createUniqueId();
  const problem = createUniqueId();
  const [isWrong, setWrong] = createSignal(false);
  const days = () => {
    const { range } = props.view.state();
    return typeof range === 'string' ? props.model.days : range;
  };
  const apply = (event: SubmitEvent & { currentTarget: HTMLFormElement }) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const [from, to] = [String(fields.get('from')), String(fields.get('to'))];
    setWrong(!isRangeOfDays(from, to));
    if (isWrong()) return;
    props.view.change({ range: { from, to }, end: null });
    popover.close();
  };
  const isNamed = () => typeof props.view.state().range === 'string';
  return (
    <div class={styles.root} ref={popover.root}>
      <button type="button" class={controls.button} aria-expanded={popover.isOpen()} onClick={() => popover.toggle()}>
        <span class="hidden-visually">{words().range.label}: </span>
        {props.model.rangeLabel}
        <Show when={isNamed() && props.model.period}>
          <span class={styles.period}>{props.model.period}</span>
        </Show>
        <ChevronIcon />
      </button>
      <Show when={popover.isOpen()}>
        <div class={styles.popover} role="dialog" aria-label={words().range.label}>
          <fieldset class={styles.presets}>
            <legend class="hidden-visually">{words().range.label}</legend>
            <For each={rangeChoices}>
              {(choice) => (
                <label class={styles.preset}>
                  <input type="radio" name={name} checked={props.view.state().range === choice} onChange={() => props.view.change({ range: choice })} />
                  {words().ranges[choice]}
                </label>
              )}
            </For>
          </fieldset>
          <form class={styles.custom} onSubmit={apply} noValidate>
            <label class={styles.field}>
              {words().range.from}
              <input type="date" name="from" value={days()?.from ?? ''} aria-describedby={isWrong() ? problem : undefined} />
            </label>
            <label class={styles.field}>
              {words().range.to}
              <input type="date" name="to" value={days()?.to ?? ''} aria-describedby={isWrong() ? problem : undefined} />
            </label>
            <Show when={isWrong()}>
              <p class={styles.wrong} id={problem} role="alert">{words().range.invalid}</p>
            </Show>
            <button type="submit" class={`${controls.button} ${styles.apply}`}>{words().range.apply}</button>
          </form>
        </div>
      </Show>
    </div>
  );
}
