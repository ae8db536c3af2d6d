import { expect, test, vi } from 'vitest';
import { heard, opened } from '../testing/opened-pages.js';

test.each([
  ['what it is', ['\x1B[?1;2c']],
  ['what it is, in a few words more', ['\x1B[?65;4;6c']],
  ['where its cursor is', ['\x1B[1;1R']],
  ['its background, and what it is', ['\x1B]11;rgb:1c1c/1c1c/1c1c\x1B\\\x1B[?1;2c']],
  ['its background, with a bell, and what it is', ['\x1B]11;rgb:ff/ff/ff\x07', '\x1B[?1;2c']],
  ['that it has the focus', ['\x1B[I']],
])('what a terminal says of itself too late is not taken for keys: %s', async (_, answers) => {
  const onView = vi.fn();
  const { stdin, shows, lastFrame } = opened({ onView });
  await shows('┏━ Chats per day');
  onView.mockClear();
  for (const answer of answers) stdin.write(answer);
  await heard();
  expect(lastFrame()).toContain('┏━ Chats per day');
  expect(lastFrame()).not.toContain('Keys on this page');
  expect(onView).not.toHaveBeenCalled();
  // A list that is searched does not take it for words either.
  stdin.write('?');
  await shows('Keys on this page');
  for (const answer of answers) stdin.write(answer);
  await heard();
  expect(lastFrame()).toContain('> type to filter');
  stdin.write('\x1B');
  await shows('┏━ Chats per day');
  stdin.write('2');
  await shows('┏━ User activity');
});
