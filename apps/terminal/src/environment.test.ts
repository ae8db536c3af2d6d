import { expect, test } from 'vitest';
import { readEnvironment } from './environment.js';

test('the language is that of messages, and English where nothing is said', () => {
  expect(readEnvironment({ LANG: 'de_DE.UTF-8' }).language).toBe('de');
  expect(readEnvironment({ LANG: 'de_DE.UTF-8', LC_MESSAGES: 'en_GB.UTF-8' }).language).toBe('en');
  expect(readEnvironment({ LANG: 'en_GB.UTF-8', LC_ALL: 'de_AT' }).language).toBe('de');
  expect(readEnvironment({ LANG: 'del_XX' }).language).toBe('en');
  expect(readEnvironment({ LC_ALL: '', LANG: 'C' }).language).toBe('en');
});

test('boxes are drawn where the locale has them, dots of braille where the terminal does', () => {
  expect(readEnvironment({ LANG: 'C' })).toMatchObject({ unicode: false, braille: false });
  expect(readEnvironment({ LANG: 'C.UTF-8', TERM: 'linux' })).toMatchObject({ unicode: true, braille: false });
  expect(readEnvironment({ LANG: 'C.UTF-8', TERM: 'xterm-256color' })).toMatchObject({ unicode: true, braille: true });
  expect(readEnvironment({ LANG: 'ja_JP.UTF-8', TERM: 'xterm' }).wideAmbiguous).toBe(true);
});

test('NO_COLOR counts when it is filled', () => {
  expect(readEnvironment({ NO_COLOR: '1' }).colour).toBe(false);
  expect(readEnvironment({ NO_COLOR: '' }).colour).toBe(true);
});

test('an empty variable is none', () => {
  expect(readEnvironment({ PEGEL_TOKEN: '', PEGEL_URL: '' })).toMatchObject({ token: undefined, url: undefined });
});
