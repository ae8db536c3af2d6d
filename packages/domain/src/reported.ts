import type { ReportedDimensions } from './events.js';
import { connectorKey, type Dimension } from './facts.js';
import { unattributed, type ReportedQuestion, type ReportedSpend } from './store.js';

/**
 * Whether a reported number answers a question's split and filter, and under which key: it must be about exactly the
 * dimension the question splits by and the one key of each that it filters by, and about nothing else. `null`: it does not.
 * @param person The key of the person the number is about; `null` where it is about nobody in particular.
 */
export function isSameQuestion(dimensions: ReportedDimensions, person: string | null, { by, where }: Pick<ReportedQuestion, 'by' | 'where'>): { readonly key: string | null; readonly label: string | null } | null {
  const about = new Map<Dimension, { readonly key: string; readonly label: string | null }>();
  if (person !== null) about.set('person', { key: person, label: null });
  for (const [dimension, text] of Object.entries(dimensions) as [keyof ReportedDimensions, string][]) { // Object.entries forgets the literal keys.
    about.set(dimension, text === unattributed ? { key: unattributed, label: null } : dimension === 'connector' ? { key: connectorKey(text), label: text } : { key: text, label: null });
  }
  const asked = new Set<Dimension>([...(by === null ? [] : [by]), ...where.keys()]);
  if (about.size !== asked.size || ![...asked].every((dimension) => about.has(dimension))) return null;
  for (const [dimension, keys] of where) if (keys.length !== 1 || keys[0] !== about.get(dimension)?.key) return null;
  return by === null ? { key: null, label: null } : (about.get(by) ?? null);
}

/**
 * A reported number as one of spend by person and model; `null` where it is about anything else besides. What was spent
 * without a model is what the models leave of the whole, and needs no number of its own.
 */
export function spendSaid(metric: ReportedSpend['metric'], { model, ...others }: ReportedDimensions, person: string | null, value: string): ReportedSpend | null {
  return Object.keys(others).length > 0 || model === unattributed ? null : { metric, key: person, model: model ?? null, value };
}
