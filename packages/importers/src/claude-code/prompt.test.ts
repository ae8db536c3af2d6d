import { expect, test } from 'vitest';
import { isPrompt } from './prompt.js';
import { parseLine } from './schema.js';

function counts(content: unknown, more: object = {}): boolean {
  const line = parseLine(JSON.stringify({ type: 'user', message: { role: 'user', content }, ...more }));
  return line !== null && typeof line !== 'string' && line.type === 'user' && isPrompt(line);
}

test.each([
  ['typed text', 'do this'],
  ['typed text that begins with a tag', '<div> is not closed'],
  ['typed text in a block', [{ type: 'text', text: 'do this' }]],
  ['text beside what the editor adds', [{ type: 'text', text: '<ide_opened_file>a.ts</ide_opened_file>' }, { type: 'text', text: 'explain' }]],
  ['a picture', [{ type: 'image', source: {} }]],
  ['a slash command', '<command-name>/review</command-name>\n<command-message>review</command-message>'],
  ['a slash command in the other order', '<command-message>review</command-message>\n<command-name>/review</command-name>'],
])('counts %s', (_, content) => {
  expect(counts(content)).toBe(true);
});

test.each([
  ['nothing', ''],
  ['white space', ' \n'],
  ['no content', undefined],
  ['the result of a tool', [{ type: 'tool_result', tool_use_id: 'toolu_1', content: 'x' }]],
  ['a text beside the result of a tool', [{ type: 'tool_result', tool_use_id: 'toolu_1', content: 'x' }, { type: 'text', text: 'x' }]],
  ['the output of a local command', '<local-command-stdout>x</local-command-stdout>'],
  ['the warning before a local command', '<local-command-caveat>x</local-command-caveat>'],
  ['a command for the shell', '<bash-input>ls</bash-input>'],
  ['the output of a command for the shell', '<bash-stdout>x</bash-stdout><bash-stderr></bash-stderr>'],
  ['an interruption', [{ type: 'text', text: '[Request interrupted by user for tool use]' }]],
  ['only what the editor adds', [{ type: 'text', text: '<ide_selection>x</ide_selection>' }]],
])('does not count %s', (_, content) => {
  expect(counts(content)).toBe(false);
});

test.each(['isSidechain', 'isMeta', 'isCompactSummary'])('does not count a line with %s', (flag) => {
  expect(counts('do this', { [flag]: true })).toBe(false);
});
