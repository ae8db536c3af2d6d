import { useRef, useState } from 'react';
import type { Language } from '@pegel/domain';
import { actionGroups, actionGroupWords, actionWords, keymap, keyText, wordsIn, type Action } from '@pegel/presentation';
import { padEnd } from '../fit.js';
import { drawn } from '../spans.js';
import type { Theme } from '../theme.js';
import { Chooser, type Choice } from './Chooser.js';
import type { Size } from './layout.js';
import { overlayWords } from './overlay-words.js';
import { useTyping } from './use-keys.js';

interface HelpOverlayProps {
  /** What keys would do where somebody is. */
  readonly works: readonly Action[];
  readonly size: Size;
  readonly language: Language;
  readonly theme: Theme;
  onRun(action: Action): void;
  onLeave(): void;
}

/** Every key of what is on the screen, from the same table that decides what they do; typed words leave those that are called so. */
export function HelpOverlay({ works, size, language, theme, onRun, onLeave }: HelpOverlayProps) {
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const words = overlayWords[language];
  const found = actionGroups.flatMap((group) => works.filter((action) => keymap[action].group === group)).filter((action) => isNamed(action, typed, language));
  const choices = found.map((action): Choice => ({ id: action, text: `${padEnd(drawn(keysOf(action, language), theme.glyphs), 11)} ${actionWords[action][language]}`, aside: actionGroupWords[keymap[action].group][language] }));
  // Enter can follow an arrow before the frame with it has been drawn.
  const newest = useRef({ found, at });
  newest.current = { found, at };
  const move = (step: number) => {
    newest.current.at = Math.max(0, Math.min(newest.current.found.length - 1, newest.current.at + step));
    setAt(newest.current.at);
  };
  const type = (text: string) => {
    setTyped(text);
    setAt(0);
  };
  useTyping({
    text: (text) => (typed === '' && text === '?' ? onLeave() : type(typed + text)),
    key(key) {
      const chosen = newest.current.found[newest.current.at];
      switch (key) {
        case 'Escape':
          return onLeave();
        case 'Enter':
          return chosen === undefined ? undefined : onRun(chosen);
        case 'Backspace':
          return typed === '' ? onLeave() : type([...typed].slice(0, -1).join(''));
        case 'ArrowDown':
          return move(1);
        case 'ArrowUp':
          return move(-1);
        case 'PageDown':
          return move(10);
        case 'PageUp':
          return move(-10);
        default:
          return undefined;
      }
    },
  });
  return <Chooser title={wordsIn(language).keys.title} foot={words.run} typed={typed} prompt={words.typeToFilter} choices={choices} at={Math.min(at, choices.length - 1)} notes={choices.length === 0 ? [words.noKey(typed)] : []} size={size} theme={theme} />;
}

const keysOf = (action: Action, language: Language): string => (keymap[action].terminal ?? []).map((keys) => keyText(keys, language)).slice(0, 2).join(', ');

const isNamed = (action: Action, typed: string, language: Language): boolean => {
  const text = `${actionWords[action][language]} ${actionGroupWords[keymap[action].group][language]} ${keysOf(action, language)}`.toLocaleLowerCase(language);
  return typed.trim().toLocaleLowerCase(language).split(/\s+/).every((word) => text.includes(word));
};
