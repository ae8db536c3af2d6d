import { addDays, dayNumber, type Day, type Instant, type PersonStatus } from '@pegel/domain';
import { instantAt } from './clock.js';
import { isWorkday } from './holidays.js';
import { demoCalendar, type Demo } from './organisation.js';
import { drawPost, makeRecruiter, type Person, type Post } from './people.js';
import { randomOf, type Random } from './random.js';

/** Somebody in the directory, from the invite to the day they leave. Changes from day to day. */
export interface Entry {
  readonly person: Person;
  post: Post;
  status: PersonStatus;
  readonly invitedAt: Instant;
  readonly inviteExpiresAt: Instant;
  /** Days between invite and acceptance; null for an invite that is ignored until it expires. */
  readonly hesitation: number | null;
  joinedAt: Instant | null;
}

export interface RosterDay {
  readonly day: Day;
  /** Everybody who is invited, active or suspended in the evening. */
  readonly entries: readonly Entry[];
  /** Who joined, left, moved, was invited, suspended or reinstated during the day. */
  readonly changed: readonly Entry[];
  /** Who had a seat all day. */
  readonly seated: readonly Entry[];
}

/** How many seats the roll-out has handed out by a day. */
export const plannedSeats = (demo: Demo, day: Day): number => Math.round(demo.people * (0.44 + 0.56 * demo.progress(day)));

const inviteLifeDays = 60;

/** Walks through the history a day at a time. A day draws only on its own stream and the days before it. */
export function* rosterDays(demo: Demo): Generator<RosterDay> {
  const recruit = makeRecruiter(demo.seed);
  let entries = firstEntries(demo, recruit);
  yield { day: demo.from, entries, changed: [], seated: entries.filter(isActive) };

  for (let day = addDays(demo.from, 1); day <= demo.today; day = addDays(day, 1)) {
    const random = randomOf(demo.seed, 'roster', day);
    const changed = new Set<Entry>(expired(entries, day));
    if (isWorkday(day)) {
      for (const entry of [...moved(entries, random), ...suspended(entries, random), ...left(entries, random)]) changed.add(entry);
      const joiners = joined(demo, day, entries, random);
      const invited = invitees(demo, day, entries, recruit, random);
      for (const entry of [...joiners, ...invited]) changed.add(entry);
      entries = [...entries, ...invited];
    }
    entries = entries.filter(({ status }) => status !== 'removed');
    yield { day, entries, changed: [...changed], seated: entries.filter((entry) => isActive(entry) && (entry.joinedAt ?? 0) < demoCalendar.startOf(day)) };
  }
}

const isActive = ({ status }: Entry): boolean => status === 'active';
const isInvited = ({ status }: Entry): boolean => status === 'invited';

/** The pilot: those who already have a seat when the history begins, and a few who were just invited. */
function firstEntries(demo: Demo, recruit: () => Person): Entry[] {
  const random = randomOf(demo.seed, 'pilot');
  const seats = plannedSeats(demo, demo.from);
  return Array.from({ length: seats + pendingGoal(demo, demo.from) }, (_, index) => {
    const seated = index < seats;
    const joinedOn = addDays(demo.from, -random.integer(5, 160));
    const entry = makeEntry(recruit(), seated ? addDays(joinedOn, -random.integer(1, 9)) : addDays(demo.from, -random.integer(1, 25)), random);
    return seated ? { ...entry, status: 'active', joinedAt: instantAt(joinedOn, 9) } : entry;
  });
}

function makeEntry(person: Person, day: Day, random: Random): Entry {
  const hour = 8 + random.next() * 8;
  return {
    person,
    post: drawPost(random),
    status: 'invited',
    invitedAt: instantAt(day, hour),
    inviteExpiresAt: instantAt(addDays(day, inviteLifeDays), hour),
    hesitation: random.chance(0.2) ? null : random.chance(0.12) ? random.integer(15, 45) : Math.ceil(random.exponential(4)),
    joinedAt: null,
  };
}

/** Invites are kept at about a twentieth of the seats, rising and falling a little over the weeks. */
const pendingGoal = (demo: Demo, day: Day): number =>
  Math.max(2, Math.round(demo.people * 0.049 * (0.7 + 0.3 * demo.progress(day)) + 1.5 * Math.sin(dayNumber(day) / 9)));

function invitees(demo: Demo, day: Day, entries: readonly Entry[], recruit: () => Person, random: Random): Entry[] {
  const missing = pendingGoal(demo, day) - entries.filter(isInvited).length;
  // Invites go out in batches, when somebody finds the time.
  if (missing <= 0 || !random.chance(0.55)) return [];
  return Array.from({ length: missing }, () => makeEntry(recruit(), day, random));
}

/** Fills the seats the plan has for the day with those whose time has come, then with those who hesitate least. */
function joined(demo: Demo, day: Day, entries: readonly Entry[], random: Random): Entry[] {
  const free = plannedSeats(demo, day) - entries.filter(isActive).length;
  const dueIn = (entry: Entry) => dayNumber(demoCalendar.dayOf(entry.invitedAt)) + (entry.hesitation ?? 0) - dayNumber(day);
  const joiners = entries
    .filter((entry) => isInvited(entry) && entry.hesitation !== null && dueIn(entry) <= 12)
    .sort((a, b) => dueIn(a) - dueIn(b) || a.person.number - b.person.number)
    .slice(0, Math.max(0, free));
  for (const entry of joiners) {
    entry.status = 'active';
    entry.joinedAt = instantAt(day, 8 + random.next() * 3);
  }
  return joiners;
}

function expired(entries: readonly Entry[], day: Day): Entry[] {
  const gone = entries.filter((entry) => isInvited(entry) && entry.inviteExpiresAt < instantAt(day, 19));
  for (const entry of gone) entry.status = 'removed';
  return gone;
}

/** About one in eight leaves in a year. The owner stays: somebody has to look at the numbers. */
function left(entries: readonly Entry[], random: Random): Entry[] {
  const leavers = entries.filter((entry) => isActive(entry) && entry.person.number > 1 && random.chance(0.13 / 250));
  for (const entry of leavers) entry.status = 'removed';
  return leavers;
}

function suspended(entries: readonly Entry[], random: Random): Entry[] {
  const changed: Entry[] = [];
  for (const entry of entries) {
    if (entry.status === 'suspended' && random.chance(0.03)) {
      entry.status = random.chance(0.55) ? 'active' : 'removed';
      changed.push(entry);
    } else if (isActive(entry) && entry.person.number > 1 && random.chance(0.0004)) {
      entry.status = 'suspended';
      changed.push(entry);
    }
  }
  return changed;
}

function moved(entries: readonly Entry[], random: Random): Entry[] {
  const movers = entries.filter((entry) => isActive(entry) && entry.person.number > 1 && random.chance(0.0002));
  for (const entry of movers) entry.post = drawPost(random);
  return movers;
}
