import type { Period } from './days.js';
import { memberships, type Membership } from './facts.js';
import { compareText } from './identity.js';
import type { MembershipSegment } from './store.js';
import { Belonging } from './suppression-belonging.js';
import { offerOf } from './suppression-offered.js';

/** A group, department or cost centre that numbers can be narrowed to; `@unattributed` is whoever is in none. */
export interface OfferedGroup {
  readonly dimension: Membership;
  readonly key: string;
  /** How many people are in it on the last of the days; `null` where it has no numbers, since that would tell of too few. */
  readonly members: number | null;
  /** Whether it has numbers of its own: enough people, and enough of them that no other group has. */
  readonly isOffered: boolean;
}

/** What everybody belonged to in some days. */
export interface Unsorted {
  readonly segments: readonly MembershipSegment[];
  readonly days: Period;
  /** The least number of people; `null` where numbers of groups are told as they are. */
  readonly minimumGroupSize: number | null;
}

/** The groups that anybody belonged to, and which of them have numbers. */
export function offeredIn({ segments, days, minimumGroupSize }: Unsorted): readonly OfferedGroup[] {
  const belonging = new Belonging(segments);
  const offer = minimumGroupSize === null ? null : offerOf(belonging, days, minimumGroupSize);
  const moments = belonging.momentsOf(days).map(({ listed }) => membersOf(belonging, listed));
  const members = moments.at(-1);
  const groups = belonging.groups.flatMap((group, place): OfferedGroup[] => {
    // Whoever no directory lists is in no group either, and is nobody to narrow numbers to.
    if (moments.every((moment) => !moment.has(place))) return [];
    const isOffered = offer === null || offer.offered.has(place);
    return [{ ...group, members: isOffered ? (members?.get(place) ?? 0) : null, isOffered }];
  });
  return groups.toSorted((a, b) => memberships.indexOf(a.dimension) - memberships.indexOf(b.dimension) || compareText(a.key, b.key));
}

/** How many people each group has at some time, by its place. */
function membersOf(belonging: Belonging, listed: ReadonlyMap<number, number>): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  for (const [signature, people] of listed) for (const place of belonging.signatures[signature] ?? []) found.set(place, (found.get(place) ?? 0) + people);
  return found;
}
