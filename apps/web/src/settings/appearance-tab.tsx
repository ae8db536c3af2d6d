import { createUniqueId, For } from 'solid-js';
import { languageNames, languages } from '@pegel/domain';
import { keyWordsIn } from '@pegel/presentation';
import panel from '../panels/panel.module.css';
import { themes, usePreferences } from '../primitives/create-preferences.js';
import { createLanguageChoice } from '../shell/account-settings.jsx';
import { Keys } from '../shell/shortcut-sheet.jsx';
import own from './own-tabs.module.css';
import styles from './settings.module.css';

/** How Pegel looks and speaks in this browser. */
export function AppearanceTab() {
  const { language, theme, chooseTheme, keys } = usePreferences();
  const chooseLanguage = createLanguageChoice();
  const texts = () => keyWordsIn(language()).appearance;
  const heading = createUniqueId();
  const [ofTheme, ofLanguage] = [createUniqueId(), createUniqueId()];
  return (
    <section class={panel.panel} aria-labelledby={heading}>
      <h2 id={heading}>{texts().title}</h2>
      <p class={styles.about}>{texts().about}</p>
      <fieldset class={own.choices}>
        <legend>{texts().theme}</legend>
        <For each={themes}>
          {(one) => (
            <label class={own.choice}>
              <input type="radio" name={ofTheme} value={one} checked={theme() === one} onChange={() => chooseTheme(one)} />
              <span>{texts().themes[one]}</span>
              <small>{texts().hints[one]}</small>
            </label>
          )}
        </For>
        <ByKey keys={keys().get('theme.cycle')?.[0]} />
      </fieldset>
      <fieldset class={own.choices}>
        <legend>{texts().language}</legend>
        <For each={languages}>
          {(one) => (
            <label class={own.choice} lang={one}>
              <input type="radio" name={ofLanguage} value={one} checked={language() === one} onChange={() => chooseLanguage(one)} />
              <span>{languageNames[one]}</span>
            </label>
          )}
        </For>
        <ByKey keys={keys().get('language.toggle')?.[0]} />
      </fieldset>
    </section>
  );
}

function ByKey(props: { keys: string | undefined }) {
  const { language } = usePreferences();
  return <p class={own.hint}>{props.keys === undefined ? '' : <>{keyWordsIn(language()).appearance.keys} <Keys keys={props.keys} />.</>}</p>;
}
