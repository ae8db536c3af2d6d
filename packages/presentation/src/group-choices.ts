import { groupSizes, memberships, unattributed, type GroupsView, type Membership, type OfferedGroup } from '@pegel/domain';
import { isSameGroup, type GroupFilter } from './group-filter.js';
import { groupWordsIn } from './group-words.js';
import type { Locale } from './locale.js';
import { isMatch } from './matching.js';
import { conditionText } from './narrowing.js';
import { nameOf } from './names.js';
import type { UrlProblem, ViewState } from './view-state.js';

/** A group as it is offered. */
export interface GroupChoice {
  readonly group: GroupFilter;
  readonly name: string;
  /** "Department: engineering" */
  readonly label: string;
  /** "12 people", or "under 5" where it has no numbers. */
  readonly size: string;
  readonly canBeChosen: boolean;
  readonly isChosen: boolean;
}

/** Everything a page can be narrowed to, decided: both clients list it. */
export interface GroupChoices {
  readonly kinds: readonly { readonly dimension: Membership; readonly label: string; readonly choices: readonly GroupChoice[] }[];
  /** Whether there are so many that they are searched. */
  readonly isSearched: boolean;
  /** Why there is nothing to choose. */
  readonly empty: string | null;
  /** Why some have no numbers, where some have none. */
  readonly note: string | null;
  /** How many are left, said aloud as a search changes. */
  readonly said: string;
}

/** More than these are searched. */
const seenAtOnce = 8;

/** What can be chosen, and of these what a search leaves; found by name and by kind. */
export function groupChoices({ groups, minimumGroupSize }: Pick<GroupsView, 'groups' | 'minimumGroupSize'>, chosen: GroupFilter | null, typed: string, locale: Pick<Locale, 'language' | 'words' | 'format'>): GroupChoices {
  const { words, format, language } = locale;
  const texts = groupWordsIn(language);
  const few = words.under(format.integer(minimumGroupSize ?? groupSizes.usual));
  // Where nobody is in any, there is nothing to be in none of.
  const known = groups.filter(({ dimension, key }) => key !== unattributed || groups.some((other) => other.dimension === dimension && other.key !== unattributed));
  const choices = known.map(({ dimension, key, members, isOffered }): GroupChoice => ({
    group: { dimension, key },
    name: nameOf({ key, label: null }, locale),
    label: conditionText({ dimension, key }, locale),
    size: members === null ? few : texts.people(members, format.integer(members)),
    canBeChosen: isOffered,
    isChosen: isSameGroup(chosen, { dimension, key }),
  }));
  const found = choices.filter(({ label }) => isMatch(typed, [label]));
  const filter = typed.trim();
  return {
    kinds: memberships.flatMap((dimension) => {
      const own = found.filter(({ group }) => group.dimension === dimension);
      return own.length === 0 ? [] : [{ dimension, label: words.dimensions[dimension], choices: [...own.filter(({ group }) => group.key !== unattributed), ...own.filter(({ group }) => group.key === unattributed)] }];
    }),
    isSearched: choices.length > seenAtOnce,
    empty: choices.length === 0 ? texts.none : found.length === 0 ? texts.noMatch(filter) : null,
    note: choices.some(({ canBeChosen }) => !canBeChosen) ? texts.tooFew(few) : null,
    said: filter === '' ? '' : found.length === 0 ? texts.noMatch(filter) : texts.found(format.integer(found.length)),
  };
}

/** What is wrong with the group of a link, once it is known which there are: one that was renamed or has nobody any more is none. */
export const goneGroup = ({ group }: Pick<ViewState, 'group'>, groups: readonly OfferedGroup[]): UrlProblem | null =>
  group === null || groups.some((known) => isSameGroup(known, group)) ? null : { parameter: 'group', value: `${group.dimension}:${group.key}`.slice(0, 60) };
