import { createHash } from 'node:crypto';
import { formatInstant, type WireEvent } from '@pegel/domain';
import type { Sighting } from './artifacts.js';
import type { Reason } from './reasons.js';
import type { Conversation, DesignChat, Message, Project } from './schema.js';

/** Hears of what cannot be used, and of what is needed elsewhere. */
export interface Listener {
  refuse(reason: Reason): void;
  /** An artifact's id, or that of one of its versions. */
  onArtifact(version: string): void;
}

/**
 * The events of a conversation. Each says what every later export of the same conversation will say too: ids come from the
 * export's own, times are those of messages, and the person is the account and not an address, which may change.
 */
export function* conversationEvents(conversation: Conversation, { refuse, onArtifact }: Listener): Generator<WireEvent> {
  const { id: chat, account, project } = conversation;
  if (chat === null) return refuse('bad-id');
  if (account === null) return refuse('bad-account');
  if (conversation.hasBadProject) refuse('bad-project');
  const base = { person: { id: account }, surface: 'chat', ...inProject(project) } as const;

  if (conversation.createdAt === null) refuse('bad-instant');
  else yield { ...base, id: `chat:${chat}`, type: 'chat.created', at: formatInstant(conversation.createdAt), chat };

  const artifacts = new Map<string, Artifact>();
  // Edited and regenerated messages are branches beside the one on screen, and were sent all the same.
  for (const message of conversation.messages) {
    if (typeof message === 'string') {
      refuse(message);
      continue;
    }
    const { id, at } = message;
    if (at === null) refuse('bad-instant');
    else if (id === null) refuse('bad-id');
    else if (message.sender === 'human') yield { ...base, id: `message:${id}`, type: 'message.sent', at: formatInstant(at), chat };
    else yield* connectorEvents(message, id, at, account, refuse);
    for (const sighting of message.artifacts) {
      for (const version of sighting.versions) onArtifact(version);
      if (at !== null && id !== null) keepFirst(artifacts, sighting, at, id);
    }
  }

  for (const [identifier, { at, kind }] of artifacts) {
    const artifact = artifactKey(chat, identifier);
    yield { ...base, id: `artifact:${artifact}`, type: 'artifact.created', at: formatInstant(at), artifact, chat, ...(kind !== null && { kind }) };
  }
}

/**
 * TRICKY: only newer exports say in which project a conversation is, and it can be moved. What says more has to replace what
 * says less, and two that contradict each other must not meet under one revision, or a person has to decide about each
 * message. So each project has a revision of its own: which of two stays does not depend on what is imported first.
 */
const inProject = (project: string | null): { readonly revision?: number; readonly project?: string } =>
  project === null ? {} : { revision: 1 + createHash('sha256').update(project).digest().readUInt32BE(), project };

interface Artifact {
  readonly at: number;
  readonly message: string;
  readonly kind: string | null;
}

/**
 * An artifact was created when it first shows, which does not change when the conversation goes on. The order of messages
 * says nothing; what comes later of the same artifact is a change of it.
 */
function keepFirst(artifacts: Map<string, Artifact>, { identifier, kind }: Sighting, at: number, message: string): void {
  const known = artifacts.get(identifier);
  if (known === undefined || at < known.at || (at === known.at && message < known.message)) artifacts.set(identifier, { at, message, kind });
}

/** The assistant's own name for it may tell what it is about, so that what is sent is made of it and tells nothing. */
const artifactKey = (chat: string, identifier: string): string => createHash('sha256').update(`${chat}\0${identifier}`).digest('base64url').slice(0, 26);

/** What the assistant brings itself, and names like a connector all the same. */
const builtIn: ReadonlySet<string> = new Set(['web fetch', 'web search', 'memory', 'visualize']);

function* connectorEvents({ calls }: Message, message: string, at: number, account: string, refuse: Listener['refuse']): Generator<WireEvent> {
  for (const { id, place, integration } of calls) {
    if (builtIn.has(integration.trim().toLowerCase())) continue;
    if (!isName(integration)) refuse('bad-connector');
    // Older exports give calls no id; then it is the place among the calls of its message.
    else yield { id: `connector:${id ?? `${message}:${place}`}`, type: 'connector.used', at: formatInstant(at), person: { id: account }, surface: 'chat', connector: integration };
  }
}

const isName = (text: string): boolean => text.length <= 200 && text.trim() !== '' && !text.startsWith('@') && text.isWellFormed();

/** A vendor's example is no project of anybody. Where the creator is gone, an export that still knows them says more. */
export function* projectEvents({ id, creator, createdAt, isStarter }: Project, refuse: Listener['refuse']): Generator<WireEvent> {
  if (isStarter) return;
  if (id === null) return refuse('bad-id');
  if (createdAt === null) return refuse('bad-instant');
  yield { id: `project:${id}`, type: 'project.created', at: formatInstant(createdAt), person: creator === null ? null : { id: creator }, surface: 'chat', project: id, ...(creator !== null && { revision: 1 }) };
}

/** Only a message that says that a person wrote it, and which, is one: nobody has written down what else there may be. */
export function* designEvents({ id: chat, messages }: DesignChat, refuse: Listener['refuse']): Generator<WireEvent> {
  if (chat === null) return refuse('bad-id');
  for (const { id, role, author, at } of messages) {
    if (role === 'assistant' || role === 'system') continue;
    if ((role !== 'user' && role !== 'human') || author === null) refuse('design-author');
    else if (id === null) refuse('bad-id');
    else if (at === null) refuse('bad-instant');
    else yield { id: `message:${id}`, type: 'message.sent', at: formatInstant(at), person: { id: author }, surface: 'design', chat };
  }
}
