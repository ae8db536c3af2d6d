import { z } from 'zod';
import type { PersonReference, Reference } from '../events.js';
import { bases, costTypes, surfaces } from '../facts.js';
import { fieldRules, isFieldRule, type FieldRule } from '../field-rules.js';
import { normaliseEmail } from '../identity.js';
import { amountPattern, parseAmount } from '../money.js';
import { parseInstant } from '../instants.js';
import type { NamedRefusal } from '../refusals.js';
import { shown } from '../shown.js';

/** What would be right, said when something else came. */
export const right = (rule: string) => ({ error: (issue: { readonly input?: unknown }) => said(rule, issue.input) });
const said = (rule: string, given: unknown): string => `must be ${rule}; got ${shown(given)}`;

/** The same, of a rule that has a name. */
export const ruled = (rule: FieldRule) => right(fieldRules[rule]);

const textMax = 200;
// A character is at most two units of a string, and counting them makes a list of all.
const isText = (text: string, max = textMax): boolean => text.length <= 2 * max && text.trim() !== '' && [...text].length <= max && text.isWellFormed();

const text = z.string(ruled('text-200')).refine((text) => isText(text), ruled('text-formed'));

/** An id: unique in its source, kept letter by letter. */
const id = text;

/** A remark that is nobody's key, such as the name of a price table. */
export const remark = text.clone();

/** What a thing is called. Keys that begin with `@` are Pegel's own, such as `@unattributed`. */
export const name = z
  .string(ruled('text-200'))
  .refine((text) => isText(text) && !text.startsWith('@'), ruled('name'));

export const instant = z
  .string(ruled('time'))
  .transform((text, context) => {
    const parsed = parseInstant(text);
    if (parsed !== null) return parsed;
    context.addIssue({ code: 'custom', input: text, message: said(fieldRules['time-exists'], text) });
    return z.NEVER;
  });

// JSON knows -0, which is a zero that integers on disk do not have.
const withoutSign = (value: number): number => value + 0;

const countMax = 1_000_000_000_000;
const countRule = ruled('count');
export const count = z.number(countRule).refine((value) => Number.isInteger(value) && value >= 0 && value <= countMax, countRule).transform(withoutSign);

const revisionRule = ruled('revision');
const revision = z.number(revisionRule).refine((value) => Number.isSafeInteger(value) && value >= 0, revisionRule).transform(withoutSign);

export const flag = z.boolean(ruled('flag'));

const amountRule = ruled('decimal-digits');
export const amount = z
  .string(ruled('decimal'))
  .regex(amountPattern, amountRule)
  .transform(parseAmount);

export const currency = z.string(ruled('currency')).regex(/^[A-Z]{3}$/, ruled('currency-letters'));
export const surface = z.enum(surfaces, right(`one of ${surfaces.join(', ')}`));
export const basis = z.enum(bases, right(`one of ${bases.join(', ')}`));
export const costType = z.enum(costTypes, right(`one of ${costTypes.join(', ')}`));

export const tokens = z.object({ input: count.optional(), output: count.optional(), cacheRead: count.optional(), cacheWrite: count.optional() }, ruled('tokens'));

const nameMax = 400;
const email = z
  .string(ruled('address'))
  .refine((text) => isText(text, 320) && /^[^@]+@[^@]+$/.test(text.trim()), ruled('address-whole'))
  .transform(normaliseEmail);
const personName = z.string(ruled('text')).refine((text) => isText(text, nameMax), ruled('person-name'));

/** A person, by at least one of id and e-mail address. */
export const personFields = { id: id.optional(), email: email.optional(), name: personName.optional() };

/** A program that acts by itself. */
export const serviceFields = { service: name };

// Made once: a schema is compiled when it is first used.
const serviceSchema = z.object(serviceFields);
const personSchema = z.object(personFields);

const whoRule = `must be ${fieldRules.who}`;

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
    if (Object.hasOwn(value, 'id') || Object.hasOwn(value, 'email')) return fail(`${whoRule}; got a service and a person at once`);
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

const rulesBySentence: ReadonlyMap<string, FieldRule> = new Map(Object.entries(fieldRules).flatMap(([name, sentence]) => (isFieldRule(name) ? [[sentence, name] as const] : [])));

/**
 * Which rule the first thing that is wrong has broken; `null` for one without a name. What checks fields hands on texts
 * alone, so the rule is found again by its words, which `said` has put around it.
 */
export const brokenRule = (error: z.ZodError): NamedRefusal<'field-rule' | 'choice-wrong'> | null => ruleBrokenIn(sentenceOf(error));

/** The same of a sentence. */
export function ruleBrokenIn(sentence: string): NamedRefusal<'field-rule' | 'choice-wrong'> | null {
  const [, field = '', rule = '', given = ''] = /^(.+?) must be (.+?); got (.*)$/s.exec(sentence) ?? [];
  const name = rulesBySentence.get(rule);
  if (name !== undefined) return { name: 'field-rule', about: { field, rule: name, given } };
  return rule.startsWith(oneOf) ? { name: 'choice-wrong', about: { field, known: rule.slice(oneOf.length), given } } : null;
}
const oneOf = 'one of ';

/** The fields of an object that a shape does not know, which are dropped. */
export const unknownFields = (value: object, known: object): number => Object.keys(value).filter((key) => !Object.hasOwn(known, key)).length;

export const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What every event has. */
export const everyEvent = { id, type: z.string(), person: reference, surface: surface.default('chat'), revision: revision.default(0), retracted: flag.default(false) };
