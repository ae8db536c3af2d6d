import type { GroupsView } from '@pegel/client';
import { groupChoices, groupWordsIn, localeOf, type GroupChoice, type GroupFilter, type OrganisationView } from '@pegel/presentation';
import type { QueryObserverResult } from '@tanstack/solid-query';
import { createMemo, createSignal, For, onMount, Show } from 'solid-js';
import { usePreferences } from '../primitives/create-preferences.js';
import { sentenceOf } from '../session/refused.js';
import { CloseIcon } from '../shell/icons.jsx';
import controls from '../shell/controls.module.css';
import styles from './group-sheet.module.css';

interface GroupSheetProps {
  readonly answer: QueryObserverResult<GroupsView>;
  readonly chosen: GroupFilter | null;
  readonly organisation: OrganisationView;
  readonly onChoose: (group: GroupFilter | null) => void;
  readonly onClose: () => void;
}

/** Whether a key writes what names are made of. */
const isOfName = ({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean => /^[\p{L}\p{N}]$/u.test(key) && !ctrlKey && !metaKey && !altKey;

/** Everything that the page can be narrowed to, each by its kind and with how many people are in it. Arrow keys go through it, and typing finds. */
export function GroupSheet(props: GroupSheetProps) {
  const { words, language } = usePreferences();
  const texts = () => groupWordsIn(language());
  const [typed, setTyped] = createSignal('');
  const locale = createMemo(() => localeOf(language(), { currency: props.organisation.currency, today: null }));
  const choices = createMemo(() => groupChoices(props.answer.data ?? { groups: [], minimumGroupSize: null }, props.chosen, typed(), locale()));
  let sheet: HTMLDivElement | undefined;
  onMount(() => sheet?.querySelector<HTMLElement>('[aria-pressed="true"]')?.focus());

  const options = () => [...(sheet?.querySelectorAll<HTMLElement>('input, button[aria-pressed]') ?? [])];
  const onKey = (event: KeyboardEvent) => {
    const all = options();
    const at = all.findIndex((option) => option === document.activeElement);
    const isTyping = document.activeElement instanceof HTMLInputElement;
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, ...(isTyping ? {} : { Home: 0, End: all.length - 1 }) }[event.key];
    if (to !== undefined) all[Math.max(0, Math.min(to, all.length - 1))]?.focus();
    else if (event.key === 'Enter' && isTyping) {
      const first = choices().kinds.flatMap((kind) => kind.choices).find(({ canBeChosen }) => canBeChosen);
      if (typed().trim() !== '' && first !== undefined) props.onChoose(first.group);
    } else if (!isTyping && choices().isSearched && isOfName(event)) {
      // What is typed is a name from its first letter on, which is written where the focus is by then, and no key of the page.
      sheet?.querySelector('input')?.focus();
      event.stopPropagation();
      return;
    } else return;
    event.preventDefault();
  };
  const option = (label: string, size: string, isChosen: boolean, canBeChosen: boolean, choose: () => void) => (
    <button type="button" class={styles.option} aria-pressed={isChosen} aria-disabled={!canBeChosen} onClick={() => canBeChosen && choose()}>
      <span class={styles.name}>{label}</span>
      <span class={styles.size}>{size}</span>
    </button>
  );
  const optionOf = (choice: GroupChoice) => option(choice.name, choice.size, choice.isChosen, choice.canBeChosen, () => props.onChoose(choice.group));

  return (
    <div class={styles.sheet} role="dialog" aria-label={texts().title} ref={(element) => (sheet = element)} on:keydown={onKey}>
      <div class={styles.top}>
        <h2>{texts().title}</h2>
        <button type="button" class={controls.icon} aria-label={texts().close} onClick={() => props.onClose()}><CloseIcon /></button>
      </div>
      <Show when={choices().isSearched}>
        <input class={styles.search} type="search" aria-label={texts().search} placeholder={texts().search} autocomplete="off" spellcheck={false} maxlength="80" value={typed()} onInput={(event) => setTyped(event.currentTarget.value)} />
      </Show>
      <p class="hidden-visually" role="status">{choices().said}</p>
      <div class={styles.list}>
        <Show when={typed().trim() === ''}>{option(texts().everyone, '', props.chosen === null, true, () => props.onChoose(null))}</Show>
        <For each={choices().kinds}>
          {(kind) => (
            <section aria-label={kind.label}>
              <p class={styles.kind} aria-hidden="true">{kind.label}</p>
              <ul><For each={kind.choices}>{(choice) => <li>{optionOf(choice)}</li>}</For></ul>
            </section>
          )}
        </For>
        <Show when={props.answer.data !== undefined && choices().empty}>
          {(why) => (
            <p class={styles.note}>
              {why()} <Show when={typed() !== ''}><button type="button" class={controls.button} onClick={() => { setTyped(''); sheet?.querySelector('input')?.focus(); }}>{texts().clear}</button></Show>
            </p>
          )}
        </Show>
      </div>
      <Show when={props.answer.isPending}><p class={styles.note} role="status">{texts().loading}</p></Show>
      <Show when={props.answer.error}>
        {(error) => <p class={styles.note} role="alert">{sentenceOf(error(), language())} <button type="button" class={controls.button} onClick={() => void props.answer.refetch()}>{words().panel.retry}</button></p>}
      </Show>
      <Show when={choices().note}>{(note) => <p class={styles.note}>{note()}</p>}</Show>
    </div>
  );
}
