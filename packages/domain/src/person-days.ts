import type { DayCount, PersonDayEvent } from './events.js';
import { surfaces, type ActivityType, type Surface } from './facts.js';
import { typesOf, type Aggregate, type CountDistinct, type Sum } from './measures.js';

/** What a vendor counted of somebody's day on one surface. */
export interface DayUse {
  readonly surface: Surface;
  readonly counts: { readonly [Count in GeneralCount]?: number };
}

/** The counts that exist on every surface. Sessions and prompts of coding are the chats and messages of the surface `code`. */
const generalCounts = ['messages', 'chats', 'projectsCreated', 'projectsUsed', 'artifactsCreated', 'connectorCalls'] as const satisfies readonly DayCount[];
export type GeneralCount = (typeof generalCounts)[number];

/** A person's day by surface. */
export function usesOf({ surface, counts }: Pick<PersonDayEvent, 'surface' | 'counts'>): readonly DayUse[] {
  const { codingSessions, codingPrompts, ...general } = counts;
  const coding = { ...(codingSessions === undefined ? {} : { chats: codingSessions }), ...(codingPrompts === undefined ? {} : { messages: codingPrompts }) };
  const isEmpty = (use: object) => Object.keys(use).length === 0;
  const uses: DayUse[] = isEmpty(general) && !isEmpty(coding) ? [] : [{ surface, counts: general }];
  return isEmpty(coding) ? uses : [...uses, { surface: 'code', counts: coding }];
}

/** What each type of activity left behind in a vendor's counts. */
const countsOfType: Readonly<Record<ActivityType, readonly GeneralCount[]>> = {
  'message.sent': ['messages', 'chats'],
  'project.created': ['projectsCreated'],
  'project.used': ['projectsUsed'],
  'artifact.created': ['artifactsCreated'],
  'connector.used': ['connectorCalls'],
};

/** How an aggregate reads a vendor's counts of a day: who has any of them, or what they add up to. */
export interface DayReading {
  readonly kind: 'people' | 'sum';
  readonly counts: readonly GeneralCount[];
  /**
   * For how much the sum holds: any days and people; one day, since what is used on two days is one thing; or one day of
   * one person, since two can use one thing.
   */
  readonly holdsFor: 'everything' | 'one-day' | 'one-day-of-one-person';
}

const readings = new WeakMap<Aggregate, DayReading | null>();

/** `null`: a vendor's counts of days say nothing about it. */
export function dayReadingOf(aggregate: Aggregate): DayReading | null {
  // Every cell of a report asks.
  const known = readings.get(aggregate);
  if (known !== undefined) return known;
  const reading = readingOf(aggregate);
  readings.set(aggregate, reading);
  return reading;
}

function readingOf(aggregate: Aggregate): DayReading | null {
  if (aggregate.kind === 'closing') return null;
  const counted: Sum | CountDistinct = aggregate.kind === 'trailing' ? aggregate.of : aggregate;
  if (counted.fact !== 'activity') return null;
  const types = typesOf(counted.where);
  const firstOf = (type: ActivityType) => countsOfType[type].slice(0, 1);
  if (counted.kind === 'sum') return { kind: 'sum', counts: types.flatMap(firstOf), holdsFor: 'everything' };
  switch (counted.entity) {
    case 'person':
      return { kind: 'people', counts: [...new Set(types.flatMap((type) => countsOfType[type]))], holdsFor: 'everything' };
    case 'chat':
      return { kind: 'sum', counts: ['chats'], holdsFor: 'one-day' };
    case 'artifact':
      // A thing is created once.
      return { kind: 'sum', counts: ['artifactsCreated'], holdsFor: 'everything' };
    case 'project':
      return types.every((type) => type === 'project.created')
        ? { kind: 'sum', counts: ['projectsCreated'], holdsFor: 'everything' }
        : { kind: 'sum', counts: ['projectsUsed'], holdsFor: 'one-day-of-one-person' };
    default:
      return null;
  }
}

/** The surfaces an aggregate counts. */
export function surfacesOf(aggregate: Aggregate): readonly Surface[] {
  if (aggregate.kind === 'closing') return [];
  const { where } = aggregate.kind === 'trailing' ? aggregate.of : aggregate;
  return where.surface === undefined ? surfaces : [where.surface];
}
