import { JsonLimitError, parseJson, type JsonLimits } from '@pegel/domain';

/** What Claude Code writes, as far as it is read here. It is an internal format: anything may be missing or new. */
export type TranscriptLine = UserLine | AssistantLine | OtherLine;

interface LineBase {
  readonly uuid: string | null;
  readonly sessionId: string | null;
  readonly timestamp: string | null;
}

export interface UserLine extends LineBase {
  readonly type: 'user';
  readonly isSidechain: boolean;
  readonly isMeta: boolean;
  readonly isCompactSummary: boolean;
  readonly content: readonly Block[];
}

export interface AssistantLine extends LineBase {
  readonly type: 'assistant';
  readonly requestId: string | null;
  readonly message: {
    readonly id: string | null;
    readonly model: string | null;
    readonly content: readonly Block[];
    /** `null` when it is missing or holds something that is not a count. */
    readonly usage: Usage | null;
  };
}

interface OtherLine {
  readonly type: 'other';
}

/** A piece of a message: `text` of a text, `id` and `name` of a tool call. */
export interface Block {
  readonly type: string;
  readonly text: string | null;
  readonly id: string | null;
  readonly name: string | null;
}

export interface Usage {
  readonly input_tokens: number;
  readonly output_tokens: number;
  readonly cache_read_input_tokens: number;
  readonly cache_creation_input_tokens: number;
  readonly ephemeral_5m_input_tokens: number;
  readonly ephemeral_1h_input_tokens: number;
  readonly web_search_requests: number;
}

/** Types of line that are known to hold no use. Unknown ones are told from foreign files by what else they carry. */
const otherTypes: ReadonlySet<string> = new Set(['progress', 'system', 'summary', 'file-history-snapshot', 'queue-operation', 'pr-link']);

/** What a tool is called with may be nested as deep as anybody likes; more values than this are no message. */
const lineLimits: JsonLimits = { depthMax: 1_000, valuesMax: 1_000_000 };

/**
 * Reads one line. Throws where it is not JSON, `null` where it is, but not a line of a transcript; and tells a line that
 * could be read in two ways, or that holds more than can be a message, by the reason for leaving it out.
 */
export function parseLine(text: string): TranscriptLine | null | 'ambiguous' | 'too-much' {
  let line: unknown;
  try {
    const read = parseJson(text, lineLimits);
    if (read.faults.length > 0) return 'ambiguous';
    line = read.value;
  } catch (error) {
    if (error instanceof JsonLimitError) return 'too-much';
    throw error;
  }
  if (!isObject(line)) return null;
  const type = textOf(line.type);
  const base = { uuid: textOf(line.uuid), sessionId: textOf(line.sessionId), timestamp: textOf(line.timestamp) };
  const message = line.message;
  if (type === 'user' && isObject(message)) {
    return {
      type,
      ...base,
      isSidechain: line.isSidechain === true,
      isMeta: line.isMeta === true,
      isCompactSummary: line.isCompactSummary === true,
      content: blocksOf(message.content),
    };
  }
  if (type === 'assistant' && isObject(message)) {
    return {
      type,
      ...base,
      requestId: textOf(line.requestId),
      message: { id: textOf(message.id), model: textOf(message.model), content: blocksOf(message.content), usage: usageOf(message.usage) },
    };
  }
  const known = type !== null && (otherTypes.has(type) || base.sessionId !== null || base.uuid !== null);
  return known ? { type: 'other' } : null;
}

/** Typed text stands alone where nothing else is sent with it. */
function blocksOf(content: unknown): Block[] {
  if (typeof content === 'string') return [{ type: 'text', text: content, id: null, name: null }];
  if (!Array.isArray(content)) return [];
  return content
    .filter(isObject)
    .map((block) => ({ type: textOf(block.type) ?? '', text: textOf(block.text), id: textOf(block.id), name: textOf(block.name) }));
}

function usageOf(usage: unknown): Usage | null {
  if (!isObject(usage)) return null;
  const creation = isObject(usage.cache_creation) ? usage.cache_creation : {};
  const server = isObject(usage.server_tool_use) ? usage.server_tool_use : {};
  const counts = {
    input_tokens: countOf(usage.input_tokens),
    output_tokens: countOf(usage.output_tokens),
    cache_read_input_tokens: countOf(usage.cache_read_input_tokens),
    cache_creation_input_tokens: countOf(usage.cache_creation_input_tokens),
    ephemeral_5m_input_tokens: countOf(creation.ephemeral_5m_input_tokens),
    ephemeral_1h_input_tokens: countOf(creation.ephemeral_1h_input_tokens),
    web_search_requests: countOf(server.web_search_requests),
  };
  return Object.values(counts).some(Number.isNaN) ? null : counts;
}

/** The largest count the wire takes. */
const countMax = 1_000_000_000_000;

/** NaN for what is no count; what is missing was not used. */
function countOf(value: unknown): number {
  if (value === undefined || value === null) return 0;
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= countMax ? value : Number.NaN;
}

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value);
