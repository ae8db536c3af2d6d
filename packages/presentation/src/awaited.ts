import { metricOf, type ReportQuery } from '@pegel/domain';
import type { Locale } from './locale.js';
import { overviewToday, type KnownTable, type TilePanel } from './panels.js';
import type { Picture } from './pictures.js';

/** About how many characters each line of a tile will have, so that it is as high before its numbers are there; none of a line that will not be. */
export interface AwaitedTile {
  readonly change: number;
  readonly base: number;
  readonly weekday: number;
  readonly detail: number;
}

export function awaitedTile({ metric }: TilePanel, asked: ReportQuery | undefined): AwaitedTile {
  const isCompared = asked?.compare !== undefined;
  // A small number is told with the one before it.
  const change = metricOf(metric).unit === 'perChat' ? 14 : 7;
  return {
    change: isCompared ? change : 0,
    base: isCompared ? 13 : 0,
    weekday: asked?.compare === 'previous' && asked.grain === 'day' ? change + 16 : 0,
    detail: 12,
  };
}

/** About how many characters the sentences above the tiles will have, by the report that each comes from: they are said with numbers of a usual size. */
export interface AwaitedHeadline {
  readonly levels: number;
  readonly spendToDate: number;
  readonly today: number;
}

export function awaitedHeadline(isCompared: boolean, { words, format }: Locale): AwaitedHeadline {
  const { headline, fresh, units } = words;
  const people = { count: 300, text: format.value('people', 300) };
  const month = headline.firstDays(25, format.month('2026-09-01'));
  const numbers = overviewToday.map((metric) => {
    const { unit } = metricOf(metric);
    return unit === 'money' ? fresh.spent(format.value(unit, '200')) : units[unit](300, people.text);
  });
  return {
    levels: `${headline.used(people, people, headline.thisWeek)}${isCompared ? headline.more(people.text) : ''}.`.length,
    spendToDate: `${headline.spend(format.value('money', '20000'), headline.thisMonth)}${isCompared ? headline.above(format.percent(10.5), month) : ''}.`.length,
    today: `${fresh.today(format.list(numbers))}.`.length,
  };
}

/** What a panel will be like, known before its reports are there: so that its place is as large as what comes. */
export interface AwaitedPanel {
  /** How it is drawn; null where it is only a table. */
  readonly form: Picture['form'] | null;
  /** About how many rows, bars or tiles. */
  readonly rows: number;
  /** Of its table, without the one for what is not complete. */
  readonly columns: number;
}

/** How many keys a split may have that is shown whole. */
const usualKeys = 8;

export function awaitedPanel(panel: KnownTable): AwaitedPanel {
  const form = 'picture' in panel ? (panel.picture?.form ?? null) : null;
  switch (panel.form) {
    case 'numbers':
      return { form, rows: panel.metrics.length, columns: 3 };
    case 'course':
      return { form, rows: usualKeys, columns: 1 + panel.metrics.length + panel.changes.length };
    case 'keys':
      return { form, rows: panel.top ?? usualKeys, columns: 2 + panel.metrics.length };
    case 'ranges':
      return { form, rows: panel.rows.length, columns: 6 };
    case 'stacked':
    case 'cumulative':
    case 'share':
      return { form, rows: usualKeys, columns: 2 };
  }
}
