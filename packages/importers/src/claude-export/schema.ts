import { JsonLimitError, parseInstant, parseJson, type JsonFault, type JsonLimits, type ReadJson } from '@pegel/domain';
import { sightingsIn, type Sighting } from './artifacts.js';
import { isObject, keyOf, listOf, textOf, type Fields } from './fields.js';

/** What an export holds, as far as it is read here. Its format is written down nowhere: anything may be missing or new. */
export type Part = Conversation | Project | User | Frame | DesignChat | Manifest | { readonly kind: 'memory' };

export interface Conversation {
  readonly kind: 'conversation';
  readonly id: string | null;
  readonly account: string | null;
  /** Only the newest generation says it. */
  readonly project: string | null;
  readonly hasBadProject: boolean;
  readonly createdAt: number | null;
  readonly messages: readonly ReadMessage[];
}

/** What is kept of a message: small enough for all of a conversation to be held, and no text. */
export interface Message {
  readonly id: string | null;
  readonly sender: 'human' | 'assistant';
  readonly at: number | null;
  readonly artifacts: readonly Sighting[];
  /** Calls of tools that are named like a connector. */
  readonly calls: readonly Call[];
}

interface Call {
  readonly id: string | null;
  /** Among all calls of its message. */
  readonly place: number;
  readonly integration: string;
}

/** A message, or why it cannot be read. */
export type ReadMessage = Message | 'bad-json' | 'too-much' | 'ambiguous' | 'bad-message' | 'element-too-long' | 'invalid-utf8';

export interface Project {
  readonly kind: 'project';
  readonly id: string | null;
  readonly creator: string | null;
  readonly createdAt: number | null;
  readonly isStarter: boolean;
}

export interface User {
  readonly kind: 'user';
  readonly id: string | null;
  readonly email: string | null;
  readonly name: string | null;
}

/** What is kept of an artifact beside the conversation it came from. */
export interface Frame {
  readonly kind: 'frame';
  readonly id: string | null;
  readonly type: string | null;
  readonly owner: string | null;
  readonly versions: readonly string[];
  /** Of its first version. */
  readonly createdAt: number | null;
}

export interface DesignChat {
  readonly kind: 'design-chat';
  readonly id: string | null;
  readonly messages: readonly { readonly id: string | null; readonly role: string | null; readonly author: string | null; readonly at: number | null }[];
}

/** The list of the archives that belong together. The addresses in it let anybody download them, and are not looked at. */
export interface Manifest {
  readonly kind: 'manifest';
  readonly createdAt: number | null;
  readonly files: readonly { readonly name: string; readonly category: string }[];
}

/** More than any conversation holds, and less than fills the memory. */
const limits: JsonLimits = { depthMax: 1_000, valuesMax: 300_000 };

/**
 * Reads one element of a list, or a file that is none. Tells what cannot be used by its reason.
 * @param messages Those of a conversation that were read before it, one by one.
 */
export function parsePart(text: string, messages: readonly ReadMessage[] = []): Part | 'bad-json' | 'too-much' | 'ambiguous' | 'chatgpt' | 'unknown-element' {
  const read = readJson(text);
  if (typeof read === 'string') return read;
  const { value, faults } = read;
  if (!isObject(value)) return 'unknown-element';
  const has = (name: string) => Object.hasOwn(value, name);
  if (has('chat_messages')) return conversationOf(value, faults, messages);
  if (has('mapping') || has('chatgpt_plus_user')) return 'chatgpt';
  if (has('conversations_memory') || has('project_memories')) return { kind: 'memory' };
  const partOf = readerOf(has);
  if (partOf === null) return 'unknown-element';
  return faults.length > 0 ? 'ambiguous' : partOf(value);
}

/** Reads one message of a conversation. One that can be read in two ways is left out alone. */
export function parseMessage(text: string): ReadMessage {
  const read = readJson(text);
  if (typeof read === 'string') return read;
  return read.faults.length > 0 ? 'ambiguous' : messageOf(read.value);
}

function readJson(text: string): ReadJson | 'bad-json' | 'too-much' {
  try {
    return parseJson(text, limits);
  } catch (error) {
    // What the parser says quotes the text.
    return error instanceof JsonLimitError ? 'too-much' : 'bad-json';
  }
}

/** What a thing is shows in what it has; names of files change with each generation. */
function readerOf(has: (name: string) => boolean): ((value: Fields) => Part) | null {
  if (has('data_files')) return manifestOf;
  if (has('email_address')) return userOf;
  if (has('versions') && (has('owner_account') || has('active_version'))) return frameOf;
  if (has('uuid') && has('messages')) return designChatOf;
  if (has('uuid') && ['is_starter_project', 'prompt_template', 'is_private', 'creator', 'docs'].some(has)) return projectOf;
  return null;
}

/** The fields of a conversation that anything is made of. */
const readOfConversation: ReadonlySet<string | number | undefined> = new Set(['uuid', 'account', 'project_uuid', 'created_at']);

function conversationOf(value: Fields, faults: readonly JsonFault[], before: readonly ReadMessage[]): Conversation | 'ambiguous' {
  const ambiguous = new Set<number>();
  for (const { path } of faults) {
    const [field, place] = path;
    if (field === 'chat_messages' && typeof place === 'number') ambiguous.add(place);
    else if (field === 'chat_messages' || readOfConversation.has(field)) return 'ambiguous';
  }
  const project = value.project_uuid ?? null;
  return {
    kind: 'conversation',
    id: keyOf(value.uuid),
    account: accountOf(value.account),
    project: keyOf(project),
    hasBadProject: project !== null && keyOf(project) === null,
    createdAt: instantOf(value.created_at),
    messages: [...before, ...listOf(value.chat_messages).map((message, index) => (ambiguous.has(index) ? 'ambiguous' : messageOf(message)))],
  };
}

function messageOf(value: unknown): ReadMessage {
  if (!isObject(value) || (value.sender !== 'human' && value.sender !== 'assistant')) return 'bad-message';
  const isAnswer = value.sender === 'assistant';
  const blocks = isAnswer ? listOf(value.content).filter(isObject) : [];
  const tools = blocks.filter(({ type }) => type === 'tool_use');
  const texts = isAnswer ? [value.text, ...blocks.filter(({ type }) => type === 'text').map(({ text }) => text)] : [];
  return { id: keyOf(value.uuid), sender: value.sender, at: instantOf(value.created_at), artifacts: sightingsIn(texts, tools), calls: tools.flatMap(callOf) };
}

const callOf = ({ id, integration_name }: Fields, place: number): readonly Call[] => (typeof integration_name === 'string' ? [{ id: keyOf(id), place, integration: integration_name }] : []);

const projectOf = ({ uuid, creator, created_at, is_starter_project }: Fields): Project => ({
  kind: 'project', id: keyOf(uuid), creator: accountOf(creator), createdAt: instantOf(created_at), isStarter: is_starter_project === true,
});

/** The telephone number is not looked at. */
const userOf = ({ uuid, email_address, full_name }: Fields): User => ({ kind: 'user', id: keyOf(uuid), email: textOf(email_address), name: textOf(full_name) });

function frameOf({ id, kind, owner_account, versions }: Fields): Frame {
  const all = listOf(versions).filter(isObject);
  const created = all.map(({ created_at }) => instantOf(created_at)).filter((at) => at !== null);
  return {
    kind: 'frame', id: keyOf(id), type: textOf(kind), owner: accountOf(owner_account),
    versions: all.map((version) => keyOf(version.id)).filter((version) => version !== null),
    createdAt: created.length === 0 ? null : created.reduce((a, b) => Math.min(a, b)),
  };
}

const designChatOf = ({ uuid, messages }: Fields): DesignChat => ({
  kind: 'design-chat', id: keyOf(uuid),
  messages: listOf(messages).filter(isObject).map(({ uuid: id, role, content, created_at }) => ({
    id: keyOf(id), role: textOf(role), author: isObject(content) ? keyOf(content.authorAccountUuid) : null, at: instantOf(created_at),
  })),
});

const manifestOf = ({ created_at, data_files }: Fields): Manifest => ({
  kind: 'manifest', createdAt: instantOf(created_at),
  files: listOf(data_files).filter(isObject).flatMap(({ filename, category }) => (typeof filename === 'string' ? [{ name: filename, category: textOf(category) ?? '' }] : [])),
});

/** Exports say whose something is by an object with an id, or by the id. */
const accountOf = (value: unknown): string | null => keyOf(isObject(value) ? value.uuid : value);

const instantOf = (value: unknown): number | null => (typeof value === 'string' ? parseInstant(value) : null);
