import { createMemo, type Accessor } from 'solid-js';
import { doorWordsIn, type DoorWords } from '@pegel/presentation';
import { usePreferences } from '../primitives/create-preferences.js';

/** What these pages say in the reader's language. */
export function useDoorWords(): Accessor<DoorWords> {
  const { language } = usePreferences();
  return createMemo(() => doorWordsIn(language()));
}
