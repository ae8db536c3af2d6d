import type { DirectorySnapshot, Reference, UsageEvent, WireDirectory, WireEvent, WirePerson, WireReference } from '../events.js';
import { isDaily, isPersonDay, isSpend } from '../events.js';
import type { MetricName } from '../metrics.js';
import { metricOf } from '../metrics.js';
import { formatAmount } from '../money.js';
import { unattributed } from '../store.js';

/* The way back: what somebody has sent, so that what was kept could come of it. */

/** An event as a sender would write it; reading it gives the event again. */
export function wireOf(event: UsageEvent): WireEvent {
  const { id, revision, retracted, surface } = event;
  const base = { id, person: wireReferenceOf(event.person), surface, revision, retracted };
  if (isSpend(event)) {
    const { amount, listAmount, credits, currency, basis, model, costType, requests, priceTable, from, to } = event;
    const tokens = { input: event.inputTokens, output: event.outputTokens, cacheRead: event.cacheReadTokens, cacheWrite: event.cacheWriteTokens };
    const when = from === to ? { at: textOf(from) } : { from: textOf(from), to: textOf(to) };
    return { ...base, type: 'spend', ...when, amount: formatAmount(amount), currency, basis, costType, requests, tokens, ...said({ listAmount: moneyOf(listAmount), credits: moneyOf(credits), model, priceTable }) };
  }
  if (isDaily(event)) {
    if (isPersonDay(event)) return { ...base, type: event.type, day: event.day, days: event.days, ...event.counts };
    // The surface that every event has is read as the one a number is about.
    const { person: _person, surface: _surface, dimensions, value, ...rest } = event;
    return { ...rest, person: base.person, value: isMoney(event.metric) ? value : Number(value), ...Object.fromEntries(Object.entries(dimensions).map(([name, key]) => [name, key === unattributed ? null : key])) } as WireEvent; // A reported number keeps its surface as text; the parser has read one.
  }
  const { type, at, chat, project, artifact, artifactKind, connector, model, count } = event;
  // The compiler cannot see that an event of a type has the fields of that type.
  return { ...base, type, at: textOf(at), ...said({ chat, project, artifact, kind: artifactKind, connector, model }), ...(type === 'message.sent' || type === 'connector.used' ? { count } : {}) } as WireEvent;
}

/** The same for a directory. */
export function wireDirectoryOf({ takenAt, complete, fields, people, totals }: DirectorySnapshot): WireDirectory {
  return { takenAt: textOf(takenAt), complete, ...(fields === null ? {} : { fields }), ...(people === null ? {} : { people: people.map(wirePersonOf) }), seats: said(totals) };
}

function wirePersonOf({ person: { id, email, name }, status, seat, groups, department, costCentre, joinedAt, invitedAt, inviteExpiresAt }: NonNullable<DirectorySnapshot['people']>[number]): WirePerson {
  const times = { joinedAt: timeOf(joinedAt), invitedAt: timeOf(invitedAt), inviteExpiresAt: timeOf(inviteExpiresAt) };
  return { seat, groups, ...said({ id, email, name, status, department, costCentre, ...times }) };
}

function wireReferenceOf(person: Reference): WireReference {
  switch (person.kind) {
    case 'nobody':
      return null;
    case 'service':
      return { service: person.name };
    case 'person':
      return said({ id: person.id, email: person.email, name: person.name });
  }
}

const textOf = (instant: number): string => new Date(instant).toISOString();
const timeOf = (instant: number | null): string | null => (instant === null ? null : textOf(instant));
const moneyOf = (amount: bigint | null): string | null => (amount === null ? null : formatAmount(amount));
const isMoney = (metric: MetricName): boolean => metricOf(metric).unit === 'money';

/** Without what nobody has said. */
const said = <Fields extends object>(fields: Fields): { [Name in keyof Fields]?: NonNullable<Fields[Name]> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null)) as { [Name in keyof Fields]?: NonNullable<Fields[Name]> }; // Object.fromEntries forgets the literal keys.
