import type { Instant } from './calendar.js';
import { isErasedWord } from './identity.js';

export const erasureLimits = { person: 400, reason: 500 } as const;

/** Parts of the organisation's own words for things, in which a word for somebody can hide; no erasure reaches into them. */
export const mentionPlaces = ['event', 'chat', 'project', 'artifact', 'connector', 'model', 'service', 'group', 'department', 'costCentre', 'reason'] as const;
export type MentionPlace = (typeof mentionPlaces)[number];

/** How many things of a kind are called by what has a person's word in it. */
export type Mentions = Readonly<Partial<Record<MentionPlace, number>>>;

/** What is held of a person that an erasure takes away, and what it does not reach. */
export interface HeldWords {
  readonly ids: readonly string[];
  readonly emails: readonly string[];
  readonly names: readonly string[];
  /** Contents that wait, or waited, for a decision. */
  readonly quarantined: number;
  /** Not taken away: what sources call things is the sources', and changing it would count them twice. */
  readonly mentions: Mentions;
}

/** Why somebody is erased, and when. */
export interface ErasureNote {
  readonly reason: string;
  readonly at: Instant;
}

/** Shorter ones are found in anything. */
const wordMin = 4;

/** The words of a person that are looked for in what things are called, in lower case. */
export const wordsToFind = (words: Iterable<string>): readonly string[] =>
  [...new Set([...words].map((word) => word.normalize('NFC').trim().toLowerCase()))].filter((word) => [...word].length >= wordMin && !isErasedWord(word));
