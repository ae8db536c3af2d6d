import type { Language } from '@pegel/domain';
import { actionWords, purposeText, shownKey, wordsIn, type Explained, type TableContent, type TableModel, type TablePanelModel } from '@pegel/presentation';
import { joined, line, span, widthOfLine, type Line } from '../spans.js';
import { sparkline } from '../charts/sparkline.js';
import { atMost, wrap } from '../fit.js';
import type { Theme } from '../theme.js';
import { sentences } from '../words.js';
import { tableLines } from './table-lines.js';

/** Where somebody is in a table; null where they are elsewhere. */
export interface Cursor {
  readonly row: number;
  readonly column: number;
}

export interface PageTable {
  /** In the top edge: which rows and columns are on the screen where not all are, and of which days it is. */
  readonly note: string;
  readonly lines: readonly Line[];
}

/** A table of a page in `width` cells and `height` lines; in its edge stands what there is beside it. The row of the cursor is always among those shown. */
export function pageTable({ title, content, purpose }: TablePanelModel, cursor: Cursor | null, width: number, height: number, language: Language, theme: Theme, beside = ''): PageTable {
  if (content === null) return { note: '', lines: [line(wordsIn(language).state.loading, 'hint')] };
  if (content.empty !== null) {
    // How to go on is in sight, however little there is of why.
    const first = leadOf(purpose, language);
    return { note: content.window, lines: [...first, ...atMost(wrap(content.empty, width), height - first.length, width, theme.glyphs.ellipsis).map((text) => line(text))] };
  }
  const { heading, rows, hidden } = tableLines(withCourses(content, language, theme), width, theme, cursor?.column ?? 0);
  const notes = content.notes.flatMap((note) => wrap(note, width)).map((text) => line(text, 'hint'));
  // What numbers of people are looked at for is always in sight.
  const lead = leadOf(purpose, language);
  const left = height - 1 - lead.length - rows.length;
  // What is to be said of the rows gives way to them.
  const said = left >= notes.length ? notes : [];
  const room = Math.max(1, height - 1 - lead.length);
  const first = cursor === null ? 0 : Math.max(0, Math.min(cursor.row - room + 1, rows.length - room));
  const shown = rows.slice(first, first + room).map((row, index) => (cursor !== null && first + index === cursor.row ? row.map(({ text }) => span(text, 'cursor')) : row));
  const { separator } = theme.glyphs;
  const parts = [
    ...(beside === '' ? [] : [beside]),
    ...(hidden.before > 0 ? [`← +${hidden.before}`] : []),
    ...(hidden.after > 0 ? [`+${hidden.after} →`] : []),
    ...(rows.length > room ? [`${first + 1}–${first + shown.length} / ${rows.length}`] : []),
    content.window,
  ];
  const edge = width - widthOfLine(line(title), theme.glyphs) - 5;
  return { note: joined(parts, ` ${separator} `, edge, theme.glyphs), lines: [...lead, heading, ...shown, ...said] };
}

/** The recent course of each row beside it, where a table is of a single day. */
function withCourses({ narrow, courses }: TableContent, language: Language, { glyphs }: Theme): TableModel {
  const days = Math.max(0, ...(courses ?? []).map((course) => course.length));
  if (courses === null || days === 0) return narrow;
  return { ...narrow, columns: [...narrow.columns, { label: sentences[language].lastDays(days), align: 'start' }], rows: narrow.rows.map((row, index) => [...row, sparkline(courses[index] ?? [], days, glyphs.sparkSteps)]) };
}

/** What numbers of people are looked at for, with the key that leads to another purpose, or to the first. */
export function leadOf(purpose: TablePanelModel['purpose'], language: Language): readonly Line[] {
  if (purpose === null) return [];
  const shown = shownKey('purpose.choose', 'terminal', language);
  return [purpose.said === null ? line(`${shown} ${actionWords['purpose.choose'][language]}`, 'accent') : line(`${purposeText(purpose, language)} (${shown})`, 'hint')];
}

/** How high a table would be with all of its rows, edges included. */
export function naturalHeight({ content, purpose }: TablePanelModel, width: number): number {
  if (content === null) return 3;
  return 2 + (purpose === null ? 0 : 1) + (content.empty === null ? content.narrow.rows.length + 1 : wrap(content.empty, width - 4).length);
}

/** The number under the cursor: that of its row, or of the first column shown that is one metric's, on the day of the row. */
export function explainedAt(content: TableContent | null, { row, column }: Cursor): Explained | null {
  if (content === null || content.empty !== null) return null;
  const ofRow = content.rows[row] ?? null;
  if (ofRow !== null) return ofRow;
  const first = (content.narrow.names ?? 0) + 1 + column;
  const ofColumn = content.columns.slice(first).find((explained) => explained !== null) ?? content.columns.findLast((explained) => explained !== null) ?? null;
  const day = content.days[row] ?? null;
  return ofColumn === null || day === null ? ofColumn : { ...ofColumn, day };
}
