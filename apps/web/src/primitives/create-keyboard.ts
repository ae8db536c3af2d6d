import { createContext, createSignal, onCleanup, onMount, useContext, type Accessor } from 'solid-js';
import { actionsOf, matchKeys, type Action } from '@pegel/presentation';

/** What is done for actions; `false` says that it is not to be done here after all. */
export type Handlers = Readonly<Partial<Record<Action, () => unknown>>>;

/** What is asked last: the frame of every page leaves to the page what the page does itself. */
export type Layer = 'frame' | 'page';

/** The keys of the whole app: one listener, whatever is on the page. */
export interface Keyboard {
  /** What works where somebody is now, in the order of the help. */
  readonly works: Accessor<readonly Action[]>;
  /** Keys that are waiting for the next one, such as `g`. */
  readonly pressed: Accessor<string>;
  /** Does what a key would do; for whatever offers the same in another form. */
  run(action: Action): boolean;
  /** Adds what a part of a page can do; the answer takes it away again. */
  add(handlers: Accessor<Handlers>, layer: Layer): () => void;
}

/** So long may somebody think between two keys; the menu of periods, which is one of both, opens sooner. */
const patienceMilliseconds = { longer: 2_000, either: 700 };

/** Listens to the keys of the whole document. They mean nothing while somebody types or answers a question. */
export function createKeyboard(keys: Accessor<ReadonlyMap<Action, readonly string[]>>): Keyboard {
  const [added, setAdded] = createSignal<readonly { readonly handlers: Accessor<Handlers>; readonly layer: Layer }[]>([]);
  const [pressed, setPressed] = createSignal('');
  let waiting: ReturnType<typeof setTimeout> | undefined;

  /** The newest first, what belongs to the frame after everything else. */
  const asked = () => added().toReversed().toSorted((a, b) => Number(a.layer === 'frame') - Number(b.layer === 'frame'));
  const worksNow = (action: Action) => added().some(({ handlers }) => handlers()[action] !== undefined);
  const run = (action: Action): boolean => asked().some(({ handlers }) => {
    const doIt = handlers()[action];
    return doIt !== undefined && doIt() !== false;
  });
  const forget = () => {
    clearTimeout(waiting);
    setPressed('');
  };

  const onKey = (event: KeyboardEvent) => {
    const stroke = strokeOf(event);
    if (stroke === null) return;
    const isSafe = stroke.length > 1;
    if (event.defaultPrevented || (isTyping(event.target) && !isSafe) || isAsked(event.target)) return forget();
    const before = pressed();
    forget();
    const together = before === '' ? stroke : `${before} ${stroke}`;
    const match = [together, stroke].map((candidate) => ({ keys: candidate, ...matchKeys(candidate, keys(), worksNow) })).find(({ action, longer }) => action !== null || longer.length > 0);
    if (match === undefined) return;
    if (match.longer.length === 0) {
      if (match.action !== null && run(match.action)) event.preventDefault();
      return;
    }
    event.preventDefault();
    setPressed(match.keys);
    waiting = setTimeout(() => {
      setPressed('');
      if (match.action !== null) run(match.action);
    }, match.action === null ? patienceMilliseconds.longer : patienceMilliseconds.either);
  };
  onMount(() => document.addEventListener('keydown', onKey));
  onCleanup(() => {
    document.removeEventListener('keydown', onKey);
    clearTimeout(waiting);
  });

  return {
    works: () => actionsOf('web').filter(worksNow),
    pressed,
    run,
    add: (handlers, layer) => {
      const part = { handlers, layer };
      setAdded((parts) => [...parts, part]);
      return () => setAdded((parts) => parts.filter((other) => other !== part));
    },
  };
}

export const KeyboardContext = createContext<Keyboard>();

/** The keys of the app, from anywhere inside it. */
export function useKeyboard(): Keyboard {
  const keyboard = useContext(KeyboardContext);
  if (keyboard === undefined) throw new Error('Keys are only known inside the app.');
  return keyboard;
}

const modifierKeys = ['Shift', 'Control', 'Alt', 'AltGraph', 'Meta', 'CapsLock', 'Dead', 'Process', 'Unidentified'];

/** A key press as the key map writes it; `null` for what is no key of its own. What AltGr types is what it types. */
function strokeOf(event: KeyboardEvent): string | null {
  if (event.isComposing || modifierKeys.includes(event.key)) return null;
  if (event.getModifierState('AltGraph')) return event.key;
  if (event.ctrlKey || event.metaKey) return event.altKey || event.shiftKey ? null : `Mod+${event.key.toLowerCase()}`;
  return event.altKey ? `Alt+${event.key}` : event.key;
}

/** A range is an input too, and so is a box to tick, but nobody types into them. */
function isTyping(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return !['range', 'checkbox', 'radio', 'button', 'submit'].includes(target.type);
  return target instanceof HTMLElement && (target.isContentEditable || target instanceof HTMLSelectElement || target instanceof HTMLTextAreaElement);
}

/** Whether somebody is in a dialog over the page, which waits; an explanation is beside the page, also where it covers it. */
const isAsked = (target: EventTarget | null): boolean => target instanceof Element && target.closest('dialog[open]:not([data-drawer]), [aria-modal="true"]:not([data-drawer])') !== null;
