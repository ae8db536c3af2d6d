import { amountTyped } from '@pegel/presentation';
import { ask } from '../session/asking.js';
import type { Draft, StepName } from './draft.js';

/** Every field a server can name, with the step that asks for it. */
const stepOfField = {
  'organisation.name': 'owner', 'owner.email': 'owner', 'owner.password': 'owner', 'organisation.timeZone': 'days', 'organisation.weekStart': 'days', 'organisation.fiscalYearStart': 'days',
  'organisation.names': 'names', 'organisation.namesReason': 'names', 'organisation.purposes': 'names', 'organisation.groupSize': 'names', 'organisation.currency': 'costs', 'organisation.budget': 'costs', 'organisation.extraUsage': 'costs',
} as const satisfies Record<string, StepName>;
export type WireField = keyof typeof stepOfField;

/** What came of it. */
export type Founded =
  | { readonly kind: 'founded'; readonly slug: string; readonly ingestKey: string }
  /** The server's own sentences, by field; the step is that of the first. */
  | { readonly kind: 'refused'; readonly step: StepName; readonly fields: Partial<Record<WireField, string>> }
  | { readonly kind: 'wrong-code' | 'too-many' | 'closed' | 'unreachable' }
  | { readonly kind: 'failed'; readonly message: string };

/** Sets the organisation up. The code and the password are in the body alone. */
export async function found({ organisation: name, email, names, groupSize, purposes: _written, budget, extraUsage, ...settings }: Draft, purposes: readonly string[], code: string, password: string): Promise<Founded> {
  const answer = await ask<{ readonly organisation: string; readonly ingestKey: string }>('/set-up', {
    code,
    organisation: { ...settings, name, names, groupSize: Number(groupSize), purposes, ...(extraUsage !== 'yes' || budget.trim() === '' ? {} : { budget: amountTyped(budget) }), extraUsage: extraUsage === 'yes' },
    owner: { email, password },
  });
  if (answer.kind === 'answered') return { kind: 'founded', slug: answer.body.organisation, ingestKey: answer.body.ingestKey };
  if (answer.kind === 'unreachable') return answer;
  switch (answer.status) {
    case 403:
      return { kind: 'wrong-code' };
    case 404:
      return { kind: 'closed' };
    case 429:
      return { kind: 'too-many' };
    default: {
      const fields = fieldsIn(answer.message);
      const [first] = fieldNames.filter((field) => fields[field] !== undefined);
      return first === undefined ? { kind: 'failed', message: answer.message } : { kind: 'refused', step: stepOfField[first], fields };
    }
  }
}

const fieldNames = Object.keys(stepOfField) as WireField[]; // Object.keys forgets the literal keys.

/** The server names each field before what is wrong with it: "owner.email: … organisation.timeZone: …". */
function fieldsIn(message: string): Partial<Record<WireField, string>> {
  const starts = fieldNames.map((field) => ({ field, at: message.indexOf(`${field}: `) })).filter(({ at }) => at >= 0).toSorted((one, other) => one.at - other.at);
  return Object.fromEntries(starts.map(({ field, at }, index) => [field, message.slice(at + field.length + 2, starts[index + 1]?.at).trim()]));
}
