import { createSignal, Show } from 'solid-js';
import { unmaskingLimits, type UnmaskingWish } from '@pegel/domain';
import type { UnmaskingWords } from '@pegel/presentation';
import { Field } from '../shell/field.jsx';
import { Select } from '../shell/select.jsx';
import styles from './settings.module.css';

/** What somebody says who asks to see names. */
export function UnmaskingFields(props: { words: UnmaskingWords; purposes: readonly string[] }) {
  const [isSecurity, setSecurity] = createSignal(false);
  const said = () => props.words;
  return (
    <>
      <Field label={said().people} hint={said().peopleHint}>{(described) => <textarea name="people" rows={2} autocomplete="off" spellcheck={false} aria-describedby={described().describedBy} />}</Field>
      <Field label={said().reason} hint={said().reasonHint}>{(described) => <textarea name="reason" rows={3} maxLength={unmaskingLimits.reason} aria-describedby={described().describedBy} />}</Field>
      <Show when={props.purposes.length > 0}>
        <Field label={said().purposeField}>{() => <Select name="purpose" values={props.purposes} value={props.purposes[0]} label={(purpose) => purpose} />}</Field>
      </Show>
      <Field label={said().hours} hint={said().hoursHint}>{(described) => <input name="hours" type="number" inputmode="numeric" min="1" max={unmaskingLimits.hoursMax} value={1} aria-describedby={described().describedBy} />}</Field>
      <label class={styles.choice}>
        <input type="checkbox" checked={isSecurity()} onChange={(event) => setSecurity(event.currentTarget.checked)} />
        {said().isSecurity}
      </label>
      <Show when={isSecurity()}>
        <Field label={said().delay} hint={said().delayHint}>{(described) => <input name="tellAfterDays" type="number" inputmode="numeric" min="0" max={unmaskingLimits.tellAfterDaysMax} value={7} aria-describedby={described().describedBy} />}</Field>
      </Show>
    </>
  );
}

/** Why somebody refuses, where they say so. */
export const RefusalReason = (props: { words: UnmaskingWords }) => <Field label={props.words.refuseReason}>{() => <textarea name="reason" rows={2} maxLength={unmaskingLimits.reason} />}</Field>;

/** What the fields hold; the people as they were written down. */
export function unmaskingWishIn(fields: FormData): Omit<UnmaskingWish, 'people'> & { readonly people: string } {
  const text = (name: string): string => String(fields.get(name) ?? '').trim();
  const purpose = text('purpose');
  return { people: text('people'), reason: text('reason'), hours: Number(text('hours')), ...(purpose === '' ? {} : { purpose }), tellAfterDays: Number(text('tellAfterDays')) };
}
