import { useState } from 'react';
import type { Language } from '@pegel/domain';
import { actionGroups, actionGroupWords, actionWords, keymap, keysFor, keyText, wordsIn, type Action } from '@pegel/presentation';
import { padEnd, widthOf } from '../fit.js';
import { drawn } from '../spans.js';
import type { Theme } from '../theme.js';
import { Chooser, type Choice } from './Chooser.js';
import { arrowNames } from './hint-words.js';
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
  const keysOf = (action: Action): string => drawn(writtenKeys(action, language, singleKeys, theme), theme.glyphs);
  const found = actionGroups.flatMap((group) => works.filter((action) => keymap[action].group === group)).filter((action) => isNamed(action, keysOf(action), typed, language));
  const keysWidth = Math.max(...works.map((action) => widthOf(keysOf(action))));
  const choices = found.map((action): Choice => ({ id: action, text: `${padEnd(keysOf(action), keysWidth)} ${actionWords[action][language]}`, aside: actionGroupWords[keymap[action].group][language] }));
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

/** The first two keys of an action. */
const writtenKeys = (action: Action, language: Language, singleKeys: boolean, { glyphs }: Theme): string => {
  const keys = keysFor(action, 'terminal', singleKeys).map((one) => keyText(one, language)).slice(0, 2);
  return keys.map((key) => (glyphs.arrows === 'named' ? (arrowNames[key]?.[language] ?? key) : key)).join(', ');
};

const isNamed = (action: Action, keys: string, typed: string, language: Language): boolean => {
  const text = `${actionWords[action][language]} ${actionGroupWords[keymap[action].group][language]} ${keys}`.toLocaleLowerCase(language);
  return typed.trim().toLocaleLowerCase(language).split(/\s+/).every((word) => text.includes(word));
};
