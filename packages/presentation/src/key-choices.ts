import { actionsOf, keymap, type Action } from './keymap.js';

/** The keys that somebody would rather press, instead of the single keys an action has; `''` where it is to have none. */
export type KeyChoices = Readonly<Partial<Record<Action, string>>>;

/** Why keys cannot be those of an action: they are none, another has them, or one of the two would wait for the other. */
export interface KeyProblem {
  readonly kind: 'not-keys' | 'taken' | 'begins';
  readonly by: Action | null;
}

/** Keys that type nothing, and those pressed with Ctrl or Alt: they work also where single keys do not, and nobody has to give them up. */
const isSafe = (keys: string): boolean => /^(\w+\+.+|F\d+)$/.test(keys);

/** The keys of each action of the browser as somebody has chosen them. */
export function keysInForce(choices: KeyChoices, singleKeys = true): ReadonlyMap<Action, readonly string[]> {
  return new Map(actionsOf('web').map((action) => {
    const own = keymap[action].web ?? [];
    const chosen = choices[action];
    const wanted = chosen === undefined ? own : [...(chosen === '' ? [] : [chosen]), ...own.filter(isSafe)];
    return [action, singleKeys ? wanted : wanted.filter(isSafe)];
  }));
}

/** What was typed into a field as keys: one or two characters, `⇧P` and `Shift+P` as well as `P`. Nothing where it is none. */
export function keysFromText(text: string): string | null {
  const strokes = text.trim().split(/\s+/).map((stroke) => stroke.replace(/^(⇧|shift\+)(.)$/iu, (_, _shift, key: string) => key.toUpperCase()));
  return strokes.length <= 2 && strokes.every((stroke) => /^[\p{L}\p{N}\p{P}\p{S}]$/u.test(stroke)) ? strokes.join(' ') : null;
}

/** The menu of periods opens after a moment in which its longer keys can go on. */
const mayBegin = (short: Action, long: Action): boolean => short === 'time.menu' && long.startsWith('time.');

/** What keeps keys from being an action's; `null` where nothing does. */
export function keyProblem(action: Action, keys: string, choices: KeyChoices): KeyProblem | null {
  if (keys === '') return null;
  if (keysFromText(keys) !== keys) return { kind: 'not-keys', by: null };
  for (const [other, theirs] of keysInForce(choices)) {
    if (other === action) continue;
    for (const their of theirs) {
      if (their === keys) return { kind: 'taken', by: other };
      if ((keys.startsWith(`${their} `) && !mayBegin(other, action)) || (their.startsWith(`${keys} `) && !mayBegin(action, other))) return { kind: 'begins', by: other };
    }
  }
  return null;
}

/** Choices as they were remembered; what is none, or contradicts what stands before it, is as if it had never been chosen. */
export function keyChoicesFrom(remembered: unknown): KeyChoices {
  if (typeof remembered !== 'object' || remembered === null) return {};
  let choices: KeyChoices = {};
  for (const action of actionsOf('web')) {
    const keys: unknown = (remembered as Readonly<Record<string, unknown>>)[action]; // An object that is not null can be asked for any name.
    if (typeof keys === 'string' && keyProblem(action, keys, choices) === null) choices = { ...choices, [action]: keys };
  }
  return choices;
}

/** What keys pressed so far mean: an action, the beginning of others, or nothing. */
export interface KeyMatch {
  readonly action: Action | null;
  readonly longer: readonly Action[];
}

/** Looks up what was pressed among the keys of those actions that work where somebody is. */
export function matchKeys(pressed: string, keys: ReadonlyMap<Action, readonly string[]>, works: (action: Action) => boolean): KeyMatch {
  const usable = [...keys].filter(([action]) => works(action));
  return {
    action: usable.find(([, own]) => own.includes(pressed))?.[0] ?? null,
    longer: usable.flatMap(([action, own]) => (own.some((one) => one.startsWith(`${pressed} `)) ? [action] : [])),
  };
}
