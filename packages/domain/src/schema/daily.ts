import { z } from 'zod';
import type { RejectionCode } from '../account.js';
import { isDay } from '../days.js';
import { dayCounts, dayKinds, reportedDimensions, type DailyType, type PersonDayEvent, type ReportedEvent } from '../events.js';
import type { Dimension } from '../facts.js';
import { dimensionsOf } from '../measures.js';
import { metricNames, metricOf, type MetricName, type Unit } from '../metrics.js';
import { amountPattern } from '../money.js';
import type { NamedRefusal } from '../refusals.js';
import { shown } from '../shown.js';
import { unattributed } from '../store.js';
import { costType, count, currency, everyEvent, name, right, ruled, surface } from './fields.js';

/* What tells of days instead of instants. */

const dayRule = ruled('day');
const day = z.string(dayRule).refine((text) => isDay(text), dayRule);
const days = z.enum(dayKinds, right(`one of ${dayKinds.join(', ')}`));
const metric = z.enum(metricNames, ruled('metric'));

const counts = Object.fromEntries(dayCounts.map((name) => [name, count.optional()])) as Record<(typeof dayCounts)[number], z.ZodOptional<typeof count>>; // Object.fromEntries forgets the literal keys.
const key = name.nullable().optional();
const dimensions = { model: key, connector: key, surface: surface.optional(), project: key, group: key, department: key, costCentre: key, costType: costType.optional() } satisfies Record<(typeof reportedDimensions)[number], z.ZodType>;

export const dailyShapes = {
  'person-day': { ...everyEvent, day, days, ...counts },
  reported: { ...everyEvent, metric, value: z.union([z.number(), z.string()], ruled('value')), from: day, to: day, days, currency: currency.optional(), ...dimensions },
} satisfies Record<DailyType, object>;

const schemas = { 'person-day': z.object(dailyShapes['person-day']), reported: z.object(dailyShapes.reported) };

export const isDailyName = (type: string): type is DailyType => Object.hasOwn(dailyShapes, type);

/** Which code a field of a day has that others do not have. */
export const dailyCodes = {
  day: 'bad-at', days: 'bad-name', metric: 'bad-name', value: 'bad-count', group: 'bad-name', department: 'bad-name', costCentre: 'bad-name',
  ...(Object.fromEntries(dayCounts.map((name) => [name, 'bad-count'])) as Record<(typeof dayCounts)[number], RejectionCode>), // Object.fromEntries forgets the literal keys.
} as const satisfies Record<string, RejectionCode>;

type Refused = { readonly code: RejectionCode; readonly refusal: NamedRefusal };

/** One event of days, or what is wrong with it beside its fields. */
export type ParsedDaily = { readonly ok: true; readonly event: PersonDayEvent | ReportedEvent } | { readonly ok: false; readonly error: z.ZodError } | ({ readonly ok: 'refused' } & Refused);

export function parseDaily(type: DailyType, value: unknown): ParsedDaily {
  if (type === 'person-day') {
    const parsed = schemas[type].safeParse(value);
    return parsed.success ? personDayOf(parsed.data) : { ok: false, error: parsed.error };
  }
  const parsed = schemas[type].safeParse(value);
  return parsed.success ? reportedOf(parsed.data) : { ok: false, error: parsed.error };
}

function personDayOf(data: z.infer<(typeof schemas)['person-day']>): ParsedDaily {
  const counted = Object.fromEntries(dayCounts.flatMap((name) => (data[name] === undefined ? [] : [[name, data[name]]])));
  if (Object.keys(counted).length === 0) return { ok: 'refused', code: 'missing-field', refusal: { name: 'day-without-counts', about: { known: dayCounts.join(', ') } } };
  const { id, revision, retracted, person, surface: on, day: date, days: kind } = data;
  return { ok: true, event: { id, revision, retracted, person, surface: on, type: 'person-day', day: date, days: kind, counts: counted } };
}

function reportedOf(data: z.infer<(typeof schemas)['reported']>): ParsedDaily {
  const { id, revision, retracted, person, metric: named, from, to, days: kind } = data;
  if (from > to) return { ok: 'refused', code: 'bad-period', refusal: { name: 'reported-order', about: { from, to } } };
  const said = reportedDimensions.filter((dimension) => data[dimension] !== undefined);
  const asked: readonly Dimension[] = person.kind === 'nobody' ? said : ['person', ...said];
  const possible = dimensionsOf(metricOf(named).measure);
  const wrong = asked.find((dimension) => !possible.includes(dimension));
  if (wrong !== undefined) return { ok: 'refused', code: 'bad-name', refusal: { name: 'metric-split', about: { metric: named, dimension: wrong, possible: possible.join(', ') } } };
  if (data.currency !== undefined && metricOf(named).unit !== 'money') return { ok: 'refused', code: 'bad-currency', refusal: { name: 'reported-currency', about: { number: named, given: shown(data.currency) } } };
  const value = valueOf(named, data.value);
  if (typeof value !== 'string') return { ok: 'refused', ...value };
  const about = Object.fromEntries(said.map((dimension) => [dimension, data[dimension] ?? unattributed]));
  // A reported number has the surface it names, or all of them; the field that every event has says neither.
  return { ok: true, event: { id, revision, retracted, person, surface: 'other', type: 'reported', metric: named, value, from, to, days: kind, ...(data.currency === undefined ? {} : { currency: data.currency }), dimensions: about } };
}

/** Units of which there can be parts. */
const divisible: readonly Unit[] = ['percent', 'perChat'];

/** A value as text, or what is wrong with it; money is a decimal string, anything else a number from 0. */
function valueOf(named: MetricName, value: number | string): string | Refused {
  const { unit } = metricOf(named);
  if (unit === 'money') {
    if (typeof value === 'string' && amountPattern.test(value)) return value;
    return { code: 'bad-amount', refusal: { name: 'reported-money', about: { number: named, given: shown(value) } } };
  }
  if (typeof value === 'number' && Number.isFinite(value) && value >= 0 && value <= valueMax && (divisible.includes(unit) || Number.isInteger(value))) return String(value + 0);
  return { code: 'bad-count', refusal: { name: divisible.includes(unit) ? 'reported-number' : 'reported-whole', about: { given: shown(value) } } };
}

const valueMax = 1_000_000_000_000;
