import type { WireDirectory } from '@pegel/domain';
import { leastOf } from './fields.js';
import { exportLimits } from './limits.js';
import type { Reason } from './reasons.js';
import type { User } from './schema.js';

const nameLengthMax = 400;

interface Named {
  readonly email: string | null;
  readonly name: string | null;
}

/**
 * Who is behind the accounts. An export keeps those who have left and says nothing of seats, so that all that can be told
 * of somebody is their address and name.
 */
export class Accounts {
  readonly #named = new Map<string, Named>();
  readonly #seen = new Set<string>();
  /** By archive or folder, whom its `users.json` names, and whether it has conversations as well. */
  readonly #places = new Map<string, { readonly users: Set<string>; hasConversations: boolean }>();

  seen(account: string): void {
    if (this.#seen.size < exportLimits.accounts) this.#seen.add(account);
  }

  conversationIn(place: string): void {
    this.#at(place).hasConversations = true;
  }

  /** Tells why somebody is not named, or not wholly. */
  add({ id, email, name }: User, place: string): 'bad-id' | 'bad-user' | 'too-many-people' | null {
    if (id === null) return 'bad-id';
    const known = this.#named.get(id);
    if (known === undefined && this.#named.size >= exportLimits.accounts) return 'too-many-people';
    this.#at(place).users.add(id);
    const address = email !== null && isAddress(email) ? email : null;
    this.#named.set(id, { email: leastOf(known?.email ?? null, address), name: leastOf(known?.name ?? null, name !== null && isName(name) ? name : null) });
    return email !== null && address === null ? 'bad-user' : null;
  }

  /** Everybody who is named; `null` where nobody is. */
  snapshot(takenAt: string, person: string | undefined): WireDirectory | null {
    const people = [...this.#named].filter(([, { email, name }]) => email !== null || name !== null).map(([id, { email, name }]) => ({ id, ...(email !== null && { email }), ...(name !== null && { name }) }));
    const [only, ...others] = this.#unnamed();
    if (person !== undefined && only !== undefined && others.length === 0) people.push({ id: only, email: person });
    if (people.length === 0) return null;
    return { takenAt, complete: false, fields: [], people: people.sort((a, b) => (a.id < b.id ? -1 : 1)) };
  }

  /** What cannot be said of whom, once everything is read; with the place it is about, if it is about one. */
  *doubts(person: string | undefined): Generator<{ readonly reason: Reason; readonly place: string | null }> {
    const unnamed = this.#unnamed().length;
    if (person !== undefined && unnamed > 1) yield { reason: 'several-people', place: null };
    if (person === undefined && unnamed > 0) yield { reason: this.#named.size === 0 ? 'no-names' : 'unnamed-accounts', place: null };
    // Of one person's export there is nothing that two of an organisation would have in common.
    const before = new Set<string>();
    for (const [place, { users }] of [...this.#places].filter(([, { users, hasConversations }]) => hasConversations && users.size > 1)) {
      if (before.size > 0 && ![...users].some((user) => before.has(user))) yield { reason: 'another-organisation', place };
      for (const user of users) before.add(user);
    }
  }

  #unnamed(): string[] {
    return [...this.#seen].filter((account) => !this.#named.has(account));
  }

  #at(place: string): { readonly users: Set<string>; hasConversations: boolean } {
    const known = this.#places.get(place) ?? { users: new Set(), hasConversations: false };
    this.#places.set(place, known);
    return known;
  }
}

const isAddress = (text: string): boolean => text.length <= 320 && /^[^@]+@[^@]+$/.test(text.trim()) && text.isWellFormed();
const isName = (text: string): boolean => text.length <= nameLengthMax && text.isWellFormed();
