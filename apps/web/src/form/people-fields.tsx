import { createMemo, For, Show, type Accessor } from 'solid-js';
import { groupSizes, nameChoices, purposeLimits, type NameChoice } from '@pegel/domain';
import { namesWordsIn, peopleWordsIn, type NamesWords } from '@pegel/presentation';
import { usePreferences } from '../primitives/create-preferences.js';
import controls from '../shell/controls.module.css';
import { Field } from '../shell/field.jsx';
import { ChoiceField, TextField } from './fields.jsx';
import styles from './fields.module.css';

/** What is said where somebody decides about people, in the reader's language. */
export function useNamesWords(): Accessor<NamesWords> {
  const { language } = usePreferences();
  return createMemo(() => namesWordsIn(language()));
}

interface Problem {
  readonly problem?: string;
}

/** How names appear: a decision that nobody makes for anybody, with what the law usually asks. */
export function NamesField(props: Problem & { readonly label: string; readonly hint?: string; readonly value: NameChoice | ''; readonly onChoose: (value: NameChoice) => void }) {
  const names = useNamesWords();
  return (
    <div class={styles.choices}>
      <ChoiceField<NameChoice>
        label={props.label} hint={props.hint ?? ''} name="names" value={props.value} problem={props.problem ?? ''}
        choices={nameChoices.map((value) => ({ value, ...names().choices[value] }))} onChoose={(value) => props.onChoose(value)}
      />
      <p class={styles.law}>{names().law}</p>
    </div>
  );
}

/** The least number of people whose numbers are told together. */
export function GroupSizeField(props: Problem & { readonly value: number | string; readonly onInput?: (text: string) => void }) {
  const { language } = usePreferences();
  const names = useNamesWords();
  const under = () => (Number.isInteger(Number(props.value)) && Number(props.value) > 0 ? peopleWordsIn(language()).under(Number(props.value)) : '');
  return (
    <TextField
      label={names().groupSize} hint={`${names().groupHint(groupSizes.min, groupSizes.max)} ${under()}`.trim()} name="groupSize" type="number" inputmode="numeric" min={groupSizes.min} max={groupSizes.max} step={1}
      value={props.value} problem={props.problem ?? ''} onInput={(event) => props.onInput?.(event.currentTarget.value)}
    />
  );
}

/** What numbers by person may be looked at for, one a line; the usual ones are a click away. */
export function PurposesField(props: Problem & { readonly value: string; readonly onInput: (text: string) => void }) {
  const { language } = usePreferences();
  const names = useNamesWords();
  const missing = () => names().usualPurposes.filter((purpose) => !purposesIn(props.value).includes(purpose));
  return (
    <div class={styles.choices}>
      <Field label={names().purposes} hint={names().purposesHint} problem={props.problem ?? ''}>
        {(described) => (
          <textarea name="purposes" rows={6} maxlength={purposeLimits.purposes * (purposeLimits.characters + 1)} value={props.value} aria-describedby={described().describedBy} aria-invalid={described().isInvalid} onInput={(event) => props.onInput(event.currentTarget.value)} />
        )}
      </Field>
      <Show when={missing().length > 0}>
        <div class={styles.suggestions} role="group" aria-label={peopleWordsIn(language()).suggestions}>
          <span>{peopleWordsIn(language()).suggestions}:</span>
          <For each={missing()}>
            {(purpose) => (
              <button type="button" class={controls.button} aria-label={peopleWordsIn(language()).takeOver(purpose)} onClick={() => props.onInput([...purposesIn(props.value), purpose].join('\n'))}>+ {purpose}</button>
            )}
          </For>
        </div>
      </Show>
    </div>
  );
}

/** The lines that say something. */
export const purposesIn = (text: string): readonly string[] => text.split('\n').map((line) => line.trim()).filter((line) => line !== '');
