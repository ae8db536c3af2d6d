import { quarantineCodes, type QuarantineCode } from './account.js';
import type { Instant } from './calendar.js';
import { currencyOf, isPersonDay, isReported, isSpend, type ReportedEvent, type UsageEvent } from './events.js';
import { isErasedWord } from './identity.js';
import type { Actor, Journal } from './journal.js';
import { metricOf } from './metrics.js';
import { formatAmount } from './money.js';
import { isPermitted } from './operations.js';
import { permit } from './permit.js';
import type { Reader } from './permissions.js';
import { oneOf } from './query.js';
import { refuse } from './report-error.js';
import {
  quarantineStates,
  type Decided, type Decision, type DecisionResult, type Obstacle, type QuarantinedItem, type QuarantineState, type ReleaseOutcome, type SourceStore,
} from './source-store.js';
import { permitSources } from './sources.js';
import { unattributed } from './store.js';

/** What an item says, field by field in the names of events, as far as a reader may see it. */
export interface ContentView {
  readonly fields: Readonly<Record<string, string | number | boolean>>;
  /** Fields that are there and not shown. */
  readonly hidden: readonly string[];
}

export interface QuarantineItemView {
  readonly id: number;
  readonly source: string;
  readonly code: QuarantineCode;
  readonly state: QuarantineState;
  readonly receivedAt: string;
  readonly content: ContentView;
  readonly stored: QuarantinedItem['stored'];
  /** What is stored under the same id and revision, where that is something else. */
  readonly standing: ContentView | null;
  readonly decided: {
    readonly at: string;
    readonly by: string;
    readonly reason: string;
    readonly outcome: ReleaseOutcome | null;
    readonly replaced: ContentView | null;
  } | null;
}

export interface QuarantineView {
  readonly items: readonly QuarantineItemView[];
  /** Ask for what came before this one; `null` at the end. */
  readonly next: number | null;
  /** Whether the reader may release and discard. */
  readonly canDecide: boolean;
}

export interface QuarantineQuery {
  readonly source?: string | undefined;
  readonly code?: string | undefined;
  readonly state?: string | undefined;
  readonly ids?: readonly number[] | undefined;
  readonly before?: number | undefined;
  readonly limit?: number | undefined;
}

/** What somebody decides, and why. */
export interface DecisionQuery {
  readonly ids: readonly number[];
  readonly reason: string;
}

export interface DecisionView {
  readonly results: readonly DecisionResultView[];
}

export type DecisionResultView =
  | { readonly id: number; readonly kind: 'decided'; readonly outcome: ReleaseOutcome | null }
  /** The sentence is for people and logs; `why` is for programs. */
  | { readonly id: number; readonly kind: 'refused'; readonly why: Obstacle['why']; readonly message: string };

const pageSize = 50;
export const decisionLimits = { items: 200, reason: 500 } as const;

/** What was set aside, newest first. */
export async function quarantineView(reader: Reader, store: SourceStore, query: QuarantineQuery): Promise<QuarantineView> {
  permitSources(reader);
  const limit = query.limit ?? pageSize;
  if (!Number.isInteger(limit) || limit < 1 || limit > decisionLimits.items) refuse({ name: 'whole-number', about: { field: 'limit', least: '1', most: String(decisionLimits.items), given: String(limit) } });
  const code = oneOf('code', query.code, quarantineCodes);
  const state = oneOf('state', query.state, quarantineStates);
  // One more than is shown tells whether there is more.
  const found = await store.quarantined(reader.organisation, { source: query.source, code, state, ids: query.ids, before: query.before, limit: limit + 1 });
  const shown = found.slice(0, limit);
  return {
    items: shown.map((item) => itemView(reader, item)),
    next: found.length > limit ? (shown.at(-1)?.id ?? null) : null,
    canDecide: isPermitted(reader, 'decide-quarantine'),
  };
}

const peopleFields = ['person.id', 'person.email', 'person.name'] as const;

/** Whether items as they are shown name anybody. */
export const namesPeople = ({ items }: Pick<QuarantineView, 'items'>): boolean =>
  items.some(({ content, standing, decided }) => [content, standing, decided?.replaced].some((view) => peopleFields.some((field) => view !== null && view !== undefined && Object.hasOwn(view.fields, field))));

/** Releases or discards items in the name of a person; the journal's entry stands with the decision, or neither does. */
export async function decide(reader: Reader, by: Actor, store: SourceStore, journal: Journal, verb: Decision['verb'], { ids, reason }: DecisionQuery, now: Instant): Promise<DecisionView> {
  permit(reader, 'decide-quarantine');
  const wanted = [...new Set(ids)];
  if (wanted.length === 0 || wanted.length > decisionLimits.items) refuse({ name: 'items-count', about: { most: String(decisionLimits.items), given: String(wanted.length) } });
  const why = reason.trim();
  if (why === '' || [...why].length > decisionLimits.reason || !why.isWellFormed()) refuse({ name: 'items-reason', about: { most: String(decisionLimits.reason) } });
  const { kind, id, name, address } = by;
  const results = await store.decide(reader.organisation, { verb, ids: wanted, by: name, reason: why, at: now }, (found) => {
    const items = found.filter((result) => result.kind === 'decided').map((result) => String(result.id));
    if (items.length > 0) journal.record(reader.organisation.slug, { happening: 'quarantine-decided', at: now, by: { kind, id, address }, about: { verb, items } });
  });
  return { results: results.map((result) => resultView(reader, result)) };
}

function resultView(reader: Reader, result: DecisionResult): DecisionResultView {
  if (result.kind === 'decided') return result;
  return { id: result.id, kind: 'refused', why: result.obstacle.why, message: sentenceOf(reader, result.obstacle) };
}

function sentenceOf({ organisation }: Reader, obstacle: Obstacle): string {
  switch (obstacle.why) {
    case 'unknown':
      return `${organisation.name} has no such item in quarantine.`;
    case 'decided':
      return `It was ${obstacle.decided.state} already, by ${obstacle.decided.by} at ${new Date(obstacle.decided.at).toISOString()}: ${obstacle.decided.reason}`;
    case 'foreign-currency':
      return `The organisation accounts in ${organisation.currency}${currencyOf(obstacle.event) === null ? '' : `, and this line is in ${currencyOf(obstacle.event)}`}; adding it up would make a wrong sum. Discard it, or send it again in ${organisation.currency}.`;
    case 'conflict':
      return 'By now another content is stored with the same id and revision. Discard this item; if it is the right one, send it with a higher revision.';
  }
}

function itemView(reader: Reader, item: QuarantinedItem): QuarantineItemView {
  const { id, source, code, event, receivedAt, stored, standing, decided } = item;
  return {
    id, source, code, state: decided?.state ?? 'waiting', receivedAt: new Date(receivedAt).toISOString(), content: contentView(reader, event), stored,
    standing: standing === null ? null : contentView(reader, standing), decided: decided === null ? null : decidedView(reader, decided),
  };
}

function decidedView(reader: Reader, { at, by, reason, outcome, replaced }: Decided): QuarantineItemView['decided'] {
  return { at: new Date(at).toISOString(), by: isErasedWord(by) ? unattributed : by, reason, outcome, replaced: replaced === null ? null : contentView(reader, replaced) };
}

type Field = readonly [name: string, value: string | number | boolean | null];

/** An item as a reader may see it: what use it was, what it cost and whose it was are three different permissions. */
export function contentView({ permissions, organisation }: Reader, event: UsageEvent): ContentView {
  const seesPeople = permissions.has('view:people') && organisation.names === 'full';
  const { person } = event;
  // What stands for the words of somebody who was erased is no word.
  const said = (text: string | null) => (text === null || isErasedWord(text) ? null : text);
  const names = person.kind === 'person' ? [person.id, person.email, person.name].filter((text) => said(text) !== null) as string[] : []; // The filter has removed the nulls.
  // An id or a name of something may be made of a person's; who may not see people does not see it there either.
  const tellsNobody = ([, value]: Field) => seesPeople || typeof value !== 'string' || !(value.includes('@') || names.some((name) => value.toLowerCase().includes(name.toLowerCase())));
  const groups: readonly { readonly isShown: boolean; readonly fields: readonly Field[] }[] = [
    { isShown: true, fields: factOf(event) },
    { isShown: seesPeople, fields: person.kind === 'person' ? [[peopleFields[0], said(person.id)], [peopleFields[1], said(person.email)], [peopleFields[2], person.name]] : [] },
    { isShown: permissions.has('view:usage'), fields: useOf(event) },
    { isShown: permissions.has('view:spend'), fields: costOf(event) },
  ];
  const all = groups.flatMap(({ isShown, fields }) => fields.flatMap(([name, value]) => (value === null ? [] : [{ name, value, isShown: isShown && tellsNobody([name, value]) }])));
  return {
    fields: Object.fromEntries(all.filter(({ isShown }) => isShown).map(({ name, value }) => [name, value])),
    hidden: all.filter(({ isShown }) => !isShown).map(({ name }) => name),
  };
}

const time = (instant: Instant): string => new Date(instant).toISOString();

/** What it takes to know which item it is. */
function factOf(event: UsageEvent): readonly Field[] {
  return [
    ['id', event.id], ['type', event.type], ...whenOf(event), ['surface', event.surface], ['revision', event.revision], ...(event.retracted ? [['retracted', true] as const] : []),
    ['currency', currencyOf(event)],
  ];
}

function whenOf(event: UsageEvent): readonly Field[] {
  if (isPersonDay(event)) return [['day', event.day], ['days', event.days]];
  if (isReported(event)) return [['from', event.from], ['to', event.to], ['days', event.days]];
  if (!isSpend(event)) return [['at', time(event.at)]];
  return event.from === event.to ? [['at', time(event.from)]] : [['from', time(event.from)], ['to', time(event.to)]];
}

function useOf(event: UsageEvent): readonly Field[] {
  const { person } = event;
  const service: Field = ['person.service', person.kind === 'service' ? person.name : null];
  if (isPersonDay(event)) return [service, ...Object.entries(event.counts)];
  if (isReported(event)) return [service, ['metric', event.metric], ...Object.entries(event.dimensions), ...(isMoney(event) ? [] : [['value', event.value] as const])];
  const { model } = event;
  if (!isSpend(event)) {
    const { chat, project, artifact, artifactKind, connector, count } = event;
    return [service, ['chat', chat], ['project', project], ['artifact', artifact], ['kind', artifactKind], ['connector', connector], ['model', model], ['count', count]];
  }
  const { requests, inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens } = event;
  return [service, ['model', model], ['requests', requests], ['tokens.input', inputTokens], ['tokens.output', outputTokens], ['tokens.cacheRead', cacheReadTokens], ['tokens.cacheWrite', cacheWriteTokens]];
}

const isMoney = ({ metric }: ReportedEvent): boolean => metricOf(metric).unit === 'money';

function costOf(event: UsageEvent): readonly Field[] {
  if (isReported(event)) return isMoney(event) ? [['value', event.value]] : [];
  if (!isSpend(event)) return [];
  const money = (amount: bigint | null) => (amount === null ? null : formatAmount(amount));
  return [
    ['amount', money(event.amount)], ['listAmount', money(event.listAmount)], ['credits', money(event.credits)], ['basis', event.basis], ['costType', event.costType], ['priceTable', event.priceTable],
  ];
}
