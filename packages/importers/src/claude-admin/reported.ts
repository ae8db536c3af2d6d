import { createHash } from 'node:crypto';
import type { MetricName, Period, Surface, WireEvent, WireReference } from '@pegel/domain';

/** One number that the console counted, of exactly its days. */
export interface Told {
  readonly metric: MetricName;
  /** An amount is a text, and in US dollars. */
  readonly value: number | string;
  readonly period: Period;
  readonly person?: WireReference;
  readonly about?: { readonly model?: string | null; readonly surface?: Surface };
}

/**
 * TRICKY: the id is made of the question alone, so that a window that is exported again replaces what it said before, and one
 * that overlaps it says something else. It must never change. What a person is told apart by is hashed: ids are shown.
 */
export function reportedEvent({ metric, value, period, person = null, about = {} }: Told, revision: number): WireEvent {
  const question = JSON.stringify([person === null ? null : keyOf(person), Object.entries(about).sort()]);
  const split = person === null && Object.keys(about).length === 0 ? '' : ` ${createHash('sha256').update(question).digest('hex').slice(0, 32)}`;
  return { id: `${period.from} ${period.to} ${metric}${split}`, revision, person, type: 'reported', metric, value, from: period.from, to: period.to, days: 'utc', ...(typeof value === 'string' && { currency: 'USD' }), ...about };
}

const keyOf = (person: NonNullable<WireReference>): string => ('service' in person ? `service ${person.service}` : (person.id ?? person.email ?? ''));
