import type { Accessor } from 'solid-js';
import { settingsWordsIn, type SettingsWords } from '@pegel/presentation';
import { usePreferences } from '../primitives/create-preferences.js';

/** What the settings say, in the reader's language. */
export function useSettingsTexts(): Accessor<SettingsWords> {
  const { language } = usePreferences();
  return () => settingsWordsIn(language());
}
