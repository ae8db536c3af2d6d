import { JsonLimitError, parseInstant, parseJson, type JsonFault, type JsonLimits } from '@pegel/domain';

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
  /** `null` for what is none, or could be read in two ways. */
  readonly messages: readonly (Message | 'bad-message' | 'ambiguous')[];
}

export interface Message {
  readonly id: string | null;
  readonly sender: 'human' | 'assistant';
  readonly at: number | null;
  readonly texts: readonly string[];
  readonly tools: readonly Tool[];
}

/** A call of a tool, in the order of its message. */
export interface Tool {
  readonly id: string | null;
  readonly name: string;
  readonly input: Record<string, unknown>;
  /** `null` for what the assistant brings itself. */
  readonly integration: string | null;
}

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
const limits: JsonLimits = { depthMax: 1_000, valuesMax: 1_000_000 };

/** Reads one element of a list, or a file that is none. Tells what cannot be used by its reason. */
export function parsePart(text: string): Part | 'bad-json' | 'too-much' | 'ambiguous' | 'chatgpt' | 'unknown-element' {
  let value: unknown;
  let faults: readonly JsonFault[];
  try {
    ({ value, faults } = parseJson(text, limits));
  } catch (error) {
    // What the parser says quotes the text.
    return error instanceof JsonLimitError ? 'too-much' : 'bad-json';
  }
  if (!isObject(value)) return 'unknown-element';
  const has = (name: string) => Object.hasOwn(value, name);
  if (has('chat_messages')) return conversationOf(value, faults);
  if (has('mapping') || has('chatgpt_plus_user')) return 'chatgpt';
  if (has('conversations_memory') || has('project_memories')) return { kind: 'memory' };
  const read = readerOf(has);
  if (read === null) return 'unknown-element';
  return faults.length > 0 ? 'ambiguous' : read(value);
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

type Fields = Readonly<Record<string, unknown>>;

/** The fields of a conversation that anything is made of. */
const readOfConversation: ReadonlySet<string | number | undefined> = new Set(['uuid', 'account', 'project_uuid', 'created_at']);

/** A message that can be read in two ways is left out alone. */
function conversationOf(value: Fields, faults: readonly JsonFault[]): Conversation | 'ambiguous' {
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
    messages: listOf(value.chat_messages).map((message, index) => (ambiguous.has(index) ? 'ambiguous' : messageOf(message))),
  };
}

function messageOf(value: unknown): Message | 'bad-message' {
  if (!isObject(value) || (value.sender !== 'human' && value.sender !== 'assistant')) return 'bad-message';
  const blocks = listOf(value.content).filter(isObject);
  const texts = [value.text, ...blocks.map((block) => (block.type === 'text' ? block.text : null))].filter((text) => typeof text === 'string' && text !== '') as string[]; // The filter has left texts alone.
  return { id: keyOf(value.uuid), sender: value.sender, at: instantOf(value.created_at), texts, tools: blocks.filter(({ type }) => type === 'tool_use').map(toolOf) };
}

const toolOf = ({ id, name, input, integration_name }: Fields): Tool => ({
  id: keyOf(id),
  name: typeof name === 'string' ? name : '',
  input: isObject(input) ? input : {},
  integration: typeof integration_name === 'string' ? integration_name : null,
});

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

/** What the wire takes as a key, with room for what is put before it to make an id. */
export const keyOf = (value: unknown): string | null =>
  typeof value === 'string' && value.length <= 150 && value.trim() !== '' && !value.startsWith('@') && value.isWellFormed() ? value : null;

const textOf = (value: unknown): string | null => (typeof value === 'string' && value.trim() !== '' ? value : null);
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
export const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
