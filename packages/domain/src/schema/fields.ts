import { z } from 'zod';
import type { PersonReference, Reference } from '../events.js';
import { bases, costTypes, surfaces } from '../facts.js';
import { normaliseEmail } from '../identity.js';
import { amountPattern, parseAmount } from '../money.js';
import { parseInstant } from '../instants.js';
import { shown } from '../shown.js';

/** The rule a field follows, said when it is broken: what would be right, and what came instead. */
export const right = (rule: string) => ({ error: (issue: { readonly input?: unknown }) => `must be ${rule}; got ${shown(issue.input)}` });

const textMax = 200;
// A character is at most two units of a string, and counting them makes a list of all.
const isText = (text: string, max = textMax): boolean => text.length <= 2 * max && text.trim() !== '' && [...text].length <= max && text.isWellFormed();

const text = z.string(right(`a text of 1 to ${textMax} characters`)).refine((text) => isText(text), right(`a text of 1 to ${textMax} characters of well-formed Unicode`));

/** An id: unique in its source, kept letter by letter. */
const id = text;

/** A remark that is nobody's key, such as the name of a price table. */
export const remark = text.clone();

/** What a thing is called. Keys that begin with `@` are Pegel's own, such as `@unattributed`. */
export const name = z
  .string(right(`a text of 1 to ${textMax} characters`))
  .refine((text) => isText(text) && !text.startsWith('@'), right(`a text of 1 to ${textMax} characters of well-formed Unicode that does not begin with @`));

export const instant = z
  .string(right('a date and time with its offset, such as "2026-11-22T09:30:00Z"'))
  .transform((text, context) => {
    const parsed = parseInstant(text);
    if (parsed !== null) return parsed;
    context.addIssue({ code: 'custom', input: text, message: `must be a date and time that exists, with its offset, such as "2026-11-22T09:30:00Z"; got ${shown(text)}` });
    return z.NEVER;
  });

// JSON knows -0, which is a zero that integers on disk do not have.
const withoutSign = (value: number): number => value + 0;

const countMax = 1_000_000_000_000;
const countRule = right('a whole number from 0 to 1,000,000,000,000');
export const count = z.number(countRule).refine((value) => Number.isInteger(value) && value >= 0 && value <= countMax, countRule).transform(withoutSign);

const revisionRule = right('a whole number from 0');
const revision = z.number(revisionRule).refine((value) => Number.isSafeInteger(value) && value >= 0, revisionRule).transform(withoutSign);

export const flag = z.boolean(right('true or false'));

const amountRule = right('a decimal string such as "12.50", with at most nine digits before and nine after the point');
export const amount = z
  .string(right('a decimal string such as "12.50"'))
  .regex(amountPattern, amountRule)
  .transform(parseAmount);

export const currency = z.string(right('a currency code such as "USD"')).regex(/^[A-Z]{3}$/, right('a currency code of three capital letters, such as "USD"'));
export const surface = z.enum(surfaces, right(`one of ${surfaces.join(', ')}`));
export const basis = z.enum(bases, right(`one of ${bases.join(', ')}`));
export const costType = z.enum(costTypes, right(`one of ${costTypes.join(', ')}`));

export const tokens = z.object({ input: count.optional(), output: count.optional(), cacheRead: count.optional(), cacheWrite: count.optional() }, right('an object with any of input, output, cacheRead and cacheWrite'));

const nameMax = 400;
const email = z
  .string(right('an e-mail address'))
  .refine((text) => isText(text, 320) && /^[^@]+@[^@]+$/.test(text.trim()), right('an e-mail address with exactly one @ inside'))
  .transform(normaliseEmail);
const personName = z.string(right('a text')).refine((text) => isText(text, nameMax), right(`a text of 1 to ${nameMax} characters of well-formed Unicode`));

/** A person, by at least one of id and e-mail address. */
export const personFields = { id: id.optional(), email: email.optional(), name: personName.optional() };

/** A program that acts by itself. */
export const serviceFields = { service: name };

// Made once: a schema is compiled when it is first used.
const serviceSchema = z.object(serviceFields);
const personSchema = z.object(personFields);

const whoRule = 'must be an object with at least one of id and email, an object with service, or null when nobody is known';

/** Whose use an event was. */
const reference = z.unknown().transform((value, context): Reference => {
  if (value === null) return { kind: 'nobody' };
  const fail = (message: string): Reference => {
    context.addIssue({ code: 'custom', input: value, message });
    return { kind: 'nobody' };
  };
  if (value === undefined || typeof value !== 'object' || Array.isArray(value)) return fail(`${whoRule}; got ${shown(value)}`);
  if (Object.hasOwn(value, 'service')) {
    const parsed = serviceSchema.safeParse(value);
    if (Object.hasOwn(value, 'id') || Object.hasOwn(value, 'email')) return fail(`${whoRule}, not a service and a person at once`);
    return parsed.success ? { kind: 'service', name: parsed.data.service } : fail(sentenceOf(parsed.error));
  }
  const parsed = personSchema.safeParse(value);
  if (!parsed.success) return fail(sentenceOf(parsed.error));
  if (parsed.data.id === undefined && parsed.data.email === undefined) return fail(`${whoRule}; got an object with neither`);
  return personOf(parsed.data);
});

export const personOf = (fields: { id?: string | undefined; email?: string | undefined; name?: string | undefined }): PersonReference => ({
  kind: 'person',
  id: fields.id ?? null,
  email: fields.email ?? null,
  name: fields.name ?? null,
});

/** The first thing that is wrong, as "field must be …; got …". */
export function sentenceOf(error: z.ZodError): string {
  const [issue] = error.issues;
  if (issue === undefined) return 'is not valid';
  return `${issue.path.map(String).join('.')} ${issue.message}`.trim();
}

/** The fields of an object that a shape does not know, which are dropped. */
export const unknownFields = (value: object, known: object): number => Object.keys(value).filter((key) => !Object.hasOwn(known, key)).length;

export const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What every event has. */
export const everyEvent = { id, type: z.string(), person: reference, surface: surface.default('chat'), revision: revision.default(0), retracted: flag.default(false) };
