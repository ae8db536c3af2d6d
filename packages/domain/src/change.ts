import { formatAmount, parseDecimal } from './money.js';
import type { Unit } from './metrics.js';

/** A number as a report carries it: money as a decimal string, everything else as a number. */
export type Value = number | string;

/** Why there is no number. */
export const nullReasons = ['no-data', 'not-applicable', 'hidden', 'off'] as const;
export type NullReason = (typeof nullReasons)[number];

/**
 * How a value differs from its base. Steps of money are decimal strings.
 * A percentage is only said of a base of at least 10, and never above 1,000 %, where a factor says it better.
 */
export type Change =
  | { readonly kind: 'same' }
  | { readonly kind: 'percent'; readonly step: Value; readonly percent: number }
  | { readonly kind: 'factor'; readonly step: Value; readonly factor: number; readonly from: Value }
  | { readonly kind: 'from'; readonly step: Value; readonly from: Value }
  | { readonly kind: 'points'; readonly step: number }
  | { readonly kind: 'unavailable'; readonly reason: NullReason | 'incomplete' };

/** One side of a comparison. */
export interface Compared {
  readonly value: Value | null;
  readonly reason: NullReason | null;
  readonly complete: boolean;
}

/** The smallest base that a percentage says something about. */
export const percentBase = 10;
const factorFrom = 10;

/** The change from `base` to `now`: total, so that no client can invent a percentage. */
export function change(unit: Unit, now: Compared, base: Compared): Change {
  if (now.value === null) return { kind: 'unavailable', reason: now.reason ?? 'no-data' };
  if (base.value === null) return { kind: 'unavailable', reason: base.reason ?? 'no-data' };
  if (!now.complete || !base.complete) return { kind: 'unavailable', reason: 'incomplete' };

  const step = stepBetween(now.value, base.value);
  const from = Number(base.value);
  if (Number(step) === 0) return { kind: 'same' };
  if (unit === 'percent') return { kind: 'points', step: Number(step) * 100 };
  if (from < percentBase) return { kind: 'from', step, from: base.value };
  const relative = Number(step) / from;
  if (Math.abs(relative) >= factorFrom) return { kind: 'factor', step, factor: Number(now.value) / from, from: base.value };
  return { kind: 'percent', step, percent: relative * 100 };
}

function stepBetween(now: Value, base: Value): Value {
  if (typeof now === 'string' && typeof base === 'string') return formatAmount(parseDecimal(now) - parseDecimal(base));
  return Number(now) - Number(base);
}
