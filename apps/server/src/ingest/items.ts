import { parseJson } from '../json.js';
import { Refusal } from '../refusal.js';
import type { MediaType } from './body.js';

const itemsMax = 10_000;

/** One item of a request: what it says, or that it is no JSON at all. */
export type Item = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly message: string };

/** The items of `POST /v1/events`, in the order they were sent. */
export function itemsIn(text: string, mediaType: MediaType): readonly Item[] {
  return mediaType === 'application/json' ? itemsOfJson(text) : itemsOfLines(text);
}

function itemsOfJson(text: string): readonly Item[] {
  const { events } = objectIn(text, 'with a list "events"');
  if (!Array.isArray(events)) throw new Refusal(422, 'The body must be a JSON object with a list "events".');
  checkNumber(events.length);
  return events.map((value: unknown) => ({ ok: true, value }));
}

/** Newline-delimited JSON: one broken line sinks itself alone, and blank lines are nothing. */
function itemsOfLines(text: string): readonly Item[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  checkNumber(lines.length);
  return lines.map((line): Item => {
    try {
      return { ok: true, value: parseJson(line) };
    } catch (error) {
      return { ok: false, message: `The line is not valid JSON: ${reasonOf(error)}.` };
    }
  });
}

function checkNumber(items: number): void {
  if (items > itemsMax) throw new Refusal(413, `A request may hold at most 10,000 events; this one holds ${items.toLocaleString('en')}. Send it in several parts.`);
}

/** The object a JSON body must be. */
export function objectIn(text: string, what: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = parseJson(text);
  } catch (error) {
    throw new Refusal(422, `The body is not valid JSON: ${reasonOf(error)}.`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Refusal(422, `The body must be a JSON object ${what}.`);
  return value as Record<string, unknown>; // JSON knows no objects but these.
}

// The parser quotes what it could not read; where it stood is enough, and quotes nobody.
function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : '';
  if (message.includes('nested')) return 'it is nested too deeply';
  const position = /at position (\d+)/.exec(message)?.[1];
  return position === undefined ? 'it ends too early or is not JSON' : `something is wrong at character ${Number(position) + 1}`;
}
