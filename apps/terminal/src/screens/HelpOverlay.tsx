import { useState } from 'react';
import type { Language } from '@pegel/domain';
import { actionGroups, actionGroupWords, actionWords, keymap, keysFor, keyText, wordsIn, type Action } from '@pegel/presentation';
import { padEnd } from '../fit.js';
import { drawn } from '../spans.js';
import type { Theme } from '../theme.js';
import { Chooser, type Choice } from './Chooser.js';
import type { Size } from './layout.js';
import { overlayWords } from './overlay-words.js';
import { useChoice } from './use-choice.js';
import { useSingleKeys, useTyping } from './use-keys.js';

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
  const words = overlayWords[language];
  const singleKeys = useSingleKeys();
  const found = actionGroups.flatMap((group) => works.filter((action) => keymap[action].group === group)).filter((action) => isNamed(action, typed, language, singleKeys));
  const choices = found.map((action): Choice => ({ id: action, text: `${padEnd(drawn(keysOf(action, language, singleKeys), theme.glyphs), 11)} ${actionWords[action][language]}`, aside: actionGroupWords[keymap[action].group][language] }));
  const { at, chosen, move, restart } = useChoice(found);
  const type = (text: string) => {
    setTyped(text);
    restart();
  };
  useTyping({
    text: (text) => (typed === '' && text === '?' ? onLeave() : type(typed + text)),
    key(key) {
      const action = chosen();
      switch (key) {
        case 'Escape':
        case 'F1':
          return onLeave();
        case 'Enter':
          return action === undefined ? undefined : onRun(action);
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
  return <Chooser title={wordsIn(language).keys.title} foot={words.run} typed={typed} prompt={words.typeToFilter} choices={choices} at={at} notes={choices.length === 0 ? [words.noKey(typed)] : []} size={size} theme={theme} />;
}

const keysOf = (action: Action, language: Language, singleKeys: boolean): string => keysFor(action, 'terminal', singleKeys).map((keys) => keyText(keys, language)).slice(0, 2).join(', ');

const isNamed = (action: Action, typed: string, language: Language, singleKeys: boolean): boolean => {
  const text = `${actionWords[action][language]} ${actionGroupWords[keymap[action].group][language]} ${keysOf(action, language, singleKeys)}`.toLocaleLowerCase(language);
  return typed.trim().toLocaleLowerCase(language).split(/\s+/).every((word) => text.includes(word));
};
