import { metricNames, metricOf, operandsOf, type MetricName, type Report, type Words } from '@pegel/domain';
import { changeText, type ChangeText } from './change.js';
import type { Locale } from './locale.js';
import { titleSaid } from './narrowing.js';
import { markOfBucket, nothingText, reasonText, whenSpoken } from './plotted.js';
import { sentence } from './sentence.js';
import { exactDifference } from './sums.js';
import { cellOf, changeCell, whenOf, type TableModel } from './table.js';
import { chartWordsIn } from './words-charts.js';

/** What the parts of a whole are called: "active", "not active". */
export interface ProgressWords {
  readonly part: Words;
  readonly rest: Words;
}

/** A share of a known whole, as a bar that is full at the whole. */
export interface ProgressContent {
  /** "480 seats" */
  readonly whole: string;
  /** "312 active (65.0%)" */
  readonly part: string;
  /** "168 not active"; empty where nothing is left. */
  readonly rest: string;
  /** 0 to 1, which is as far as a bar goes; null where there is no share. */
  readonly share: number | null;
  /** "500 active, 20 more than the whole of 480 seats (104.2%)"; null up to the whole. */
  readonly beyond: string | null;
  /** "Sun 22 Nov", with "so far" where the day is not over. */
  readonly when: string;
  readonly change: ChangeText | null;
  readonly caption: string;
  /** The whole bar as it is read aloud. */
  readonly spoken: string;
  readonly empty: string | null;
  readonly table: TableModel;
}

/** The newest share in a report of a ratio, with the parts it is made of. */
export function progressContent(title: string, metric: MetricName, said: ProgressWords, report: Report, locale: Locale): ProgressContent {
  const { words, format, language } = locale;
  const charts = chartWordsIn(language);
  const row = report.rows.at(-1);
  const [partName, wholeName] = operandsOf(metricOf(metric).measure);
  const subject = titleSaid(title, report.query, locale);
  const share = row?.values[metric] ?? null;
  const operand = (name: MetricName | undefined) => (row === undefined || name === undefined ? null : (row.operands[metric]?.[name] ?? null));
  const [part, whole] = [operand(partName), operand(wholeName)];
  if (row === undefined || partName === undefined || wholeName === undefined || part === null || whole === null || share === null) {
    const why = row === undefined ? nothingText(report, locale) : row.reasons[metric] === 'not-applicable' ? charts.nothingToShare : row.reasons[metric] === undefined || row.reasons[metric] === 'no-data' ? nothingText(report, locale) : reasonText(row.reasons[metric], locale);
    return { whole: '', part: '', rest: '', share: null, beyond: null, when: row === undefined ? '' : whenOf(row, locale), change: null, caption: title, spoken: sentence(`${subject}: ${why}`), empty: why, table: { caption: title, columns: [], rows: [] } };
  }
  const partUnit = metricOf(partName).unit;
  const wholeUnit = metricOf(wholeName).unit;
  const percent = format.exact(metricOf(metric).unit, share);
  const left = exactDifference(partUnit, whole, part);
  const isBeyond = Number(left) < 0;
  const wholeText = words.units[wholeUnit](Number(whole), format.value(wholeUnit, whole));
  const partText = `${format.value(partUnit, part)} ${said.part[language]}`;
  const restText = Number(left) > 0 ? `${format.value(partUnit, left)} ${said.rest[language]}` : '';
  const beyond = isBeyond ? charts.beyond(partText, format.size(partUnit, left), wholeText, percent) : null;
  const compared = row.compared?.[metric];
  const change = compared === undefined ? null : changeText(metric, compared, locale);
  const mark = markOfBucket(row, metric, report, locale);
  const told = beyond === null ? [wholeText, `${partText} (${percent})`, restText] : [beyond];
  // Of what is beyond the whole, which number says how many that are.
  const others = metricNames.flatMap((name) => (row.beyond?.[metric]?.[name] ?? null) === null ? [] : [[metricOf(name).label[language], format.exact(metricOf(name).unit, row.beyond?.[metric]?.[name] ?? null)]]);
  return {
    whole: wholeText,
    part: `${partText} (${percent})`,
    rest: restText,
    share: Math.min(1, Math.max(0, Number(share))),
    beyond,
    when: mark === null ? whenOf(row, locale) : `${whenOf(row, locale)} · ${mark}`,
    change,
    caption: sentence(`${subject}, ${format.dateLong(row.to)}: ${told.filter((text) => text !== '').join(', ')}`),
    spoken: sentence(`${subject}, ${whenSpoken(row, locale)}: ${[...told, change?.spoken ?? '', mark ?? words.mark.complete].filter((text) => text !== '').join(', ')}`),
    empty: null,
    table: {
      caption: `${title} · ${whenOf(row, locale)}`,
      columns: [{ label: words.table.metric, align: 'start' }, { label: words.table.value, align: 'end' }, ...(compared === undefined ? [] : [{ label: words.table.change, align: 'end' as const }])],
      rows: [
        [metricOf(wholeName).label[language], format.exact(wholeUnit, whole), ...(compared === undefined ? [] : [''])],
        [metricOf(partName).label[language], format.exact(partUnit, part), ...(compared === undefined ? [] : [''])],
        ...(restText === '' ? [] : [[said.rest[language], format.exact(partUnit, left), ...(compared === undefined ? [] : [''])]]),
        ...others.map((cells) => [...cells, ...(compared === undefined ? [] : [''])]),
        [metricOf(metric).label[language], cellOf(row, metric, locale), ...(compared === undefined ? [] : [changeCell(row, metric, locale)])],
      ],
    },
  };
}
