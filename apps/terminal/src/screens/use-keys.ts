import { useInput, useStdin, type Key } from 'ink';
import { createContext, useContext, useEffect, useRef, type RefObject } from 'react';
import { actionOf, actionsOf, isTyped, keymap, type Action } from '@pegel/presentation';
import { mouseIn, type Cell } from './mouse.js';
import { stopKey } from './stopping.js';

/** More characters at once than fingers type are text that was pasted, which is nobody's key. */
const typedMax = 8;

/** What Ink heard, as `KeyboardEvent.key` names it; one for each key that arrived at once; null where nobody pressed any. `sent` is what the terminal sent, to the byte. */
function keysOf(sent: string, input: string, key: Key): readonly string[] | null {
  if (key.tab) return [key.shift ? 'Shift+Tab' : 'Tab'];
  if (key.return) return ['Enter'];
  if (key.escape) return ['Escape'];
  // TRICKY: what most terminals send for Backspace, Ink calls Delete.
  if (key.backspace || key.delete) return ['Backspace'];
  if (key.upArrow) return ['ArrowUp'];
  if (key.downArrow) return ['ArrowDown'];
  if (key.leftArrow) return ['ArrowLeft'];
  if (key.rightArrow) return ['ArrowRight'];
  if (key.pageUp) return ['PageUp'];
  if (key.pageDown) return ['PageDown'];
  if (key.home) return ['Home'];
  if (key.end) return ['End'];
  if (isOfTerminal(sent)) return null;
  if (key.ctrl) return [`Mod+${input}`];
  // Escape and a key that follows it at once arrive as one key with Alt, which no action has.
  if (key.meta) return ['Escape', ...input];
  return input.length > typedMax ? [] : [...input];
}

/**
 * Whether something is of the terminal itself and no key that anybody pressed: an answer that came too late to be waited
 * for, such as `ESC [ ? 1 ; 2 c`, or a key that has no name here. Letters and digits in it are nobody's.
 */
function isOfTerminal(sent: string): boolean {
  // Parts of an answer that is a string are heard one after the other: how it begins, what it says, how it ends.
  // oxlint-disable-next-line no-control-regex -- a terminal sends escape sequences.
  return /^\x1B(?:[[O].|[\]P]$|\\$)/.test(sent) || /^11;rgba?:/.test(sent);
}

/** Keys by their names, and what they would type. */
type Heard = (keys: readonly string[], typed: string) => void;

/** Who the keys are for at the moment. Only one listens to the terminal, so that no key is lost while one page gives way to another. */
const Listener = createContext<RefObject<Heard | null>>({ current: null });
export const KeyListener = Listener.Provider;

/** Whether letters, digits and marks are keys of their own outside of what is typed into. */
const SingleKeys = createContext(true);
export const SingleKeysProvider = SingleKeys.Provider;
export const useSingleKeys = (): boolean => useContext(SingleKeys);

/** F1, as terminals of several kinds send it; Ink does not say which of the F keys it heard. */
const isHelpKey = (sent: string): boolean => ['\x1BOP', '\x1B[P', '\x1B[11~', '\x1B[[A'].includes(sent);

/** Listens for whoever the keys are for. What a mouse did is handed on as well: its wheel is the arrows up and down. */
export function useListener(pressed: (cell: Cell) => void, stop: () => void): RefObject<Heard | null> {
  const listener = useRef<Heard | null>(null);
  const { internal_eventEmitter: sent } = useStdin();
  const press = useRef(pressed);
  press.current = pressed;
  const halt = useRef(stop);
  halt.current = stop;
  const sequenceSent = useRef('');
  // Effects run in their order: this one hears first what Ink names next.
  useEffect(() => {
    const hear = (sequence: string): void => {
      sequenceSent.current = sequence;
      if (sequence === stopKey) return halt.current();
      if (isHelpKey(sequence)) return listener.current?.(['F1'], '');
      const done = mouseIn(sequence);
      if (done?.kind === 'press') press.current(done.cell);
      if (done?.kind === 'wheel') for (let row = 0; row < wheelRows; row += 1) listener.current?.([done.down ? 'ArrowDown' : 'ArrowUp'], '');
    };
    sent.on('input', hear);
    return () => void sent.off('input', hear);
  }, [sent]);
  useInput((input, key) => {
    const keys = keysOf(sequenceSent.current, input, key);
    if (keys !== null) listener.current?.(keys, input);
  });
  return listener;
}

/** How far one notch of the wheel goes. */
const wheelRows = 3;

/** Has the keys from now on, while it is active. */
function useHeard(heard: Heard, isActive: boolean): void {
  const listener = useContext(Listener);
  if (isActive) listener.current = heard;
}

/** Every key that is pressed, by its name, while somebody listens. */
export function useKeys(handle: (key: string) => void, isActive = true): void {
  useHeard((keys) => {
    for (const one of keys) handle(one);
  }, isActive);
}

/** What somebody types into a field, as it arrives: pasted text is text here. */
export function useTyping(handle: { readonly text: (typed: string) => void; readonly key: (key: string) => void }, isActive = true): void {
  useHeard(([first], typed) => {
    if (first !== undefined && first.length > 1) return handle.key(first);
    // Nothing that could steer the terminal is kept, whatever was pasted.
    const text = typed.replace(/\p{C}/gu, '');
    if (text !== '') handle.text(text);
  }, isActive);
}

/** The actions of pressed keys, also of two that follow each other; keys that have none are handed on by their name. */
export function useActions(handle: { readonly action: (action: Action) => void; readonly key: (key: string) => void }, isActive: boolean): void {
  const begun = useRef<string | null>(null);
  const singleKeys = useSingleKeys();
  useKeys((key) => {
    if (!singleKeys && isTyped(key)) return;
    const before = begun.current;
    begun.current = null;
    const action = (before === null ? null : actionOf(`${before} ${key}`, 'terminal')) ?? actionOf(key, 'terminal');
    if (action !== null) return handle.action(action);
    if (isBeginning(key)) begun.current = key;
    else handle.key(key);
  }, isActive);
}

const isBeginning = (key: string): boolean => actionsOf('terminal').some((action) => keymap[action].terminal?.some((keys) => keys.startsWith(`${key} `)));
