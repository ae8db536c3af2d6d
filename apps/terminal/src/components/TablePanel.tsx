import type { Language } from '@pegel/domain';
import { wordsIn, type BarListModel, type ChartModel } from '@pegel/presentation';
import { wrap } from '../fit.js';
import { line } from '../spans.js';
import type { Theme } from '../theme.js';
import { Panel } from './Panel.js';
import { tableLines } from './table-lines.js';

interface TablePanelProps {
  readonly model: ChartModel | BarListModel;
  /** The first row shown. */
  readonly scroll: number;
  readonly width: number;
  readonly height: number;
  readonly focused: boolean;
  readonly language: Language;
  readonly theme: Theme;
}

/** A panel's numbers as a table in place of its picture. */
export function TablePanel({ model, scroll, width, height, focused, language, theme }: TablePanelProps) {
  const { content } = model;
  const place = { width, height, focused, theme };
  if (content === null) return <Panel id={model.id} title={model.title} lines={[line(wordsIn(language).state.loading, 'hint')]} {...place} />;
  if (content.empty !== null) return <Panel title={model.title} lines={wrap(content.empty, width - 4).map((text) => line(text))} {...place} />;
  const { heading, rows } = tableLines(content.table, width - 4, theme);
  const room = height - 3;
  const first = Math.max(0, Math.min(scroll, rows.length - room));
  const note = `${first + 1}–${Math.min(rows.length, first + room)} / ${rows.length}`;
  return <Panel title={content.table.caption} note={note} lines={[heading, ...rows.slice(first, first + room)]} {...place} />;
}
