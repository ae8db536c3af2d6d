import { useMemo, useRef, useState } from 'react';
import type { GroupsView, Language } from '@pegel/domain';
import { groupChoices, groupWordsIn, localeOf, wordsIn, type GroupChoice, type GroupFilter, type OrganisationView } from '@pegel/presentation';
import type { Theme } from '../theme.js';
import { Chooser, type Choice } from './Chooser.js';
import type { Size } from './layout.js';
import { overlayWords } from './overlay-words.js';
import type { Answer } from './use-answer.js';
import { useTyping } from './use-keys.js';

interface GroupOverlayProps {
  readonly groups: Answer<GroupsView>;
  readonly chosen: GroupFilter | null;
  readonly organisation: Pick<OrganisationView, 'currency'>;
  readonly size: Size;
  readonly language: Language;
  readonly theme: Theme;
  /** Null is everyone. */
  onChoose(group: GroupFilter | null): void;
  onLeave(): void;
}

/** Everything that the page can be narrowed to, with how many people are in it; typed words leave those that are called so. */
export function GroupOverlay({ groups, chosen, organisation: { currency }, size, language, theme, onChoose, onLeave }: GroupOverlayProps) {
  const [typed, setTyped] = useState('');
  // Until somebody moves it stands on what is chosen, or on the first that was found and has numbers.
  const [moved, setMoved] = useState<number | null>(null);
  const words = overlayWords[language];
  const texts = groupWordsIn(language);
  const { value, problem } = groups;
  const offered = useMemo(() => (value === null ? null : groupChoices(value, chosen, typed, localeOf(language, { currency, today: null }))), [value, chosen, typed, language, currency]);
  const found = offered?.kinds.flatMap(({ choices }) => choices) ?? [];
  const all: readonly (GroupChoice | null)[] = value === null ? [] : typed.trim() === '' ? [null, ...found] : found;
  const begins = all.findIndex((choice) => (typed.trim() === '' ? (choice === null ? chosen === null : choice.isChosen) : choice?.canBeChosen === true));
  const at = moved ?? Math.max(0, begins);
  // Enter can follow an arrow before the frame with it has been drawn.
  const newest = useRef({ all, at });
  newest.current = { all, at };
  const move = (step: number) => {
    newest.current.at = Math.max(0, Math.min(newest.current.all.length - 1, newest.current.at + step));
    setMoved(newest.current.at);
  };
  const type = (change: (before: string) => string) => {
    setTyped(change);
    setMoved(null);
  };
  useTyping({
    text: (text) => type((before) => (before + text).slice(0, typedMax)),
    key(key) {
      const choice = newest.current.all[newest.current.at];
      switch (key) {
        case 'Escape':
          return onLeave();
        case 'Enter':
          if (value === null) return problem === '' ? undefined : groups.again();
          if (choice === null) return onChoose(null);
          return choice?.canBeChosen === true ? onChoose(choice.group) : undefined;
        case 'Backspace':
          return typed === '' ? onLeave() : type((before) => [...before].slice(0, -1).join(''));
        case 'ArrowDown':
        case 'Tab':
          return move(1);
        case 'ArrowUp':
        case 'Shift+Tab':
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
  const mark = (isChosen: boolean) => (isChosen ? theme.glyphs.chosen : ' ');
  const choices = all.map((choice): Choice =>
    choice === null
      ? { id: '', text: `${mark(chosen === null)} ${texts.everyone}`, aside: '' }
      : { id: choice.label, text: `${mark(choice.isChosen)} ${choice.label}`, aside: choice.size },
  );
  const notes = offered === null ? [problem === '' ? texts.loading : `${problem} ↵ ${wordsIn(language).panel.retry}`] : [offered.empty, offered.note].filter((note) => note !== null);
  return <Chooser title={texts.title} foot={words.run} typed={typed} prompt={words.typeToFilter} choices={choices} at={Math.min(at, choices.length - 1)} notes={notes} size={size} theme={theme} />;
}

const typedMax = 80;
