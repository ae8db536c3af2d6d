import { createContext, createEffect, createMemo, createSignal, useContext, type Accessor } from 'solid-js';
import { languageOf, languages, type Language } from '@pegel/domain';
import { keyChoicesFrom, keysInForce, wordsIn, type Action, type Dictionary, type KeyChoices } from '@pegel/presentation';
import { createMedia } from './create-media.js';
import { recall, remember } from './stored.js';

export const themes = ['system', 'light', 'dark', 'contrast'] as const;
type Theme = (typeof themes)[number];

/** How this reader likes to read; remembered by the browser, never sent. */
export interface Preferences {
  readonly language: Accessor<Language>;
  readonly words: Accessor<Dictionary>;
  readonly theme: Accessor<Theme>;
  readonly usesKeys: Accessor<boolean>;
  /** The keys they would rather press. */
  readonly keyChoices: Accessor<KeyChoices>;
  /** The keys of each action, as they are then. */
  readonly keys: Accessor<ReadonlyMap<Action, readonly string[]>>;
  chooseLanguage(language: Language): void;
  chooseTheme(theme: Theme): void;
  useKeys(uses: boolean): void;
  chooseKeys(choices: KeyChoices): void;
}

const isLanguage = (text: string | null | undefined): text is Language => languages.some((language) => language === text);

/** A language in the link wins over the one chosen before, and that over the browser's. */
export function createPreferences(linked: Accessor<string | undefined>): Preferences {
  const remembered = recall('language');
  const [chosen, setChosen] = createSignal<Language>(isLanguage(remembered) ? remembered : languageOf(navigator.language));
  const language = createMemo(() => {
    const link = linked();
    return isLanguage(link) ? link : chosen();
  });
  const [theme, setTheme] = createSignal<Theme>(themes.find((candidate) => candidate === recall('theme')) ?? 'system');
  const [usesKeys, setUsesKeys] = createSignal(recall('keys') !== 'off');
  const [keyChoices, setKeyChoices] = createSignal(keyChoicesFrom(parsed(recall('keymap'))));
  const wantsContrast = createMedia('(prefers-contrast: more)', false);

  createEffect(() => {
    document.documentElement.lang = language();
  });
  createEffect(() => {
    // As in before-paint.js, which does this once before anything is painted.
    const shown = theme() === 'system' && wantsContrast() ? 'contrast' : theme();
    if (shown === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = shown;
  });

  return {
    language,
    words: createMemo(() => wordsIn(language())),
    theme,
    usesKeys,
    keyChoices,
    keys: createMemo(() => keysInForce(keyChoices(), usesKeys())),
    chooseLanguage(next) {
      remember('language', next);
      setChosen(next);
    },
    chooseTheme(next) {
      remember('theme', next);
      setTheme(next);
    },
    useKeys(uses) {
      remember('keys', uses ? 'on' : 'off');
      setUsesKeys(uses);
    },
    chooseKeys(choices) {
      remember('keymap', JSON.stringify(choices));
      setKeyChoices(choices);
    },
  };
}

/** What was remembered may be anything. */
function parsed(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return null;
  }
}

export const PreferencesContext = createContext<Preferences>();

/** The reader's preferences, from anywhere inside the app. */
export function usePreferences(): Preferences {
  const preferences = useContext(PreferencesContext);
  if (preferences === undefined) throw new Error('Preferences are only known inside the app.');
  return preferences;
}
