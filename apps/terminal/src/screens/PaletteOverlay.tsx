import { useMemo, useState } from 'react';
import type { GroupsView, Language } from '@pegel/domain';
import { keymap, offeredAtFirst, paletteEntries, recentResults, searchPalette, shownKey, type Action, type OrganisationView, type PalettePlace, type PaletteResult, type ViewState } from '@pegel/presentation';
import type { Theme } from '../theme.js';
import { Chooser, type Choice } from './Chooser.js';
import type { Size } from './layout.js';
import { overlayWords } from './overlay-words.js';
import { useChoice } from './use-choice.js';
import { useSingleKeys, useTyping } from './use-keys.js';

interface PaletteOverlayProps {
  /** What somebody looks at; null where that is no page of numbers. */
  readonly state: ViewState | null;
  readonly organisation: OrganisationView;
  readonly places: readonly PalettePlace[];
  /** What the page can be narrowed to, as far as it is known. */
  readonly groups: GroupsView['groups'];
  readonly works: readonly Action[];
  /** What was chosen before, the last first. */
  readonly recent: readonly string[];
  readonly size: Size;
  readonly language: Language;
  readonly theme: Theme;
  onChoose(result: PaletteResult): void;
  onLeave(): void;
}

/** Everything there is to find, by what it is called in any language. */
export function PaletteOverlay({ state, organisation, places, groups, works, recent, size, language, theme, onChoose, onLeave }: PaletteOverlayProps) {
  const [typed, setTyped] = useState('');
  const words = overlayWords[language];
  const singleKeys = useSingleKeys();
  const entries = useMemo(() => paletteEntries({ state, organisation, places, groups, works }), [state, organisation, places, groups, works]);
  const found = useMemo(() => {
    if (typed.trim() !== '') return searchPalette(entries, typed, language);
    const before = recentResults(entries, recent, language);
    return [...before, ...offeredAtFirst(entries, language).filter(({ id }) => before.every((one) => one.id !== id))];
  }, [entries, typed, recent, language]);
  const choices = found.map((result): Choice => ({ id: result.id, text: result.title, aside: result.place ?? keysOf(result, language, singleKeys) }));
  const { at, chosen, move, restart } = useChoice(found);
  const type = (text: string) => {
    setTyped(text);
    restart();
  };
  useTyping({
    text: (text) => type(typed + text),
    key(key) {
      const result = chosen();
      switch (key) {
        case 'Escape':
        case 'Mod+k':
          return onLeave();
        case 'Enter':
          return result === undefined ? undefined : onChoose(result);
        case 'Backspace':
          return typed === '' ? onLeave() : type([...typed].slice(0, -1).join(''));
        case 'ArrowDown':
        case 'Tab':
          return move(1);
        case 'ArrowUp':
        case 'Shift+Tab':
          return move(-1);
        default:
          return undefined;
      }
    },
  });
  return <Chooser title={words.search} foot={words.run} typed={typed} prompt={words.typeToFilter} choices={choices} at={at} notes={choices.length === 0 ? [words.nothingFound(typed)] : []} size={size} theme={theme} />;
}

/** The keys that would have done the same. */
function keysOf({ id, deed }: PaletteResult, language: Language, singleKeys: boolean): string {
  const named = [id, id.replace('range.', 'time.'), id.replace('place.', 'page.')].find((one) => Object.hasOwn(keymap, one));
  const action = deed.kind === 'do' ? deed.action : named === undefined ? null : (named as Action); // Just looked up.
  return action === null ? '' : shownKey(action, 'terminal', language, singleKeys);
}
