import { z } from 'zod';
import type { RejectionCode } from '../account.js';
import type { ActivityEvent, SpendEvent, UsageEvent } from '../events.js';
import { dailyCodes, dailyShapes, isDailyName, parseDaily } from './daily.js';
import { amount, basis, brokenRule, costType, count, currency, everyEvent, instant, isRecord, name, personFields, remark, sentenceOf, tokens, unknownFields } from './fields.js';
import { refusalSentence, type NamedRefusal } from '../refusals.js';
import { shown } from '../shown.js';

/** One event, understood or refused with a code and a sentence. */
export type ParsedEvent =
  | { readonly ok: true; readonly event: UsageEvent; readonly droppedFields: number }
  | { readonly ok: false; readonly code: RejectionCode; readonly message: string; readonly refusal?: NamedRefusal; readonly id: string | null; readonly droppedFields: number };

const happening = { ...everyEvent, at: instant };

/** What each type of event may carry. */
export const activityShapes = {
  'message.sent': { ...happening, chat: name, project: name.optional(), model: name.optional(), count: count.default(1) },
  'chat.created': { ...happening, chat: name, project: name.optional() },
  'project.created': { ...happening, project: name },
  'project.used': { ...happening, project: name },
  'artifact.created': { ...happening, artifact: name, kind: remark.optional(), chat: name.optional(), project: name.optional() },
  'connector.used': { ...happening, connector: name, count: count.default(1) },
} as const;

export const spendShape = {
  ...everyEvent,
  at: instant.optional(), from: instant.optional(), to: instant.optional(),
  amount, currency, basis,
  listAmount: amount.optional(), credits: amount.optional(), model: name.optional(), costType: costType.default('tokens'),
  requests: count.default(0), tokens: tokens.optional(), priceTable: remark.optional(),
};

const schemas = {
  'message.sent': z.object(activityShapes['message.sent']),
  'chat.created': z.object(activityShapes['chat.created']),
  'project.created': z.object(activityShapes['project.created']),
  'project.used': z.object(activityShapes['project.used']),
  'artifact.created': z.object(activityShapes['artifact.created']),
  'connector.used': z.object(activityShapes['connector.used']),
} as const satisfies Record<keyof typeof activityShapes, z.ZodType>;
const spendSchema = z.object(spendShape);

type ActivityName = keyof typeof activityShapes;
const isActivityName = (type: string): type is ActivityName => Object.hasOwn(activityShapes, type);

/** Which code a broken field has; a required one that is missing has its own. */
const codes: Readonly<Record<keyof typeof spendShape | 'chat' | 'project' | 'artifact' | 'connector' | 'kind' | 'count' | keyof typeof dailyCodes, RejectionCode>> = {
  ...dailyCodes,
  id: 'bad-id', type: 'bad-type', at: 'bad-at', from: 'bad-period', to: 'bad-period', person: 'bad-person', surface: 'bad-surface',
  revision: 'bad-count', retracted: 'bad-type', count: 'bad-count', requests: 'bad-count', tokens: 'bad-count',
  amount: 'bad-amount', listAmount: 'bad-amount', credits: 'bad-amount', currency: 'bad-currency',
  basis: 'bad-name', costType: 'bad-name', chat: 'bad-name', project: 'bad-name', artifact: 'bad-name', connector: 'bad-name',
  kind: 'bad-name', model: 'bad-name', priceTable: 'bad-name',
};

/** Reads one item of `POST /v1/events`. Unknown fields are dropped and counted; content has no field to live in. */
export function parseEvent(value: unknown): ParsedEvent {
  const shownId = isRecord(value) && typeof value.id === 'string' ? value.id.slice(0, 200) : null;
  const refuse = (code: RejectionCode, refusal: NamedRefusal): ParsedEvent => ({ ok: false, code, message: refusalSentence(refusal), refusal, id: shownId, droppedFields: 0 });
  const broken = (of: Record<string, unknown>, type: string, error: z.ZodError): ParsedEvent => {
    const { code, refusal } = problemOf(of, type, error);
    return refusal === null ? { ok: false, code, message: `${sentenceOf(error)}.`, id: shownId, droppedFields: 0 } : refuse(code, refusal);
  };
  if (!isRecord(value)) return refuse('bad-json', { name: 'item-object', about: { given: shown(value) } });

  const { type } = value;
  if (type === undefined) return refuse('missing-field', { name: 'item-type-missing', about: {} });
  if (typeof type !== 'string' || !(isActivityName(type) || isDailyName(type) || type === 'spend')) {
    return refuse('bad-type', { name: 'choice-wrong', about: { field: 'type', known: [...Object.keys(activityShapes), 'spend', ...Object.keys(dailyShapes)].join(', '), given: shown(type) } });
  }
  if (isDailyName(type)) {
    const parsed = parseDaily(type, value);
    if (parsed.ok === false) return broken(value, type, parsed.error);
    return parsed.ok === 'refused' ? refuse(parsed.code, parsed.refusal) : { ok: true, event: parsed.event, droppedFields: droppedFrom(value, dailyShapes[type]) };
  }

  const shape: object = isActivityName(type) ? activityShapes[type] : spendShape;
  const parsed = isActivityName(type) ? schemas[type].safeParse(value) : spendSchema.safeParse(value);
  if (!parsed.success) return broken(value, type, parsed.error);
  const droppedFields = droppedFrom(value, shape) + (type === 'spend' && isRecord(value.tokens) ? unknownFields(value.tokens, tokens.shape) : 0);

  if (isActivityName(type)) return { ok: true, event: activityOf(type, parsed.data as z.infer<(typeof schemas)[ActivityName]>), droppedFields }; // The schema was chosen by the type.
  const data = parsed.data as z.infer<typeof spendSchema>; // As above.
  const period = periodOf(data);
  if ('code' in period) return refuse(period.code, period.refusal);
  return { ok: true, event: spendOf(data, period), droppedFields };
}

const droppedFrom = (value: Record<string, unknown>, shape: object): number =>
  unknownFields(value, shape) + (isRecord(value.person) ? unknownFields(value.person, { ...personFields, service: true }) : 0);

function problemOf(value: Record<string, unknown>, type: string, error: z.ZodError): { readonly code: RejectionCode; readonly refusal: NamedRefusal | null } {
  const path = error.issues[0]?.path ?? [];
  const field = String(path[0] ?? '');
  if (path.length === 1 && value[field] === undefined) return { code: 'missing-field', refusal: { name: 'field-missing', about: { field, type } } };
  const code = Object.hasOwn(codes, field) ? codes[field as keyof typeof codes] : 'bad-type'; // hasOwn has just shown it.
  return { code, refusal: brokenRule(error) };
}

function periodOf(data: z.infer<typeof spendSchema>): { from: number; to: number } | { code: RejectionCode; refusal: NamedRefusal } {
  const { at, from, to } = data;
  if (at !== undefined) {
    if (from !== undefined || to !== undefined) return { code: 'bad-period', refusal: { name: 'spend-when-twice', about: {} } };
    return { from: at, to: at };
  }
  if (from === undefined && to === undefined) return { code: 'missing-field', refusal: { name: 'spend-when-missing', about: {} } };
  if (from === undefined || to === undefined) return { code: 'bad-period', refusal: { name: 'spend-when-half', about: { missing: from === undefined ? 'from' : 'to' } } };
  if (from >= to) return { code: 'bad-period', refusal: { name: 'spend-when-order', about: { from: new Date(from).toISOString(), to: new Date(to).toISOString() } } };
  return { from, to };
}

type Fields = { readonly [Key in 'chat' | 'project' | 'artifact' | 'kind' | 'connector' | 'model']?: string | undefined } & { readonly count?: number };

function activityOf(type: ActivityName, data: z.infer<(typeof schemas)[ActivityName]>): ActivityEvent {
  const own: Fields = data;
  return {
    id: data.id, revision: data.revision + 0, retracted: data.retracted, person: data.person, surface: data.surface, type, at: data.at,
    chat: own.chat ?? null, project: own.project ?? null, artifact: own.artifact ?? null, artifactKind: own.kind ?? null,
    connector: own.connector ?? null, model: own.model ?? null, count: own.count ?? 1,
  };
}

function spendOf(data: z.infer<typeof spendSchema>, period: { from: number; to: number }): SpendEvent {
  return {
    id: data.id, revision: data.revision + 0, retracted: data.retracted, person: data.person, surface: data.surface, type: 'spend', ...period,
    amount: data.amount, currency: data.currency, listAmount: data.listAmount ?? null, credits: data.credits ?? null, basis: data.basis,
    model: data.model ?? null, costType: data.costType, requests: data.requests, priceTable: data.priceTable ?? null,
    inputTokens: data.tokens?.input ?? 0, outputTokens: data.tokens?.output ?? 0,
    cacheReadTokens: data.tokens?.cacheRead ?? 0, cacheWriteTokens: data.tokens?.cacheWrite ?? 0,
  };
}
