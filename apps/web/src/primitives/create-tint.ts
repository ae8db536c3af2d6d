import { useLocation } from '@solidjs/router';
import { createEffect, on, type Accessor } from 'solid-js';
import { usePreferences } from './create-preferences.js';

const tintMilliseconds = 600;
const moves = (): boolean => window.matchMedia('(prefers-reduced-motion: no-preference)').matches;

/**
 * Tints an element for a moment when the number in it becomes another by itself: not when somebody chose other days or
 * another language, and not for people who want nothing to move.
 */
export function createTint(): (number: Accessor<string | undefined>) => (element: HTMLElement) => void {
  const location = useLocation();
  const { language } = usePreferences();
  const chosen = () => `${location.pathname}${location.search} ${language()}`;
  return (number) => (element) => {
    let shown = { chosen: chosen(), number: number() };
    createEffect(
      on([chosen, number], ([choice, text]) => {
        const isNew = choice === shown.chosen && shown.number !== undefined && text !== undefined && text !== shown.number;
        // What was chosen loads for a while under its new address; its first number is no news.
        if (text !== shown.number || choice === shown.chosen) shown = { chosen: choice, number: text };
        if (isNew && moves()) {
          element.animate([{ backgroundColor: 'var(--accent-soft)' }, { backgroundColor: 'transparent' }], { duration: tintMilliseconds, easing: 'ease-out' });
        }
      }, { defer: true }),
    );
  };
}
