import { test as property } from '@fast-check/vitest';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { languages } from '@pegel/domain';
import { actionGroupWords, actionWords } from './action-words.js';
import { keyChoicesFrom, keyProblem, keysFromText, keysInForce, matchKeys, type KeyChoices } from './key-choices.js';
import { actionOf, actions, actionsOf, keymap, keyText } from './keymap.js';

/** What a German keyboard types with one key, with it and Shift, and what needs AltGr. */
const qwertz = {
  plain: '^1234567890ß´qwertzuiopü+asdfghjklöä#<yxcvbnm,.-',
  shift: '°!"§$%&/()=?`QWERTZUIOPÜ*ASDFGHJKLÖÄ\'>YXCVBNM;:_',
  altGr: '²³{[]}\\@€~|µ',
};
const webActions = actionsOf('web');
const action = fc.constantFrom(...webActions);

describe('keys', () => {
  test('the first of every action is typed on a German keyboard without AltGr', () => {
    for (const one of webActions) {
      const first = keymap[one].web?.[0] ?? '';
      if (/^(\w+\+.+|F\d+)$/.test(first)) continue;
      for (const stroke of first.split(' ')) expect(qwertz.plain + qwertz.shift, one).toContain(stroke);
      expect([...first].some((stroke) => qwertz.altGr.includes(stroke)), one).toBe(false);
    }
  });

  test('no two actions of a client share one, and none waits for another but the menu of periods', () => {
    for (const client of ['web', 'terminal'] as const) {
      const all = actionsOf(client).flatMap((one) => (keymap[one][client] ?? []).map((keys) => [keys, one] as const));
      expect(new Set(all.map(([keys]) => keys)).size).toBe(all.length);
      for (const [keys, one] of all) for (const [longer, other] of all) if (longer.startsWith(`${keys} `)) expect([keys, one, other.startsWith('time.')]).toEqual(['t', 'time.menu', true]);
    }
  });

  test('every action and group has words, written for people', () => {
    for (const one of actions) for (const language of languages) expect([actionWords[one][language], actionGroupWords[keymap[one].group][language]].every((text) => text !== '')).toBe(true);
    expect(['P', 'Mod+k', 'g ,', 'Alt+ArrowDown', '+', '?'].map((keys) => keyText(keys, 'en'))).toEqual(['⇧P', 'Ctrl+K', 'g ,', 'Alt+↓', '+', '?']);
    expect([keyText('Mod+k', 'de'), ...languages.map((language) => keyText('Mod+k', language, true))]).toEqual(['Strg+K', '⌘K', '⌘K']);
  });

  test('the terminal has those it had', () => {
    expect(['1', 'Tab', 'Shift+Tab', 'v', 'f', 'e', 'y', 'x', 'u', 'p', 'r', 'L', 'T', '?', 'q', 't', 'g', ':', 'Y', 'o'].map((key) => actionOf(key, 'terminal'))).toEqual([
      'page.overview', 'panel.next', 'panel.previous', 'panel.table', 'panel.enlarge', 'panel.explain', 'copy.markdown', 'export.csv', 'purpose.choose', 'live.pause', 'data.refresh', 'language.toggle', null, 'help', 'quit', 'time.menu', null, 'palette', 'copy.link', 'open.browser',
    ]);
  });
});

describe('keys pressed', () => {
  test('mean an action, the beginning of others, or nothing', () => {
    const keys = keysInForce({});
    const all = () => true;
    expect(matchKeys('v', keys, all)).toEqual({ action: 'panel.table', longer: [] });
    expect(matchKeys('g', keys, all).action).toBeNull();
    expect(matchKeys('g', keys, all).longer).toHaveLength(7);
    expect(matchKeys('g s', keys, all)).toEqual({ action: 'page.spend', longer: [] });
    expect(matchKeys('t', keys, all).action).toBe('time.menu');
    expect(matchKeys('ö', keys, all)).toEqual({ action: null, longer: [] });
    expect(matchKeys('g', keys, (one) => one !== 'page.spend').longer).not.toContain('page.spend');
  });
});

describe('keys somebody would rather press', () => {
  test('are refused with the action that has them', () => {
    expect(keyProblem('copy.markdown', 'x', {})).toEqual({ kind: 'taken', by: 'export.csv' });
    expect(keyProblem('copy.markdown', 'g', {})).toEqual({ kind: 'begins', by: 'page.overview' });
    expect(keyProblem('copy.markdown', 'v w', {})).toEqual({ kind: 'begins', by: 'panel.table' });
    expect(keyProblem('copy.markdown', 'Enter', {})).toEqual({ kind: 'not-keys', by: null });
    expect(keyProblem('copy.markdown', 'x', { 'export.csv': 'w' })).toBeNull();
    expect([keysFromText('⇧P'), keysFromText('shift+p'), keysFromText(' g   o '), keysFromText('abc'), keysFromText(''), keysFromText('g o s'), keysFromText('\u0000')]).toEqual(['P', 'P', 'g o', null, null, null, null]);
  });

  test('take the place of single keys, never of those that work everywhere', () => {
    expect(keysInForce({ palette: 'w', help: '' }).get('palette')).toEqual(['w', 'Mod+k']);
    expect(keysInForce({ help: '' }).get('help')).toEqual(['F1']);
    expect([...keysInForce({}, false)].flatMap(([, keys]) => keys)).toEqual(['Mod+k', 'Alt+ArrowDown', 'Alt+ArrowUp', 'F1']);
  });

  property.prop([fc.array(fc.tuple(action, fc.oneof(fc.constantFrom('w', 'g', 't 1', 'x', '', 'W', 'ß', 'v v'), fc.string({ maxLength: 3 }))), { maxLength: 12 })])('leave every key to one action, whatever is chosen in whatever order', (wishes) => {
    let choices: KeyChoices = {};
    for (const [one, keys] of wishes) if (keyProblem(one, keys, choices) === null) choices = { ...choices, [one]: keys };
    const all = [...keysInForce(choices)].flatMap(([one, keys]) => keys.map((key) => [key, one] as const));
    expect(new Set(all.map(([key]) => key)).size).toBe(all.length);
    for (const [key, one] of all) for (const [longer, other] of all) if (longer.startsWith(`${key} `)) expect(one === 'time.menu' && other.startsWith('time.')).toBe(true);
  });

  property.prop([fc.oneof(fc.jsonValue(), fc.dictionary(action, fc.oneof(fc.string(), fc.constantFrom('w', 'x', 'g'))))])('are read back from whatever a browser remembers, without a contradiction', (remembered) => {
    const all = [...keysInForce(keyChoicesFrom(remembered))].flatMap(([, keys]) => keys);
    expect(new Set(all).size).toBe(all.length);
  });
});
