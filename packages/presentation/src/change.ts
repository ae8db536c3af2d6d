import { metricOf, type Change, type ComparedValue, type MetricName, type Period, type Unit, type Value } from '@pegel/domain';
import type { Locale } from './locale.js';

/** A change in words, complete for eyes and for ears. */
export interface ChangeText {
  readonly glyph: '▲' | '▼' | '=' | '–';
  /** For tables and tooltips, the step first: "+24 (+12.8%)", "+3 (from 0)", "±0". */
  readonly visual: string;
  /** For tiles, one figure: "+12.8%". */
  readonly short: string;
  /** What it is compared with: "vs Sat 21 Nov". Empty where the change could not be said. */
  readonly base: string;
  /** The same where there is little room: "vs Sat", "vs Oct". Empty where neither a day nor days of one month from its first are meant. */
  readonly baseShort: string;
  /** The value before: "was 298". Empty where the base is missing or already said. */
  readonly was: string;
  /** "up 24, 12.8 percent, versus Saturday 21 November" */
  readonly spoken: string;
  /** Neutral unless the metric declares a good direction. */
  readonly polarity: 'good' | 'bad' | 'neutral';
}

/** The change of a metric against what it was compared with. Total over the domain's changes, so no client invents a percentage. */
export function changeText(name: MetricName, compared: ComparedValue, locale: Locale): ChangeText {
  const { words, format } = locale;
  const { unit, good } = metricOf(name);
  const isDay = compared.from === compared.to;
  const when = isDay ? format.day(compared.from) : format.range(compared);
  const whenSpoken = isDay ? format.dayLong(compared.from) : words.change.through(format.dateLong(compared.from), format.dateLong(compared.to));
  const { change } = compared;

  if (change.kind === 'unavailable') {
    const why = change.reason === 'incomplete' ? words.change.incomplete : change.reason === 'no-data' && compared.value === null ? words.change.noDataFor(when) : words.reasons[change.reason];
    return { glyph: '–', visual: why, short: why, base: '', baseShort: '', was: '', spoken: why, polarity: 'neutral' };
  }

  // A step that would be written as zero is no change to a reader, whatever its last digits are.
  const isVisible = change.kind === 'points' || (change.kind !== 'same' && /[1-9]/.test(format.step(unit, change.step)));
  const parts = partsOf(isVisible ? change : { kind: 'same' }, unit, compared.value, locale);
  const step = isVisible ? Number(change.step) : 0;
  const direction = step > 0 ? words.change.up : words.change.down;
  return {
    glyph: step === 0 ? '=' : step > 0 ? '▲' : '▼',
    visual: parts.visual,
    short: parts.short,
    base: words.change.versus(when),
    baseShort: isDay ? words.change.versusBriefly(format.weekday(compared.from)) : isMonthToDate(compared) ? words.change.versusBriefly(format.monthShort(compared.from)) : '',
    was: change.kind === 'from' || !isVisible || compared.value === null ? '' : words.change.was(format.value(unit, compared.value)),
    spoken: `${step === 0 ? parts.spoken : `${direction} ${parts.spoken}`}, ${words.change.versusSpoken(whenSpoken)}`,
    polarity: step === 0 || good === undefined ? 'neutral' : step > 0 === (good === 'up') ? 'good' : 'bad',
  };
}

/** Days of one month from its first. */
const isMonthToDate = ({ from, to }: Period): boolean => from.endsWith('-01') && from.slice(0, 7) === to.slice(0, 7);

interface Parts {
  readonly visual: string;
  readonly short: string;
  /** Without direction and base. */
  readonly spoken: string;
}

function partsOf(change: Exclude<Change, { kind: 'unavailable' }>, unit: Unit, base: Value | null, { words, format }: Locale): Parts {
  const without = (text: string) => text.replace(/^[+\u2212]/, '');
  switch (change.kind) {
    case 'same': {
      const isStillNothing = base !== null && Number(base) === 0;
      return { visual: '±0', short: '±0', spoken: isStillNothing ? words.change.still(format.value(unit, base)) : words.change.same };
    }
    case 'percent': {
      const step = format.step(unit, change.step);
      const percent = format.percent(change.percent, true);
      const number = without(format.points(change.percent));
      return { visual: `${step} (${percent})`, short: percent, spoken: `${format.size(unit, change.step)}, ${words.change.percentSpoken(number)}` };
    }
    case 'factor': {
      const step = format.step(unit, change.step);
      const factor = format.factor(change.factor);
      const from = words.change.from(format.value(unit, change.from));
      return { visual: `${step} (${from}; ×${factor})`, short: `×${factor}`, spoken: `${format.size(unit, change.step)}, ${from}, ${words.change.timesSpoken(factor)}` };
    }
    case 'from': {
      const from = words.change.from(format.value(unit, change.from));
      const text = `${format.step(unit, change.step)} (${from})`;
      return { visual: text, short: text, spoken: `${format.size(unit, change.step)} ${from}` };
    }
    case 'points': {
      const text = `${format.points(change.step)} ${words.change.points}`;
      return { visual: text, short: text, spoken: `${without(format.points(change.step))} ${words.change.pointsSpoken}` };
    }
  }
}
