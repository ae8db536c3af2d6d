import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';
import { ChangedLines } from './changed-lines.js';

const size = { columns: 8, rows: 4 };
const wipedLines = (count: number): string => '\x1B[2K\x1B[1A'.repeat(Math.max(0, count - 1)) + (count === 0 ? '' : '\x1B[2K\x1B[G');

/** What a terminal shows after it was sent this: placed lines, the rest of a line wiped, the whole screen wiped. */
class Terminal {
  cells = Array.from({ length: size.rows }, () => ' '.repeat(size.columns));

  receive(sent: string): void {
    // oxlint-disable-next-line no-control-regex -- these are what moves a terminal.
    const parts = /\x1B\[2J|\x1B\[(\d+);1H([^\x1B]*)(\x1B\[K)?/g;
    expect(sent.replace(parts, '')).toBe('');
    for (const [part, row, text = '', wipes] of sent.matchAll(parts)) {
      if (part === '\x1B[2J') this.cells = this.cells.map(() => ' '.repeat(size.columns));
      else this.cells = this.cells.map((line, index) => (index === Number(row) - 1 ? `${text}${wipes === undefined ? line.slice(text.length) : ''.padEnd(size.columns - text.length)}` : line));
    }
  }
}

const line = fc.stringMatching(/^[a-c ]{0,7}[a-c]$|^$/);
const frame = fc.array(line, { minLength: 1, maxLength: size.rows });

test.prop([fc.array(fc.record({ lines: frame, isWiped: fc.boolean() }), { maxLength: 12 })])('whatever frames follow each other, the terminal shows the last one, and lines that stay are not sent again', (frames) => {
  const changed = new ChangedLines();
  const terminal = new Terminal();
  let before: readonly string[] = [];
  for (const { lines, isWiped } of frames) {
    const sent = changed.of(`${isWiped ? '\x1B[2J\x1B[3J\x1B[H' : wipedLines(before.length)}${lines.join('\n')}\n`, size);
    terminal.receive(sent);
    expect(terminal.cells.map((shown) => shown.trimEnd())).toEqual(Array.from({ length: size.rows }, (_, row) => (lines[row] ?? '').trimEnd()));
    if (!isWiped) expect(sent.split('\x1B[').filter((part) => /^\d+;1H/.test(part))).toHaveLength(Array.from({ length: Math.max(lines.length, before.length) }, (_, row) => row).filter((row) => lines[row] !== before[row]).length);
    // What was scrolled off belongs to whoever was in the terminal before.
    expect(sent).not.toContain('\x1B[3J');
    before = lines;
  }
});

test('a frame that is taller than its terminal is cut, and nothing scrolls', () => {
  const sent = new ChangedLines().of('a\nb\nc\nd\ne\nf\n', size);
  expect(sent).toContain('\x1B[4;1Hd');
  expect(sent).not.toMatch(/\n|e/);
});

test('a screen that is wiped without a frame is drawn again, as far as it fits', () => {
  const changed = new ChangedLines();
  changed.of('abc\nd\n', size);
  expect(changed.of('\x1B[2J\x1B[H', size)).toBe('\x1B[2J\x1B[1;1Habc\x1B[K\x1B[2;1Hd\x1B[K');
  expect(changed.of('\x1B[2J\x1B[H', { columns: 2, rows: 4 })).toBe('\x1B[2J');
  expect(changed.of('\x1B[2K\x1B[Gab\nd\n', { columns: 2, rows: 4 })).toBe('\x1B[1;1Hab\x1B[2;1Hd\x1B[K');
});

test('what hides the cursor or begins a frame passes', () => {
  const changed = new ChangedLines();
  for (const passes of ['\x1B[?25l', '\x1B[?2026h', '\x1B[?2026l', '']) expect(changed.of(passes, size)).toBe(passes);
});
