import { isKey } from '../keys.js';
import type { Raw } from './entry.js';
import { Bounds } from './limits.js';
import type { Place } from './people.js';
import type { ScimFile, ScimUser } from './scim.js';

/** The pages of one date together. */
export class ScimList {
  readonly #users: { readonly user: ScimUser; readonly place: Place }[] = [];
  readonly #userIds = new Set<string>();
  readonly #groupIds = new Set<string>();
  readonly #groupNames = new Map<string, string>();
  readonly #memberOf = new Map<string, Set<string>>();
  readonly #totals = { users: 0, groups: 0 };
  readonly #bounds = new Bounds();
  #lost = false;

  /** Whether all groups are here, as far as anybody knows. */
  get groupsAreWhole(): boolean {
    return !this.#lost && this.#groupIds.size >= this.#totals.groups;
  }

  /** Says that groups may be missing. */
  loseGroups(): void {
    this.#lost = true;
  }

  /** Adds a page, and answers with the numbers of groups whose names cannot be used. */
  add(file: string, { users, groups, totals }: ScimFile): number[] {
    for (const user of users) {
      this.#bounds.add(user.raw.groups.length + user.groupIds.length);
      this.#users.push({ user, place: { file, line: null, element: user.number } });
      this.#userIds.add((user.raw.id ?? '').trim());
    }
    const refused: number[] = [];
    for (const { number, id, name, members } of groups) {
      this.#groupIds.add(id);
      this.#bounds.add(members.length);
      const named = name.normalize('NFC').trim();
      if (!isKey(named)) {
        refused.push(number);
        continue;
      }
      this.#groupNames.set(id, named);
      for (const member of members) this.#memberOf.set(member, (this.#memberOf.get(member) ?? new Set()).add(named));
    }
    this.#totals.users = Math.max(this.#totals.users, totals.users);
    this.#totals.groups = Math.max(this.#totals.groups, totals.groups);
    return refused;
  }

  /** Everybody with the groups that name them, and what is missing. */
  finish(): { readonly users: readonly { readonly raw: Raw; readonly place: Place }[]; readonly unknownMembers: number; readonly missing: readonly { readonly kind: 'users' | 'groups'; readonly there: number; readonly total: number }[] } {
    const users = this.#users.map(({ user: { raw, groupIds }, place }) => {
      const byId = groupIds.flatMap((id) => this.#groupNames.get(id) ?? []);
      return { place, raw: { ...raw, groups: [...raw.groups, ...byId, ...(this.#memberOf.get((raw.id ?? '').trim()) ?? [])] } };
    });
    const missing = [{ kind: 'users', there: this.#userIds.size, total: this.#totals.users }, { kind: 'groups', there: this.#groupIds.size, total: this.#totals.groups }] as const;
    const unknownMembers = [...this.#memberOf.keys()].filter((member) => !this.#userIds.has(member)).length;
    return { users, unknownMembers, missing: missing.filter(({ there, total }) => there < total) };
  }
}
