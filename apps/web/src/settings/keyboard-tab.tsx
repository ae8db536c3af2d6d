import type { Language } from '@pegel/domain';
import { createSignal, createUniqueId, For, Show } from 'solid-js';
import { actionGroups, actionGroupWords, actionsOf, actionWords, keymap, keyProblem, keysFromText, keyText, keyWordsIn, type Action, type KeyChoices } from '@pegel/presentation';
import panel from '../panels/panel.module.css';
import { usePreferences } from '../primitives/create-preferences.js';
import controls from '../shell/controls.module.css';
import forms from '../shell/form.module.css';
import own from './own-tabs.module.css';
import styles from './settings.module.css';

/** Whether single keys act in this browser, and which they are. */
export function KeyboardTab() {
  const { language, usesKeys, useKeys, keyChoices, chooseKeys } = usePreferences();
  const texts = () => keyWordsIn(language()).keyboard;
  const heading = createUniqueId();
  const hint = createUniqueId();
  const [said, setSaid] = createSignal('');
  const choose = (action: Action, choices: KeyChoices) => {
    chooseKeys(choices);
    setSaid(texts().changed(actionWords[action][language()], choices[action] === undefined ? usualKeys(action, language()) : choices[action] === '' ? '' : keyText(choices[action], language())));
  };
  const reset = () => {
    chooseKeys({});
    setSaid(texts().usualAgain);
  };
  return (
    <section class={panel.panel} aria-labelledby={heading}>
      <h2 id={heading}>{texts().title}</h2>
      <p class={styles.about}>{texts().about}</p>
      <label class={own.choice}>
        <input type="checkbox" checked={usesKeys()} onChange={(event) => useKeys(event.currentTarget.checked)} />
        <span>{texts().single}</span>
        <small>{texts().singleHint}</small>
      </label>
      <p class={own.hint} id={hint}>{texts().ownHint}</p>
      <p class={own.said} role="status">{said()}</p>
      <div class={own.groups}>
        <For each={actionGroups}>
          {(group) => (
            <section class={own.group}>
              <h3>{actionGroupWords[group][language()]}</h3>
              <For each={remappable.filter((action) => keymap[action].group === group)}>
                {(action) => <KeyField action={action} choices={keyChoices()} hint={hint} onChoose={(choices) => choose(action, choices)} />}
              </For>
            </section>
          )}
        </For>
      </div>
      <div>
        <button type="button" class={controls.button} disabled={Object.keys(keyChoices()).length === 0} onClick={reset}>{texts().reset}</button>
      </div>
    </section>
  );
}

/** What Alt and an arrow do has no single key to be changed. */
const remappable = actionsOf('web').filter((action) => keymap[action].web?.some((keys) => keysFromText(keys) === keys));
const usualKeys = (action: Action, language: Language): string => keymap[action].web?.map((keys) => keyText(keys, language)).join(' · ') ?? '';

/** The key of one action. What is refused stays in the field, with what is wrong with it. */
function KeyField(props: { action: Action; choices: KeyChoices; hint: string; onChoose: (choices: KeyChoices) => void }) {
  const { language } = usePreferences();
  const texts = () => keyWordsIn(language()).keyboard;
  const problemId = createUniqueId();
  const [problem, setProblem] = createSignal('');
  const name = () => actionWords[props.action][language()];
  const shown = () => props.choices[props.action] ?? keymap[props.action].web?.find((keys) => keysFromText(keys) === keys) ?? '';
  const take = (typed: string) => {
    const keys = typed.trim() === '' ? '' : keysFromText(typed);
    const found = keys === null ? ({ kind: 'not-keys', by: null } as const) : keyProblem(props.action, keys, props.choices);
    const other = found?.by == null ? '' : actionWords[found.by][language()];
    setProblem(found === null ? '' : found.kind === 'not-keys' ? texts().notKeys(typed.trim()) : texts()[found.kind](keyText(keys ?? '', language()), other));
    if (found !== null || keys === null || keys === shown()) return;
    const { [props.action]: _former, ...rest } = props.choices;
    props.onChoose(keymap[props.action].web?.[0] === keys ? rest : { ...rest, [props.action]: keys });
  };
  return (
    <div>
      <label class={own.key}>
        <span>{name()} <small>{texts().usual(usualKeys(props.action, language()))}</small></span>
        <input
          value={shown()} size="4" maxlength="9" autocomplete="off" autocapitalize="off" spellcheck={false} aria-label={texts().ownKey(name())}
          aria-describedby={`${problemId} ${props.hint}`} aria-invalid={problem() !== ''} onChange={(event) => take(event.currentTarget.value)}
        />
      </label>
      <Show when={problem() !== ''}><p class={forms.problem} id={problemId} role="alert">{problem()}</p></Show>
    </div>
  );
}
