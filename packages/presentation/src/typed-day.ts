import { addDays, isReportDay, type Day } from '@pegel/domain';

/** Reads a day as people type it: `2026-11-22`, `22.11.2026`, or `-7d` for seven days before today. Nothing where it is none. */
export function typedDay(text: string, today: Day): Day | null {
  const typed = text.trim();
  const back = /^[-−–](\d{1,4})\s?[dt]$/i.exec(typed);
  if (back !== null) return addDays(today, -Number(back[1]));
  const [, day = '', month = '', year = ''] = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})$/.exec(typed) ?? [];
  const written = year === '' ? typed : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isReportDay(written) ? written : null;
}
