import type { WireReference } from '@pegel/domain';

/** Whose a row is: an address, an account, or both; a service has neither. */
export interface Account {
  readonly email: string | null;
  readonly uuid: string | null;
}

/**
 * Who is who within one file: rows that share an account or an address are one person's, as they are for Pegel. Two rows of
 * one person told apart would be two numbers for one question, of which only one counts.
 */
export class People {
  readonly #parent = new Map<string, string>();

  /** A key that holds until the file is read. */
  add({ email, uuid }: Account): string {
    const keys = [...(uuid === null ? [] : [`id ${uuid}`]), ...(email === null ? [] : [`mail ${email}`])];
    const [first = '', second] = keys;
    for (const key of keys) if (!this.#parent.has(key)) this.#parent.set(key, key);
    if (second !== undefined) this.#parent.set(this.#rootOf(second), this.#rootOf(first));
    return first;
  }

  /** Everybody, each with the keys that stand for them. */
  all(): readonly { readonly keys: readonly string[]; readonly person: NonNullable<WireReference> }[] {
    const groups = new Map<string, string[]>();
    for (const key of this.#parent.keys()) {
      const root = this.#rootOf(key);
      groups.set(root, [...(groups.get(root) ?? []), key]);
    }
    return [...groups.values()].map((keys) => ({ keys, person: this.#personOf(keys.toSorted()) }));
  }

  #personOf(keys: readonly string[]): NonNullable<WireReference> {
    const ids = keys.flatMap((key) => (key.startsWith('id ') ? [key.slice(3)] : []));
    const [email] = keys.flatMap((key) => (key.startsWith('mail ') ? [key.slice(5)] : []));
    // Somebody who left and came back has two accounts and one address. Two ids are two people, so the address alone is said.
    if (email !== undefined && ids.length !== 1) return { email };
    const [id] = ids;
    return { ...(id !== undefined && { id }), ...(email !== undefined && { email }) };
  }

  #rootOf(key: string): string {
    let root = key;
    for (let parent = this.#parent.get(root); parent !== undefined && parent !== root; parent = this.#parent.get(root)) root = parent;
    this.#parent.set(key, root);
    return root;
  }
}
