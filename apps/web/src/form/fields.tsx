import { createSignal, createUniqueId, For, Show, splitProps, type JSX } from 'solid-js';
import { useDoorWords } from '../door/door-words.js';
import { Field } from '../shell/field.jsx';
import { Select } from '../shell/select.jsx';
import controls from '../shell/controls.module.css';
import forms from '../shell/form.module.css';
import styles from './fields.module.css';

interface Labelled {
  readonly label: string;
  /** What helps to fill it in; always in sight. */
  readonly hint?: string;
  /** What is wrong; empty where nothing is. */
  readonly problem?: string;
}

type InputAttributes = Omit<JSX.InputHTMLAttributes<HTMLInputElement>, 'class'>;

/** One line of text. */
export function TextField(props: Labelled & InputAttributes & { /** What is proposed while typing. */ readonly proposals?: readonly string[]; readonly isCode?: boolean }) {
  const [own, attributes] = splitProps(props, ['label', 'hint', 'problem', 'proposals', 'isCode']);
  const list = createUniqueId();
  return (
    <Field label={own.label} hint={own.hint} problem={own.problem}>
      {(described) => (
        <>
          <input {...attributes} class={own.isCode === true ? styles.code : undefined} list={own.proposals === undefined ? undefined : list} aria-describedby={described().describedBy} aria-invalid={described().isInvalid} />
          <Show when={own.proposals}>{(proposals) => <datalist id={list}><For each={proposals()}>{(value) => <option value={value} />}</For></datalist>}</Show>
        </>
      )}
    </Field>
  );
}

/** An address that somebody signs in with. */
export const EmailField = (props: Labelled & InputAttributes) => <TextField type="email" autocomplete="username" autocapitalize="none" spellcheck={false} {...props} />;

/** A password: pasted, filled in by a password manager, and shown to whoever wants to see what they type. */
export function PasswordField(props: Labelled & InputAttributes & { readonly autocomplete: 'current-password' | 'new-password' }) {
  const door = useDoorWords();
  const [isShown, setShown] = createSignal(false);
  return (
    <div class={styles.password}>
      <TextField autocapitalize="none" spellcheck={false} {...props} type={isShown() ? 'text' : 'password'} />
      <button type="button" class={styles.show} aria-label={`${isShown() ? door().form.hide : door().form.show}: ${props.label}`} onClick={() => setShown((shown) => !shown)}>
        {isShown() ? door().form.hide : door().form.show}
      </button>
    </div>
  );
}

/** The digits that an authenticator app shows; phones and password managers offer them. */
export const OneTimeCodeField = (props: Labelled & InputAttributes) => (
  <TextField inputmode="numeric" autocomplete="one-time-code" maxlength={8} autocapitalize="none" spellcheck={false} {...props} isCode />
);

/** One of many, by typing its beginning. */
export const SelectField = <T extends string | number>(props: Labelled & { readonly values: readonly T[]; readonly value: T; readonly text: (value: T) => string; readonly onChoose: (value: T) => void }) => (
  <Field label={props.label} hint={props.hint} problem={props.problem}>
    {(described) => (
      <Select
        values={props.values} value={props.value} label={props.text} describedBy={described().describedBy} isInvalid={described().isInvalid}
        onChoose={(value) => {
          if (value !== undefined) props.onChoose(value);
        }}
      />
    )}
  </Field>
);

/** One of a few, each with what it means; nothing is chosen unless somebody has. */
export function ChoiceField<T extends string>(props: Labelled & { readonly name: string; readonly value: T | ''; readonly choices: readonly { readonly value: T; readonly label: string; /** What it looks like. */ readonly example?: string; readonly means: string }[]; readonly onChoose: (value: T) => void }) {
  const id = createUniqueId();
  const isWrong = () => (props.problem ?? '') !== '';
  return (
    <fieldset class={styles.choices} role="radiogroup" aria-labelledby={`${id}-label`} aria-describedby={`${id}-hint ${id}-problem`} aria-invalid={isWrong()}>
      <legend class={styles.legend} id={`${id}-label`}>{props.label}</legend>
      <Show when={props.hint}><p class={forms.hint} id={`${id}-hint`}>{props.hint}</p></Show>
      <For each={props.choices}>
        {(choice, index) => (
          <label class={styles.choice}>
            <input type="radio" name={props.name} value={choice.value} checked={choice.value === props.value} aria-labelledby={`${id}-${index()}-label`} aria-describedby={`${id}-${index()}-means`} onChange={() => props.onChoose(choice.value)} />
            <span class={styles.choiceLabel} id={`${id}-${index()}-label`}>{choice.label}</span>
            <span class={styles.means} id={`${id}-${index()}-means`}>
              <Show when={choice.example}>{(example) => <span class={styles.example}>{example()}</span>}</Show>
              {choice.means}
            </span>
          </label>
        )}
      </For>
      <p class={forms.problem} id={`${id}-problem`} role="alert">{props.problem ?? ''}</p>
    </fieldset>
  );
}

/** What is wrong with a whole form, said once as it appears. */
export const Problem = (props: { children: JSX.Element }) => <p class={forms.problem} role="alert">{props.children}</p>;

/** What sends a form; it says so while it does, and keeps the focus. */
export function SubmitButton(props: { readonly isBusy: boolean; readonly children: JSX.Element }) {
  const door = useDoorWords();
  return (
    <button type="submit" class={`${controls.button} ${controls.primary}`} aria-disabled={props.isBusy}>
      {props.isBusy ? door().form.busy : props.children}
    </button>
  );
}
