import { formatInstant, type WireEvent } from '@pegel/domain';
import { mediaType } from './artifacts.js';
import { leastOf } from './fields.js';
import { exportLimits } from './limits.js';
import type { Frame } from './schema.js';

interface Kept {
  readonly id: string;
  readonly type: string | null;
  readonly owner: string | null;
  readonly createdAt: number;
  isInConversation: boolean;
}

/**
 * The newest exports also describe artifacts in files of their own. Most are those of conversations, and would count twice:
 * one that a conversation names, by its id or by that of a version, counts there, where its project and all earlier exports
 * have it. It is held in memory until all conversations are read: an id or two for each artifact, and no text.
 */
export class Frames {
  readonly #frames = new Map<string, Kept>();
  readonly #named = new Map<string, string>();

  /** Tells why it cannot be kept. Of one that is described twice the earliest creation counts. */
  add({ id, type, owner, createdAt, versions }: Frame): 'bad-id' | 'bad-instant' | 'too-many-artifacts' | null {
    if (id === null) return 'bad-id';
    if (createdAt === null) return 'bad-instant';
    const known = this.#frames.get(id);
    if (known === undefined && this.#frames.size >= exportLimits.artifacts) return 'too-many-artifacts';
    this.#frames.set(id, {
      id,
      type: leastOf(known?.type ?? null, mediaType(type)),
      owner: leastOf(known?.owner ?? null, owner),
      createdAt: Math.min(known?.createdAt ?? createdAt, createdAt),
      isInConversation: false,
    });
    for (const name of [id, ...versions]) this.#named.set(name, id);
    return null;
  }

  /** A conversation names an artifact or a version of one. */
  seen(name: string): void {
    const frame = this.#frames.get(this.#named.get(name) ?? '');
    if (frame !== undefined) frame.isInConversation = true;
  }

  /**
   * TRICKY: one that counts in its conversation is sent as well, taken back. The part with the conversation may have been
   * missing before, so that it was counted by itself.
   */
  *events(): Generator<WireEvent> {
    for (const { id, type, owner, createdAt, isInConversation } of [...this.#frames.values()].sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1))) {
      const event = { id: `frame:${id}`, type: 'artifact.created', at: formatInstant(createdAt), surface: 'chat', artifact: id } as const;
      if (isInConversation) yield { ...event, person: null, revision: 2, retracted: true };
      else yield { ...event, person: owner === null ? null : { id: owner }, ...(owner !== null && { revision: 1 }), ...(type !== null && { kind: type }) };
    }
  }

  *owners(): Generator<string> {
    for (const { owner } of this.#frames.values()) if (owner !== null) yield owner;
  }
}
