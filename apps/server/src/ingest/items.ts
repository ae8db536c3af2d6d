import { JsonLimitError, parseJson, parsingJson, type JsonFault, type JsonLimits, type NamedRefusal, type ReadJson } from '@pegel/domain';
import { limits } from '../limits.js';
import { refusalNamed, type Refusal } from '../refusal.js';
import type { MediaType } from './body.js';
import { inTurns, stepsInTurns } from './in-turns.js';

/** Fifty values an event, of which the largest has half as many. */
const eventLimits: JsonLimits = { depthMax: limits.json.depth, valuesMax: limits.json.eventValues };
/** Ten for each of as many people as a body has room for. */
export const directoryLimits: JsonLimits = { depthMax: limits.json.depth, valuesMax: limits.json.directoryValues };

/** One item of a request: what it says, or that it is no JSON at all. */
export type Item = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly refusal: NamedRefusal };

/** The items of `POST /v1/events`, in the order they were sent. */
export async function itemsIn(text: string, mediaType: MediaType): Promise<readonly Item[]> {
  return mediaType === 'application/json' ? itemsOfJson(text) : itemsOfLines(text);
}

async function itemsOfJson(text: string): Promise<readonly Item[]> {
  const { fields, faults } = await objectIn(text, eventLimits, noEvents);
  const { events } = fields;
  if (!Array.isArray(events)) throw noEvents();
  checkNumber(events.length);
  const ofItems = new Map<number, JsonFault>();
  for (const fault of faults) {
    const [list, place] = fault.path;
    if (list !== 'events' || typeof place !== 'number') throw ambiguous(fault);
    ofItems.set(place, fault);
  }
  return events.map((value: unknown, place): Item => itemOf(value, ofItems.get(place), 2));
}

/** Newline-delimited JSON: one broken line sinks itself alone, and blank lines are nothing. */
async function itemsOfLines(text: string): Promise<readonly Item[]> {
  const items: Item[] = [];
  let number = 0;
  let valuesLeft = eventLimits.valuesMax;
  await inTurns(linesIn(text), (line) => {
    if (line.trim() === '') return;
    number += 1;
    // The rest is only counted, so that the refusal can say how many there are.
    if (number > limits.items) return;
    const read = itemIn(line, { ...eventLimits, valuesMax: valuesLeft });
    valuesLeft -= read.values;
    items.push(read.item);
  });
  checkNumber(number);
  return items;
}

/** Line by line: a list of sixteen million empty ones would be larger than all the events a request may hold. */
function* linesIn(text: string): Generator<string> {
  for (let from = 0; from <= text.length; ) {
    const found = text.indexOf('\n', from);
    const to = found === -1 ? text.length : found;
    if (to > from) yield text.slice(from, to);
    from = to + 1;
  }
}

function itemIn(line: string, limits: JsonLimits): { readonly item: Item; readonly values: number } {
  try {
    const { value, faults, values } = parseJson(line, limits);
    return { item: itemOf(value, faults[0], 0), values };
  } catch (error) {
    if (error instanceof JsonLimitError && error.limit === 'values') throw tooManyValues(eventLimits);
    return { item: { ok: false, refusal: unread('line', error) }, values: 0 };
  }
}

const itemOf = (value: unknown, fault: JsonFault | undefined, depth: number): Item =>
  fault === undefined ? { ok: true, value } : { ok: false, refusal: ambiguity('item', fault, depth) };

function checkNumber(items: number): void {
  if (items > limits.items) throw refusalNamed(413, { name: 'body-items', about: { atMost: String(limits.items), sent: String(items) } });
}

const tooManyValues = ({ valuesMax }: JsonLimits): Refusal => refusalNamed(413, { name: 'body-values', about: { atMost: String(valuesMax) } });

const noEvents = (): Refusal => refusalNamed(422, { name: 'body-events', about: {} });

/** A body that can be read in two ways. */
const ambiguous = (fault: JsonFault): Refusal => refusalNamed(422, ambiguity('body', fault));

function ambiguity(what: 'body' | 'item', fault: JsonFault, depth = 0): NamedRefusal {
  const field = fault.field(depth);
  return fault.number === null ? { name: `${what}-twice`, about: { field } } : { name: `${what}-number`, about: { field, ...fault.number } };
}

/** The object a JSON body must be, where nothing in it may be read in two ways; `otherwise` says what it must have. */
export async function surelyObjectIn(text: string, limits: JsonLimits, otherwise: () => Refusal): Promise<Record<string, unknown>> {
  const { fields, faults: [fault] } = await objectIn(text, limits, otherwise);
  if (fault !== undefined) throw ambiguous(fault);
  return fields;
}

async function objectIn(text: string, limits: JsonLimits, otherwise: () => Refusal): Promise<Pick<ReadJson, 'faults'> & { readonly fields: Record<string, unknown> }> {
  let read: ReadJson;
  try {
    read = await stepsInTurns(parsingJson(text, limits));
  } catch (error) {
    if (error instanceof JsonLimitError && error.limit === 'values') throw tooManyValues(limits);
    throw refusalNamed(422, unread('body', error));
  }
  const { value, faults } = read;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw otherwise();
  return { fields: value as Record<string, unknown>, faults }; // JSON knows no objects but these.
}

// The parser quotes what it could not read; where it stood is enough, and quotes nobody.
function unread(what: 'body' | 'line', error: unknown): NamedRefusal {
  if (error instanceof JsonLimitError) return { name: error.limit === 'depth' ? `${what}-deep` : `${what}-fields`, about: { atMost: String(error.most) } };
  const position = error instanceof Error ? /at position (\d+)/.exec(error.message)?.[1] : undefined;
  return position === undefined ? { name: `${what}-no-json`, about: {} } : { name: `${what}-json`, about: { character: String(Number(position) + 1) } };
}
