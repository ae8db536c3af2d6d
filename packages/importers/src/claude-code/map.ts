import { formatInstant, parseInstant, type WireEvent } from '@pegel/domain';
import { isId, isKey } from '../keys.js';
import { priceOf, priceTable, type PricedUse } from '../price.js';
import { isPrompt } from './prompt.js';
import type { Reason } from './reasons.js';
import type { AssistantLine, Block, TranscriptLine, Usage, UserLine } from './schema.js';

/** What a line tells, small enough that a person's years of it fit into memory: no text, times as numbers. */
export type Finding = Prompt | Request | Call;

export interface Prompt {
  readonly kind: 'prompt';
  readonly id: string;
  readonly at: number;
  readonly chat: string;
}

/** One request to the model's interface, as one of its lines has it. */
export interface Request extends PricedUse {
  readonly kind: 'request';
  readonly id: string;
  readonly at: number;
  readonly model: string | null;
}

export interface Call {
  readonly kind: 'call';
  readonly id: string;
  readonly at: number;
  readonly connector: string;
}

/** What one line tells, and what of it cannot be used. */
interface Mapped {
  readonly findings: readonly Finding[];
  readonly refused: readonly Reason[];
}

const nothing: Mapped = { findings: [], refused: [] };

export function mapLine(line: TranscriptLine): Mapped {
  switch (line.type) {
    case 'user':
      return isPrompt(line) ? mapPrompt(line) : nothing;
    case 'assistant':
      // The program writes lines of its own in the model's place, such as error messages. Nobody pays for them.
      return line.message.model === '<synthetic>' ? nothing : mapAnswer(line);
    case 'other':
      return nothing;
  }
}

function mapPrompt({ uuid, sessionId, timestamp }: UserLine): Mapped {
  const at = instantOf(timestamp);
  if (at === null) return refuse('bad-timestamp');
  if (!isId(uuid)) return refuse('bad-id');
  if (!isKey(sessionId)) return refuse('bad-session');
  return { findings: [{ kind: 'prompt', id: uuid, at, chat: sessionId }], refused: [] };
}

/** Side chains count here: the work a person set off costs tokens and uses connectors, whoever asked for it. */
function mapAnswer(line: AssistantLine): Mapped {
  const at = instantOf(line.timestamp);
  if (at === null) return refuse('bad-timestamp');
  const findings: Finding[] = [];
  const refused: Reason[] = [];

  const { usage, model } = line.message;
  const id = requestKey(line);
  if (!usage) refused.push('bad-usage');
  else if (!isId(id) || (usage.web_search_requests > 0 && !isId(searchId(id)))) refused.push('bad-id');
  else findings.push({ kind: 'request', id, at, model: isKey(model) ? model : null, ...useOf(usage) });

  for (const block of line.message.content) {
    const connector = connectorOf(block);
    if (connector === null) continue;
    if (!isId(block.id)) refused.push('bad-id');
    else if (!isKey(connector)) refused.push('bad-connector');
    else findings.push({ kind: 'call', id: block.id, at, connector });
  }
  return { findings, refused };
}

/**
 * TRICKY: the lines of one message must share a key that never changes, or a transcript that grew between two imports is
 * counted twice. Without a request id that is the message's id alone and not the uuid of one of its lines: which line is
 * the largest, or the first that is left after a clean-up, changes. A line without either is a message of its own.
 */
function requestKey({ uuid, requestId, message }: AssistantLine): string | null {
  if (message.id === null) return uuid;
  return requestId === null ? message.id : `${message.id}:${requestId}`;
}

function useOf(usage: Usage): PricedUse {
  return {
    input: usage.input_tokens,
    output: usage.output_tokens,
    cacheRead: usage.cache_read_input_tokens,
    // What the split does not account for, as in older versions that had none, was written for five minutes.
    cacheWrite5m: Math.max(usage.ephemeral_5m_input_tokens, usage.cache_creation_input_tokens - usage.ephemeral_1h_input_tokens),
    cacheWrite1h: usage.ephemeral_1h_input_tokens,
    webSearches: usage.web_search_requests,
  };
}

/** The server of a call to `mcp__<server>__<tool>`; `null` for a built-in tool. */
function connectorOf({ type, name }: Block): string | null {
  if (type !== 'tool_use' || !name?.startsWith('mcp__')) return null;
  const end = name.indexOf('__', 5);
  return end === -1 ? null : name.slice(5, end);
}

/** The largest line of a message wins, and a transcript that grew holds a larger one. */
export const revisionOf = (finding: Finding): number => (finding.kind === 'request' ? finding.output : 0);

/** The events of a finding. Without a known price the tokens still count, and the caller hears of it. */
export function eventsOf(finding: Finding, email: string, onUnknownPrice: (model: string | null) => void): WireEvent[] {
  const base = { id: finding.id, at: formatInstant(finding.at), person: { email }, surface: 'code' } as const;
  switch (finding.kind) {
    case 'prompt':
      return [{ ...base, type: 'message.sent', chat: finding.chat }];
    case 'call':
      return [{ ...base, type: 'connector.used', connector: finding.connector }];
    case 'request': {
      const { model } = finding;
      const price = model === null ? null : priceOf(model, finding.at, finding);
      if (!price) onUnknownPrice(model);
      const spend = { ...base, type: 'spend', currency: 'USD', basis: 'computed', revision: revisionOf(finding), ...(model !== null && { model }) } as const;
      const tokens: WireEvent = {
        ...spend,
        amount: price?.tokens ?? '0',
        costType: 'tokens',
        requests: 1,
        tokens: { input: finding.input, output: finding.output, cacheRead: finding.cacheRead, cacheWrite: finding.cacheWrite5m + finding.cacheWrite1h },
        ...(price && { priceTable }),
      };
      const searched = finding.webSearches > 0 && price?.webSearches;
      if (!searched) return [tokens];
      // The same request, so it is not counted as another one.
      return [tokens, { ...spend, id: searchId(finding.id), amount: searched, costType: 'web-search', requests: 0, priceTable }];
    }
  }
}

const refuse = (reason: Reason): Mapped => ({ findings: [], refused: [reason] });

const instantOf = (timestamp: string | null): number | null => (timestamp === null ? null : parseInstant(timestamp));

/** What a request searched for in the web is a line of its own beside its tokens. */
const searchId = (id: string): string => `${id}:web-search`;
