import { A } from '@solidjs/router';
import { actionGroups, actionGroupWords, actionWords, keymap, keyText, keyWordsIn, type Action } from '@pegel/presentation';
import { createSignal, createUniqueId, For, onMount, Show } from 'solid-js';
import { useKeyboard } from '../primitives/create-keyboard.js';
import { isMac } from '../primitives/is-mac.js';
import { usePreferences } from '../primitives/create-preferences.js';
import controls from './controls.module.css';
import dialogs from './dialog.module.css';
import { CloseIcon } from './icons.jsx';
import styles from './shortcut-sheet.module.css';

/** The keys that work where somebody is, by what they are for, and the switch that turns single keys off. */
export function ShortcutSheet(props: { settings: string | null; onClose: () => void }) {
  const { language, keys, usesKeys, useKeys } = usePreferences();
  const keyboard = useKeyboard();
  const texts = () => keyWordsIn(language()).sheet;
  const heading = createUniqueId();
  const [sought, setSought] = createSignal('');
  let dialog: HTMLDialogElement | undefined;
  onMount(() => dialog?.showModal());

  const isMeant = (action: Action): boolean => {
    const said = [actionWords[action][language()], actionGroupWords[keymap[action].group][language()], ...(keys().get(action) ?? []).map((one) => keyText(one, language(), isMac()))].join(' ').toLowerCase();
    return sought().toLowerCase().trim().split(/\s+/).every((word) => said.includes(word));
  };
  const listed = () => keyboard.works().filter((action) => (keys().get(action) ?? []).length > 0 && isMeant(action));
  const groups = () => actionGroups.map((group) => ({ group, actions: listed().filter((action) => keymap[action].group === group) })).filter(({ actions }) => actions.length > 0);
  return (
    <dialog class={`${dialogs.dialog} ${styles.sheet}`} ref={(element) => (dialog = element)} aria-labelledby={heading} onClose={() => props.onClose()}>
      <div class={styles.head}>
        <h2 id={heading}>{texts().title}</h2>
        <button type="button" class={controls.icon} aria-label={texts().close} title={texts().close} onClick={() => dialog?.close()}><CloseIcon /></button>
      </div>
      <input type="search" autofocus class={styles.search} aria-label={texts().search} placeholder={texts().search} autocomplete="off" spellcheck={false} onInput={(event) => setSought(event.currentTarget.value)} />
      <p class="hidden-visually" role="status">{sought().trim() === '' ? '' : texts().found(listed().length)}</p>
      <Show when={listed().length > 0} fallback={<p class={styles.none}>{texts().none}</p>}>
        <div class={styles.groups}>
          <For each={groups()}>
            {({ group, actions }) => (
              <section class={styles.group}>
                <h3>{actionGroupWords[group][language()]}</h3>
                <dl>
                  <For each={actions}>
                    {(action) => (
                      <div class={styles.key}>
                        <dt>
                          <For each={keys().get(action)}>{(one, index) => <><Show when={index() > 0}><span class={styles.or}> {texts().or} </span></Show><Keys keys={one} /></>}</For>
                        </dt>
                        <dd>{actionWords[action][language()]}</dd>
                      </div>
                    )}
                  </For>
                </dl>
              </section>
            )}
          </For>
        </div>
      </Show>
      <div class={styles.foot}>
        <label class={styles.switch}>
          <input type="checkbox" checked={usesKeys()} onChange={(event) => useKeys(event.currentTarget.checked)} />
          {keyWordsIn(language()).keyboard.single}
        </label>
        <Show when={props.settings}>{(address) => <A href={address()} onClick={() => dialog?.close()}>{texts().settings}</A>}</Show>
      </div>
    </dialog>
  );
}

/** Keys one after the other, each in a frame of its own. */
export function Keys(props: { keys: string }) {
  const { language } = usePreferences();
  return <For each={props.keys.split(' ')}>{(stroke, index) => <>{index() > 0 ? ' ' : ''}<kbd class={styles.cap}>{keyText(stroke, language(), isMac())}</kbd></>}</For>;
}
