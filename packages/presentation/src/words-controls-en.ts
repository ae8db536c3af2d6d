import type { RangeChoice } from './view-state.js';

/** What the controls of a page of numbers say: the choice of the period, the menus of panels, and what was copied. */
export const controlsEn = {
  period: {
    title: 'Period', previous: 'Previous period', next: 'Next period', close: 'Close',
    yesterday: 'Yesterday',
    includeToday: 'Include today (incomplete)', pin: 'Pin dates',
    starts: (day: string) => `Data starts ${day}.`, utc: 'Days are UTC.',
    forms: 'Such as 2026-11-22, 22.11.2026 or -7d.',
    noDay: (field: string, text: string) => `${field}: “${text}” is not a day. Type 2026-11-22, 22.11.2026 or -7d for seven days ago.`,
    nothing: (field: string) => `${field}: type a day such as 2026-11-22, 22.11.2026 or -7d for seven days ago.`,
    order: (from: string, to: string) => `From (${from}) must not be after To (${to}).`,
    tooLong: (days: string) => `These are ${days} days; a period has at most 400.`,
  },
  calendar: { label: 'Calendar', previous: 'Previous month', next: 'Next month', hint: 'Arrow keys go through the days, Page Up and Page Down through the months. Enter chooses the first day, then the last.', first: (day: string) => `First day: ${day}. Choose the last.` },
  weeks: { label: 'Weeks', rolling: 'Rolling 7 days', iso: 'Calendar weeks' },
  updates: (count: number) => (count === 1 ? '1 update · Apply' : `${count} updates · Apply`),
  day: { previous: 'Previous day', next: 'Next day', newest: 'Newest day' },
  panel: {
    menu: (title: string) => `More: ${title}`, copy: 'Copy as Markdown',
    forGermanExcel: (file: string) => `${file}, for Excel in German`,
    link: 'Copy link', pinnedLink: 'Copy link with these dates', enlarge: 'Enlarge', shrink: 'Show the whole page', back: (page: string) => `Back to ${page}`,
  },
  toast: { pinnedLinkCopied: 'Link with these dates copied', close: 'Close', failed: 'This browser does not allow copying here. The text is selected: copy it by hand.' },
  /** A preset's keys, one after the other. */
  keys: { '7d': 't 7', '28d': 't 4', '90d': 't 9', mtd: 't m', qtd: 't q', ytd: 't y', '12m': 't l' } satisfies Record<RangeChoice, string> as Record<RangeChoice, string>,
};
