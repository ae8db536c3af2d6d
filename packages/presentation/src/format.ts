import { percentBase, type Day, type Language, type Period, type Unit, type Value } from '@pegel/domain';

/** How numbers of a unit are written. */
type Shape = 'count' | 'average' | 'share' | 'money';

/** Total over units, so that the compiler finds a new one. */
const shapes: Record<Unit, Shape> = {
  people: 'count', seats: 'count', invites: 'count', chats: 'count', messages: 'count', perChat: 'average', sessions: 'count', projects: 'count',
  artifacts: 'count', calls: 'count', requests: 'count', tokens: 'count', percent: 'share', money: 'money',
};

/** Whether there is nothing between one and two of it. */
export const isCounted = (unit: Unit): boolean => shapes[unit] === 'count';

/** What stands where there is no number; a reason always stands beside it. */
export const dash = '–';
const noBreakSpace = '\u00a0';
const compactFrom = 1_000_000;
const thousand = 1_000;

/** What writing needs to know beside the language. */
export interface Setting {
  /** ISO 4217. */
  readonly currency: string;
  /** The organisation's current day; dates of its year are written without the year. */
  readonly today: Day | null;
}

/** Writes every number and date of the product. No other place knows about `Intl`. */
export interface Format {
  /** For tiles and sentences: money in whole units from 10 on. `null` is a dash. */
  value(unit: Unit, value: Value | null): string;
  /** For tables: money with its cents, every digit of a count. */
  exact(unit: Unit, value: Value | null): string;
  /** As `exact`, and averages with a second decimal, to be checked against what they are made of. */
  fine(unit: Unit, value: Value | null): string;
  /** For axes: "$5k", "2,000". */
  axis(unit: Unit, value: number): string;
  /** A step with its sign: "+24", "−$1,462.50". */
  step(unit: Unit, step: Value): string;
  /** A step without its sign, for sentences. */
  size(unit: Unit, step: Value): string;
  integer(value: number): string;
  /** A percentage that is already one: 12.8 becomes "12.8%", with its sign where asked for. */
  percent(percent: number, signed?: boolean): string;
  /** 52 becomes "52%": a whole share. */
  share(percent: number): string;
  /** 2.9 becomes "+2.9". */
  points(points: number): string;
  /** "163", "2.5": how many times. */
  factor(factor: number): string;
  /** "Sun 22 Nov", with the year where it is not the current one. */
  day(day: Day): string;
  /** "Sun" */
  weekday(day: Day): string;
  /** "22 Nov" */
  date(day: Day): string;
  /** "Sunday 22 November", to be read aloud. */
  dayLong(day: Day): string;
  /** "22 November", in sentences. */
  dateLong(day: Day): string;
  /** "1–22 Nov" */
  range(period: Period): string;
  /** "October" */
  month(day: Day): string;
  /** "Oct" */
  monthShort(day: Day): string;
  /** "Mon 23 Nov, 11:04", in the time zone given. */
  moment(instant: string, timeZone: string): string;
  /** "22 Nov 2026", in the time zone given. */
  dateOf(instant: string, timeZone: string): string;
  /** "11:04", in the time zone given. */
  time(instant: string, timeZone: string): string;
  /** "12 sec ago" */
  age(seconds: number): string;
  list(items: readonly string[]): string;
}

/** How a language writes, where that is not as ICU has it. */
interface Manner {
  /** What `Intl` knows it as. */
  readonly tag: string;
  /** "1.2 M" instead of ICU's "1.2m", which reads as metres. */
  readonly compact: (text: string) => string;
  /** After thousands on an axis; not every language has a compact form below a million. */
  readonly thousands: string;
  readonly day: (text: string) => string;
}

const same = (text: string): string => text;
const compactWords: Readonly<Record<string, string>> = { m: 'M', bn: 'B', tn: 'T', k: 'k' };

const manners: Readonly<Record<Language, Manner>> = {
  en: {
    tag: 'en-GB',
    compact: (text) => `${text === 'k' ? '' : noBreakSpace}${compactWords[text] ?? text}`,
    thousands: 'k',
    // ICU puts a comma after a weekday only where a year follows.
    day: (text) => text.replace(',', ''),
  },
  de: { tag: 'de-DE', compact: same, thousands: `${noBreakSpace}Tsd.`, day: same },
};

const formats = new Map<string, Format>();

const keptMax = 10_000;

/** Makes each thing once: a formatter costs a hundred times what using it does, and a page writes the same days again and again. */
function kept<Asked, Made>(make: (asked: Asked) => Made): (asked: Asked) => Made {
  const known = new Map<string, Made>();
  return (asked) => {
    const key = JSON.stringify(asked);
    const before = known.get(key);
    if (before !== undefined) return before;
    const made = make(asked);
    // Whoever runs for months writes ever more days.
    if (known.size >= keptMax) known.clear();
    known.set(key, made);
    return made;
  };
}

/** What `Intl` calls a language. */
export const localeTag = (language: Language): string => manners[language].tag;

/** The one way to write in a language. */
export function formatIn(language: Language, setting: Setting): Format {
  const key = `${language} ${setting.currency} ${setting.today ?? ''}`;
  const known = formats.get(key);
  if (known) return known;
  const made = makeFormat(language, setting);
  formats.set(key, made);
  return made;
}

function makeFormat(language: Language, { currency, today }: Setting): Format {
  const manner = manners[language];
  const locale = manner.tag;
  const number = kept((options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, { signDisplay: 'negative', ...options }));
  const money = { style: 'currency', currency, currencyDisplay: 'narrowSymbol' } as const;
  const one = { minimumFractionDigits: 1, maximumFractionDigits: 1 } as const;
  const signed = { signDisplay: 'exceptZero' } as const;

  const tile: Record<Shape, Intl.NumberFormatOptions> = { count: { maximumFractionDigits: 0 }, average: one, share: { style: 'percent', ...one }, money: { ...money, maximumFractionDigits: 0 } };
  const table: Record<Shape, Intl.NumberFormatOptions> = { ...tile, money: { ...money, minimumFractionDigits: 2, maximumFractionDigits: 2 } };
  const compact = { notation: 'compact', ...one } as const;

  const write = (options: Intl.NumberFormatOptions, value: Value): string => {
    const finite = typeof value === 'number' && !Number.isFinite(value) ? null : value;
    if (finite === null) return dash;
    // The types want to see the digits of a decimal string, which only exist at run time; Intl reads it without rounding.
    const parts = number(options).formatToParts(finite as number | `${number}`);
    // ICU writes a hyphen for a minus.
    return parts.map((part) => (part.type === 'minusSign' ? '\u2212' : part.type === 'compact' ? manner.compact(part.value) : part.value)).join('');
  };

  const tileOptions = (unit: Unit, value: Value): Intl.NumberFormatOptions => {
    const shape = shapes[unit];
    if (isSmallMoney(unit, value)) return table.money;
    const isLarge = shape !== 'share' && Math.abs(Number(value)) >= compactFrom;
    return isLarge ? { ...tile[shape], ...compact } : tile[shape];
  };

  /** One decimal, or the first digit that is not zero where one decimal would show nothing. */
  const fine = (value: number): Intl.NumberFormatOptions => (value !== 0 && Math.abs(value) < 0.05 ? { maximumSignificantDigits: 1 } : one);

  /** A second decimal where the first would show nothing; what is smaller still is not worth a word. */
  const averageStep = (step: number): Intl.NumberFormatOptions => (Math.abs(step) < 0.05 ? { maximumFractionDigits: 2 } : one);

  const dates = kept((options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options }));
  const year = (...days: readonly Day[]): Intl.DateTimeFormatOptions => (today !== null && days.every((day) => day.slice(0, 4) === today.slice(0, 4)) ? {} : { year: 'numeric' });
  const at = (day: Day) => new Date(`${day}T00:00:00Z`);
  const writeDay = (day: Day, options: Intl.DateTimeFormatOptions) => manner.day(dates({ ...options, ...year(day) }).format(at(day)));

  // Alone, a German weekday would lose the point that shortens it.
  const partOfDay = (part: 'weekday' | 'month', day: Day): string => dates({ weekday: 'short', day: 'numeric', month: 'short' }).formatToParts(at(day)).find(({ type }) => type === part)?.value ?? '';

  const writeRange = kept(({ from, to }: Period) => {
    const written = dates({ day: 'numeric', month: 'short', ...year(from, to) }).formatRange(at(from), at(to));
    // Thin spaces around the dash break the width of terminals; ordinary ones are as good.
    return written.replace(/[\u2009\u200a\u202f]/g, ' ').replace(/^(\d+\.?) – (\d)/, '$1–$2');
  });
  const lists = kept((type: 'conjunction') => new Intl.ListFormat(locale, { type }));

  const formatted: Format = {
    value: (unit, value) => (value === null ? dash : write(tileOptions(unit, value), value)),
    exact: (unit, value) => (value === null ? dash : write(table[shapes[unit]], value)),
    fine: (unit, value) => (value !== null && shapes[unit] === 'average' ? write({ minimumFractionDigits: 2, maximumFractionDigits: 2 }, value) : formatted.exact(unit, value)),
    axis(unit, value) {
      if (shapes[unit] !== 'money' || Math.abs(value) < thousand || Math.abs(value) >= compactFrom) return write({ ...tileOptions(unit, value), minimumFractionDigits: 0, maximumFractionDigits: shapes[unit] === 'share' ? 0 : 1 }, value);
      const parts = number({ ...money, minimumFractionDigits: 0, maximumFractionDigits: 1 }).formatToParts(value / thousand);
      const last = parts.findLastIndex((part) => part.type === 'integer' || part.type === 'fraction');
      return parts.map((part, index) => `${part.type === 'minusSign' ? '\u2212' : part.value}${index === last ? manner.thousands : ''}`).join('');
    },
    step: (unit, step) => write({ ...(shapes[unit] === 'average' ? averageStep(Number(step)) : table[shapes[unit]]), ...signed }, step),
    size: (unit, step) => write(shapes[unit] === 'average' ? averageStep(Number(step)) : tileOptions(unit, step), absolute(step)),
    integer: (value) => write(tile.count, value),
    percent: (percent, isSigned = false) => write({ style: 'percent', ...fine(percent), ...(isSigned ? signed : {}) }, percent / 100),
    share: (percent) => write({ style: 'percent', maximumFractionDigits: 0 }, percent / 100),
    points: (points) => write({ ...fine(points), ...signed }, points),
    factor: (factor) => write(Math.abs(factor) >= percentBase ? { maximumFractionDigits: 0 } : one, factor),
    day: (day) => writeDay(day, { weekday: 'short', day: 'numeric', month: 'short' }),
    weekday: (day) => partOfDay('weekday', day),
    date: (day) => writeDay(day, { day: 'numeric', month: 'short' }),
    dayLong: (day) => writeDay(day, { weekday: 'long', day: 'numeric', month: 'long' }),
    dateLong: (day) => writeDay(day, { day: 'numeric', month: 'long' }),
    range({ from, to }) {
      if (from === to) return formatted.date(from);
      return writeRange({ from, to });
    },
    month: (day) => dates({ month: 'long' }).format(at(day)),
    monthShort: (day) => partOfDay('month', day),
    moment: (instant, timeZone) => `${formatted.day(civilDay(instant, timeZone))}, ${formatted.time(instant, timeZone)}`,
    dateOf: (instant, timeZone) => formatted.date(civilDay(instant, timeZone)),
    time: (instant, timeZone) => dates({ timeZone, hour: '2-digit', minute: '2-digit', hour12: false }).format(new Date(instant)),
    age(seconds) {
      const [size, unit] = seconds < 60 ? [1, 'second' as const] : seconds < 3_600 ? [60, 'minute' as const] : seconds < 86_400 ? [3_600, 'hour' as const] : [86_400, 'day' as const];
      return new Intl.RelativeTimeFormat(locale, { style: 'short', numeric: 'auto' }).format(-Math.max(0, Math.floor(seconds / size)), unit);
    },
    list: (items) => lists('conjunction').format(items),
  };
  return formatted;
}

/** Whole units would hide what small amounts differ by. */
const isSmallMoney = (unit: Unit, value: Value): boolean => shapes[unit] === 'money' && Number(value) !== 0 && Math.abs(Number(value)) < percentBase;

const absolute = (value: Value): Value => (typeof value === 'number' ? Math.abs(value) : value.replace(/^-/, ''));

/** The day that a zone's calendar shows at an instant; Swedish dates are written as the contract writes days. */
export const civilDay = (instant: string, timeZone: string): Day => civilDays(timeZone).format(new Date(instant));

const civilDays = kept((timeZone: string) => new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }));
