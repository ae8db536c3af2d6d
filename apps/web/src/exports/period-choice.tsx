import { createEffect, createSignal, on, Show } from 'solid-js';
import type { Period } from '@pegel/domain';
import { exportsWordsIn, isRangeOfDays, rangeChoices, type ExportChoice, type RangeChoice } from '@pegel/presentation';
import { usePreferences } from '../primitives/create-preferences.js';
import forms from '../shell/form.module.css';
import { Field } from '../shell/field.jsx';
import { Select } from '../shell/select.jsx';

/** The days of an export: by name, or by the first and the last of them. */
export function PeriodChoice(props: { range: ExportChoice['range']; days: Period | null; onChoose: (range: ExportChoice['range']) => void }) {
  const { words, language } = usePreferences();
  const texts = () => exportsWordsIn(language());
  const [from, setFrom] = createSignal('');
  const [to, setTo] = createSignal('');
  createEffect(on(() => props.days, (days) => {
    if (days === null) return;
    setFrom(days.from);
    setTo(days.to);
  }));
  const isWrong = () => from() !== '' && to() !== '' && !isRangeOfDays(from(), to());
  const choose = () => isRangeOfDays(from(), to()) && props.onChoose({ from: from(), to: to() });
  const named = (): RangeChoice | undefined => (typeof props.range === 'string' ? props.range : undefined);
  return (
    <>
      <Field label={texts().period}>
        {() => <Select values={rangeChoices} value={named()} label={(range) => words().ranges[range]} none={texts().custom} onChoose={(range) => (range === undefined ? choose() : props.onChoose(range))} />}
      </Field>
      <label class={forms.field}>{texts().from}<input type="date" value={from()} aria-invalid={isWrong()} onChange={(event) => { setFrom(event.currentTarget.value); choose(); }} /></label>
      <label class={forms.field}>{texts().to}<input type="date" value={to()} aria-invalid={isWrong()} onChange={(event) => { setTo(event.currentTarget.value); choose(); }} /></label>
      <Show when={isWrong()}><p class={forms.problem} role="alert">{texts().invalidPeriod}</p></Show>
    </>
  );
}
