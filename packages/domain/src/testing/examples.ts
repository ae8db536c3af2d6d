import type { Delivery, Source } from '../store.js';
import type { ActivityEvent, DirectoryPerson, DirectorySnapshot, PersonDayEvent, PersonReference, Reference, ReportedEvent, SpendEvent, UsageEvent } from '../events.js';
import type { MetricName } from '../metrics.js';
import type { Organisation } from '../organisation.js';
import { parseAmount } from '../money.js';

/** Facts to test with, written as briefly as the point of a test allows. */

export const organisationIn = (timeZone: string, changes: Partial<Organisation> = {}): Organisation => ({
  slug: 'nordwind-ag', name: 'Nordwind AG', timeZone, weekStart: 'monday', fiscalYearStart: 1, sourceOrder: [], currency: 'USD', extraUsage: true, names: 'full', groupSize: 5, purposes: [], retentionDays: null, budget: null, demo: false,
  pseudonymSecret: 'a secret for tests', ...changes,
});

export const live: Source = { name: 'live', kind: 'live', feeds: null, run: '' };

export const instant = (text: string): number => Date.parse(text);

export const person = (email: string, more: Partial<PersonReference> = {}): PersonReference => ({ kind: 'person', id: null, email, name: null, ...more });

let nextId = 0;

export function activity(at: string, who: Reference, changes: Partial<ActivityEvent> = {}): ActivityEvent {
  nextId += 1;
  return {
    id: `event-${nextId}`, revision: 0, retracted: false, type: 'message.sent', at: instant(at), person: who, surface: 'chat', chat: `chat-${nextId}`,
    project: null, artifact: null, artifactKind: null, connector: null, model: null, count: 1, ...changes,
  };
}

export function spendLine(at: string, who: Reference, amount: string, changes: Partial<SpendEvent> = {}): SpendEvent {
  nextId += 1;
  return {
    id: `spend-${nextId}`, revision: 0, retracted: false, type: 'spend', from: instant(at), to: instant(at), person: who, surface: 'chat',
    amount: parseAmount(amount), currency: 'USD', listAmount: null, credits: null, basis: 'computed', model: null, costType: 'tokens',
    requests: 1, inputTokens: 0, outputTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0, priceTable: null, ...changes,
  };
}

export function personDay(day: string, who: Reference, counts: PersonDayEvent['counts'], changes: Partial<PersonDayEvent> = {}): PersonDayEvent {
  nextId += 1;
  return { id: `day-${nextId}`, revision: 0, retracted: false, person: who, surface: 'chat', type: 'person-day', day, days: 'utc', counts, ...changes };
}

export function reported(metric: MetricName, value: string, from: string, to: string, changes: Partial<ReportedEvent> = {}): ReportedEvent {
  nextId += 1;
  return { id: `reported-${nextId}`, revision: 0, retracted: false, person: { kind: 'nobody' }, surface: 'other', type: 'reported', metric, value, from, to, days: 'organisation', dimensions: {}, ...changes };
}

/** The clock of a delivery, unless a test cares. */
export const receivedAt = instant('2026-12-31T00:00:00Z');

export const events = (items: readonly UsageEvent[], changes: { source?: Source; receivedAt?: number; rejected?: number; droppedFields?: number } = {}): Delivery => ({
  kind: 'events', source: live, receivedAt, rejected: 0, droppedFields: 0, ...changes, items: items.map((event, index) => ({ index, event })),
});

export const seatOf = (who: PersonReference, changes: Partial<DirectoryPerson> = {}): DirectoryPerson => ({
  person: who, status: 'active', seat: 'standard', groups: [], department: null, costCentre: null, joinedAt: null, invitedAt: null, inviteExpiresAt: null, ...changes,
});

export const directory = (takenAt: string, people: readonly DirectoryPerson[] | null, changes: Partial<DirectorySnapshot> = {}): Delivery => ({
  kind: 'directory', source: live, receivedAt, droppedFields: 0,
  snapshot: { takenAt: instant(takenAt), complete: true, fields: null, people, totals: { purchased: null, assigned: null, pendingInvites: null }, ...changes },
});
