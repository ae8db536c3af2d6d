import type { Language } from '@pegel/domain';

/** What keys can be pressed in: the browser, or the screens of the terminal. */
export type KeyClient = 'web' | 'terminal';

/** The groups of the help, in their order. */
export const actionGroups = ['go', 'move', 'time', 'panel', 'take', 'data', 'app'] as const;
export type ActionGroup = (typeof actionGroups)[number];

/**
 * The keys of something that can be asked for, the one that is shown first; where a client has none, it does not do it.
 * A key is written as `KeyboardEvent.key` names it: capital letters are typed with Shift, `Mod` is Ctrl, and ⌘ on a Mac.
 * Several keys one after the other stand apart: `g o`.
 */
export type Binding = { readonly group: ActionGroup } & { readonly [Client in KeyClient]?: readonly string[] };

const both = (group: ActionGroup, ...keys: readonly string[]) => ({ group, web: keys, terminal: keys });
const web = (group: ActionGroup, ...keys: readonly string[]) => ({ group, web: keys });
const terminal = (group: ActionGroup, ...keys: readonly string[]) => ({ group, terminal: keys });

const bindings = {
  'page.overview': both('go', '1', 'g o'),
  'page.activity': both('go', '2', 'g a'),
  'page.adoption': both('go', '3', 'g d'),
  'page.spend': both('go', '4', 'g s'),
  'page.exports': both('go', '5', 'g e'),
  'page.sources': both('go', '6', 'g r'),
  'page.settings': both('go', '7', 'g ,'),
  palette: { group: 'go', web: ['Mod+k', ':'], terminal: [':', 'Mod+k'] },
  'panel.next': { group: 'move', web: ['Alt+ArrowDown'], terminal: ['Tab'] },
  'panel.previous': { group: 'move', web: ['Alt+ArrowUp'], terminal: ['Shift+Tab'] },
  'row.next': { group: 'move', web: ['j'], terminal: ['ArrowDown', 'j'] },
  'row.previous': { group: 'move', web: ['k'], terminal: ['ArrowUp', 'k'] },
  'point.next': { group: 'move', web: ['l'], terminal: ['ArrowRight', 'l'] },
  'point.previous': { group: 'move', web: ['h'], terminal: ['ArrowLeft', 'h'] },
  'ends.last': { group: 'move', web: ['G'], terminal: ['End', 'G'] },
  'time.menu': both('time', 't'),
  'time.today': both('time', 't t'),
  'time.yesterday': both('time', 't d'),
  'time.7d': both('time', 't 7'),
  'time.28d': both('time', 't 4'),
  'time.90d': both('time', 't 9'),
  'time.mtd': both('time', 't m'),
  'time.qtd': both('time', 't q'),
  'time.ytd': both('time', 't y'),
  'time.12m': both('time', 't l'),
  'time.custom': both('time', 't c'),
  'time.previous': both('time', ',', '['),
  'time.next': both('time', '.', ']'),
  'time.reset': both('time', '0'),
  'time.pin': both('time', 'P', 't a'),
  'comparison.cycle': both('time', 'c'),
  'grain.cycle': both('time', 'i'),
  'spend.window': both('time', 'm'),
  'week.cycle': both('time', 'w'),
  'panel.table': both('panel', 'v'),
  'panel.enlarge': both('panel', 'f', '+'),
  'panel.explain': both('panel', 'e'),
  'panel.zoom': both('panel', 'z'),
  'list.filter': both('panel', '/'),
  'list.sort': terminal('panel', 's'),
  'copy.markdown': both('take', 'y'),
  'copy.link': both('take', 'Y'),
  'export.csv': both('take', 'x'),
  'open.other': web('take', 'o'),
  'group.choose': both('data', 'b'),
  'group.clear': both('data', 'B'),
  'open.browser': terminal('take', 'o'),
  'purpose.choose': terminal('data', 'u'),
  'live.pause': both('data', 'p'),
  'data.refresh': both('data', 'r', 'R'),
  'language.toggle': both('app', 'L'),
  'theme.cycle': web('app', 'T'),
  help: both('app', '?', 'F1'),
  quit: terminal('app', 'q'),
} as const satisfies Readonly<Record<string, Binding>>;

/** What a key press can ask for. */
export type Action = keyof typeof bindings;

/** Every action's keys. None needs AltGr for its first, so all work on a German keyboard. */
export const keymap: Readonly<Record<Action, Binding>> = bindings;

/** In the order of the help. */
export const actions = Object.keys(bindings) as readonly Action[]; // Object.keys forgets the literal keys.

/** Those that a client has keys for. */
export const actionsOf = (client: KeyClient): readonly Action[] => actions.filter((action) => keymap[action][client] !== undefined);

/** The action of a key in a client, if it has one. */
export const actionOf = (key: string, client: KeyClient): Action | null => actionsOf(client).find((action) => keymap[action][client]?.includes(key)) ?? null;

/** What is written on keys. */
const names: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: { ArrowDown: '↓', ArrowUp: '↑', ArrowRight: '→', ArrowLeft: '←', Mod: 'Ctrl' },
  de: { ArrowDown: '↓', ArrowUp: '↑', ArrowRight: '→', ArrowLeft: '←', End: 'Ende', Mod: 'Strg' },
};

/** How one key is written for people: `⇧L`, `Ctrl+K`, `g o`; on a German keyboard `Strg+K`. */
export function keyText(keys: string, language: Language, isMac = false): string {
  return keys.split(' ').map((stroke) => {
    if (stroke === 'Shift+Tab') return '⇧Tab';
    const [key = '', ...modifiers] = stroke === '+' ? ['+'] : stroke.split('+').toReversed();
    const shown = names[language][key] ?? (modifiers.length === 0 && isCapital(key) ? `⇧${key}` : key);
    return [...modifiers.toReversed().map((modifier) => (isMac ? (macNames[modifier] ?? modifier) : (names[language][modifier] ?? modifier))), modifiers.length > 0 && shown.length === 1 ? shown.toUpperCase() : shown].join(isMac ? '' : '+');
  }).join(' ');
}

const macNames: Readonly<Record<string, string>> = { Mod: '⌘', Alt: '⌥' };
const isCapital = (key: string): boolean => key.length === 1 && key !== key.toLowerCase();

/** Whether keys are single ones, which type something in a text: letters, digits, marks. */
export const isTyped = (keys: string): boolean => keys.split(' ').some((key) => key.length === 1);

/** An action's keys in a client, those that are shown first before the others; single ones can be switched off. */
export const keysFor = (action: Action, client: KeyClient, singleKeys = true): readonly string[] => (keymap[action][client] ?? []).filter((keys) => singleKeys || !isTyped(keys));

/** An action's first key in a client, as it is written for people; empty where it has none. */
export const shownKey = (action: Action, client: KeyClient, language: Language, singleKeys = true): string => keyText(keysFor(action, client, singleKeys)[0] ?? '', language);
