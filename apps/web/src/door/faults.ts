import type { Says } from '../form/create-form.js';
import { usePreferences } from '../primitives/create-preferences.js';
import type { Answer } from '../session/asking.js';
import { useDoorWords } from './door-words.js';

/** Why something was not done that has nothing to do with what it was. */
export type Fault = 'too-many' | 'unreachable' | 'failed';

export const faultIn = (answer: Exclude<Answer<unknown>, { readonly kind: 'answered' }>): Fault =>
  answer.kind === 'unreachable' ? 'unreachable' : answer.status === 429 ? 'too-many' : 'failed';

/** What is said of each; a page may have a better sentence for some. */
export function useFaultSentences(better: Partial<Record<Fault, Says>> = {}): Readonly<Record<Fault, Says>> {
  const { words } = usePreferences();
  const door = useDoorWords();
  return { 'too-many': () => door().form.tooMany, unreachable: () => words().state.unreachable, failed: () => words().action.failed, ...better };
}
