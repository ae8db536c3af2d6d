import { addDays, type Day, type Instant, type WireDirectory, type WirePerson } from '@pegel/domain';
import { instantAt } from './clock.js';
import { demoCalendar, demoOf, type Demo, type DemoOptions } from './organisation.js';
import { plannedSeats, rosterDays, type Entry, type RosterDay } from './roster.js';

/**
 * The directory as an identity provider would have sent it, in time order: whole at the start, on the first of every
 * month and at the end, and on other days only who changed.
 */
export function demoSnapshots(options: DemoOptions): WireDirectory[] {
  const demo = demoOf(options);
  const snapshots: WireDirectory[] = [];
  for (const roster of rosterDays(demo)) {
    const takenAt = takenOn(demo, roster.day);
    if (takenAt > demo.until) break;
    const last = takenOn(demo, addDays(roster.day, 1)) > demo.until;
    if (last || roster.day === demo.from || roster.day.endsWith('-01')) snapshots.push(completeSnapshot(demo, roster, takenAt));
    else if (roster.changed.length > 0) snapshots.push({ takenAt: wireInstant(takenAt), complete: false, people: roster.changed.map(wirePerson) });
  }
  return snapshots;
}

/** In the evening, so that a day's directory has the day's changes; the first one before anything happens. */
const takenOn = (demo: Demo, day: Day): Instant => (day === demo.from ? demoCalendar.startOf(day) : instantAt(day, 19));

function completeSnapshot(demo: Demo, { day, entries }: RosterDay, takenAt: Instant): WireDirectory {
  // Seats are bought by the fifty, a little ahead of need.
  const purchased = Math.ceil((plannedSeats(demo, day) + 8) / 50) * 50;
  return { takenAt: wireInstant(takenAt), complete: true, people: entries.map(wirePerson), seats: { purchased } };
}

function wirePerson({ person, post, status, invitedAt, inviteExpiresAt, joinedAt }: Entry): WirePerson {
  const membership = {
    email: person.email,
    name: person.name,
    status,
    groups: person.groups,
    department: post.department,
    ...(post.costCentre === null ? {} : { costCentre: post.costCentre }),
  };
  // Who has not accepted yet has no account, and therefore no id.
  if (joinedAt === null) return { ...membership, seat: null, invitedAt: wireInstant(invitedAt), inviteExpiresAt: wireInstant(inviteExpiresAt) };
  return { id: person.id, ...membership, seat: status === 'active' ? person.seat : null, joinedAt: wireInstant(joinedAt) };
}

const wireInstant = (instant: Instant): string => new Date(instant).toISOString();
