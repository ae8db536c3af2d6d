import { limits } from '../limits.js';
import { refusalNamed } from '../refusal.js';

/** What a request holds in memory until it has been answered. */
export interface Hold {
  /** Takes room for more, or refuses. */
  grow(bytes: number): void;
  release(): void;
}

/**
 * How much of the bodies that it sends an organisation may have in memory at once, so that one with a thousand slow
 * senders takes room from nobody else.
 */
export function bodiesInMemory(bytesMax: number = limits.bodyBytesAtOnce): (organisation: string) => Hold {
  const held = new Map<string, number>();
  return (organisation) => {
    let own = 0;
    return {
      grow(bytes) {
        const all = (held.get(organisation) ?? 0) + bytes;
        if (all > bytesMax) throw refusalNamed(429, { name: 'sent-at-once', about: {} }, 2);
        held.set(organisation, all);
        own += bytes;
      },
      release() {
        const left = (held.get(organisation) ?? 0) - own;
        own = 0;
        if (left > 0) held.set(organisation, left);
        else held.delete(organisation);
      },
    };
  };
}
