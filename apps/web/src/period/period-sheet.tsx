import { comparisonChoices, controlsWordsIn, formatIn, presets, typedRange, type ComparisonChoice, type OrganisationView, type PageFrame } from '@pegel/presentation';
import type { Day, Period } from '@pegel/domain';
import { createSignal, createUniqueId, For, onMount, Show } from 'solid-js';
import { useKeyboard } from '../primitives/create-keyboard.js';
import { usePreferences } from '../primitives/create-preferences.js';
import type { View } from '../primitives/create-view.js';
import { CloseIcon } from '../shell/icons.jsx';
import controls from '../shell/controls.module.css';
import { CalendarGrid } from './calendar-grid.jsx';
import styles from './period-sheet.module.css';

interface PeriodSheetProps {
  readonly view: View;
  readonly days: Period | null;
  readonly calendar: NonNullable<PageFrame['calendar']>;
  readonly organisation: OrganisationView;
  readonly onClose: () => void;
}

/** Everything that can be chosen about time: periods with a name and the days they mean, any days by calendar or by hand, what they are compared with. */
export function PeriodSheet(props: PeriodSheetProps) {
  const { words, language } = usePreferences();
  const texts = () => controlsWordsIn(language()).period;
  const group = createUniqueId();
  const problemId = createUniqueId();
  const formsId = createUniqueId();
  const state = () => props.view.state();
  const [from, setFrom] = createSignal(props.days?.from ?? '');
  const [to, setTo] = createSignal(props.days?.to ?? '');
  const [wrong, setWrong] = createSignal<{ readonly field: 'from' | 'to'; readonly problem: string } | null>(null);
  const last = (): Day | null => props.calendar.completeThrough;
  const isNamed = () => typeof state().range === 'string';
  const write = () => formatIn(language(), { currency: props.organisation.currency, today: null });
  const comparisons = (): Record<ComparisonChoice, string> => ({ prev: words().comparison.previous, yoy: words().comparison.year, off: words().comparison.off });
  let sheet: HTMLDivElement | undefined;
  onMount(() => (sheet?.querySelector<HTMLElement>('[aria-pressed="true"]') ?? sheet?.querySelector<HTMLElement>('[aria-pressed]'))?.focus());

  const chosen = (): Period | null => {
    const read = typedRange(from(), to(), props.calendar.today, language());
    return 'range' in read ? read.range : null;
  };
  const choose = (part: Parameters<View['change']>[0]) => {
    props.view.change(part);
    props.onClose();
  };
  const keyboard = useKeyboard();
  const named = () => presets(state(), props.calendar, props.organisation, language());
  /** Whoever has read the list presses the last key of what stands there, the first has opened it. */
  const onKey = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || keyboard.pressed() !== '' || (event.target instanceof HTMLInputElement && event.target.type === 'text')) return;
    const preset = named().find(({ keys }) => keys.split(' ').at(-1) === event.key);
    if (preset === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    choose(preset.part);
  };
  const apply = (event: SubmitEvent) => {
    event.preventDefault();
    const read = typedRange(from(), to(), props.calendar.today, language());
    if ('range' in read) return choose({ range: read.range, end: null });
    setWrong(read);
    sheet?.querySelector<HTMLElement>(`[name="${read.field}"]`)?.focus();
  };
  const field = (name: 'from' | 'to', label: string, value: () => string, set: (text: string) => void) => (
    <label class={styles.field}>
      {label}
      <input
        type="text" name={name} autocomplete="off" spellcheck={false} value={value()}
        aria-invalid={wrong()?.field === name} aria-describedby={`${wrong()?.field === name ? `${problemId} ` : ''}${formsId}`}
        onInput={(event) => { set(event.currentTarget.value); setWrong(null); }}
      />
    </label>
  );

  return (
    <div class={styles.sheet} role="dialog" aria-label={texts().title} ref={(element) => (sheet = element)} on:keydown={onKey}>
      <div class={styles.top}>
        <h2>{texts().title}</h2>
        <button type="button" class={controls.icon} aria-label={texts().close} onClick={() => props.onClose()}><CloseIcon /></button>
      </div>
      <ul class={styles.presets}>
        <For each={named()}>
          {(preset) => (
            <li>
              <button type="button" class={styles.preset} aria-pressed={preset.isChosen} onClick={() => choose(preset.part)}>
                <span>{preset.label}</span>
                <kbd class={styles.keys} aria-hidden="true">{preset.keys}</kbd>
                <span class={styles.days}>{preset.days}</span>
              </button>
            </li>
          )}
        </For>
      </ul>
      <form class={styles.custom} onSubmit={apply} noValidate>
        <CalendarGrid organisation={props.organisation} today={props.calendar.today} chosen={chosen()} onChoose={(period) => { setFrom(period.from); setTo(period.to); setWrong(null); }} />
        <div class={styles.fields}>
          {field('from', words().range.from, from, setFrom)}
          {field('to', words().range.to, to, setTo)}
          <Show when={wrong()}>{(said) => <p class={styles.wrong} id={problemId} role="alert">{said().problem}</p>}</Show>
          <p class={styles.forms} id={formsId}>{texts().forms}</p>
          <button type="submit" class={`${controls.button} ${controls.primary} ${styles.apply}`}>{words().range.apply}</button>
        </div>
      </form>
      <div class={styles.more}>
        <fieldset class={styles.choices}>
          <legend>{words().comparison.label}</legend>
          <For each={comparisonChoices}>
            {(choice) => (
              <label class={styles.choice}>
                <input type="radio" name={group} checked={state().comparison === choice} onChange={() => props.view.change({ comparison: choice })} />
                {comparisons()[choice]}
              </label>
            )}
          </For>
        </fieldset>
        <Show when={isNamed() && state().end === null}>
          <label class={styles.choice}>
            <input type="checkbox" checked={state().today} onChange={(event) => props.view.change({ today: event.currentTarget.checked })} />
            {texts().includeToday}
          </label>
        </Show>
        <div class={styles.foot}>
          <p class={styles.forms}>
            <Show when={props.calendar.firstDay}>{(day) => `${texts().starts(write().date(day()))} `}</Show>
            <Show when={props.calendar.hasUtcDays}>{texts().utc}</Show>
          </p>
          <Show when={isNamed() && last() !== null}>
            <button type="button" class={controls.button} onClick={() => choose({ end: state().end === null ? last() : null })}>{state().end === null ? texts().pin : words().data.unpin}</button>
          </Show>
        </div>
      </div>
    </div>
  );
}
