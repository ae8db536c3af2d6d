import { createEffect, createSignal, createUniqueId, on, Show } from 'solid-js';
import type { Day, Period } from '@pegel/domain';
import { controlsWordsIn, exportsWordsIn, rangeChoices, typedRange, type ExportChoice, type RangeChoice } from '@pegel/presentation';
import { usePreferences } from '../primitives/create-preferences.js';
import forms from '../shell/form.module.css';
import { Field } from '../shell/field.jsx';
import { Select } from '../shell/select.jsx';

/** The days of an export: by name, or by the first and the last of them, typed as in every other period: a browser would write them in its own language, not the page's. */
export function PeriodChoice(props: { range: ExportChoice['range']; days: Period | null; today: Day | null; onChoose: (range: ExportChoice['range']) => void }) {
  const { words, language } = usePreferences();
  const texts = () => exportsWordsIn(language());
  const [from, setFrom] = createSignal('');
  const [to, setTo] = createSignal('');
  const [wrong, setWrong] = createSignal<{ readonly field: 'from' | 'to'; readonly problem: string } | null>(null);
  const [problemId, formsId] = [createUniqueId(), createUniqueId()];
  createEffect(on(() => props.days, (days) => {
    if (days === null) return;
    setFrom(days.from);
    setTo(days.to);
    setWrong(null);
  }));
  const choose = () => {
    if (props.today === null) return;
    const read = typedRange(from(), to(), props.today, language());
    setWrong('range' in read ? null : read);
    if ('range' in read) props.onChoose(read.range);
  };
  const named = (): RangeChoice | undefined => (typeof props.range === 'string' ? props.range : undefined);
  const field = (name: 'from' | 'to', value: () => string, set: (text: string) => void) => (
    <label class={forms.field}>
      {texts()[name]}
      <input
        type="text" size="12" autocomplete="off" spellcheck={false} value={value()} title={controlsWordsIn(language()).period.forms}
        aria-invalid={wrong()?.field === name} aria-describedby={`${wrong()?.field === name ? `${problemId} ` : ''}${formsId}`} onChange={(event) => { set(event.currentTarget.value); choose(); }}
      />
    </label>
  );
  return (
    <>
      <Field label={texts().period}>
        {() => <Select values={rangeChoices} value={named()} label={(range) => words().ranges[range]} none={texts().custom} onChoose={(range) => (range === undefined ? choose() : props.onChoose(range))} />}
      </Field>
      {field('from', from, setFrom)}
      {field('to', to, setTo)}
      <span id={formsId} hidden>{controlsWordsIn(language()).period.forms}</span>
      <Show when={wrong()}>{(known) => <p id={problemId} class={forms.problem} role="alert">{known().problem}</p>}</Show>
    </>
  );
}
