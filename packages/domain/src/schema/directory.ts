import { z } from 'zod';
import { personStatuses, type DirectorySnapshot } from '../events.js';
import { count, flag, instant, isRecord, name, personFields, personOf, sentenceOf, unknownFields } from './fields.js';
import { shown } from '../shown.js';

/** A snapshot, understood or refused as a whole: half a directory would make people leave who have not. */
export type ParsedDirectory =
  | { readonly ok: true; readonly snapshot: DirectorySnapshot; readonly droppedFields: number }
  | { readonly ok: false; readonly message: string };

const statusRule = { error: (issue: { readonly input?: unknown }) => `must be one of ${personStatuses.join(', ')}; got ${shown(issue.input)}` };

const personShape = {
  ...personFields,
  status: z.enum(personStatuses, statusRule),
  seat: name.nullable().optional(),
  groups: z.array(name, { error: 'must be a list of group names' }).max(1_000).optional(),
  department: name.nullable().optional(),
  costCentre: name.nullable().optional(),
  joinedAt: instant.nullable().optional(),
  invitedAt: instant.nullable().optional(),
  inviteExpiresAt: instant.nullable().optional(),
};
const person = z.object(personShape).refine((value) => value.id !== undefined || value.email !== undefined, { error: 'needs at least one of id and email' });

const totalsShape = { purchased: count.optional(), assigned: count.optional(), pendingInvites: count.optional() };
const snapshotShape = {
  takenAt: instant,
  complete: flag,
  people: z.array(z.unknown(), { error: 'must be a list of people' }).optional(),
  seats: z.object(totalsShape, { error: 'must be an object with any of purchased, assigned and pendingInvites' }).optional(),
};
const snapshotSchema = z.object(snapshotShape);

/** Reads the body of `PUT /v1/directory`; the first thing that is wrong is named, with the person it concerns. */
export function parseDirectory(value: unknown): ParsedDirectory {
  if (!isRecord(value)) return { ok: false, message: `A directory must be an object with takenAt, complete and people; got ${shown(value)}.` };
  const parsed = snapshotSchema.safeParse(value);
  if (!parsed.success) return { ok: false, message: `${sentenceOf(parsed.error)}.` };
  const { takenAt, complete, people, seats } = parsed.data;
  if (people === undefined && seats === undefined) return { ok: false, message: 'A directory needs people, or totals in seats; it has neither.' };

  let droppedFields = unknownFields(value, snapshotShape) + (isRecord(value.seats) ? unknownFields(value.seats, totalsShape) : 0);
  const parsedPeople = [];
  for (const [index, entry] of (people ?? []).entries()) {
    const one = person.safeParse(entry);
    if (!one.success) return { ok: false, message: `people.${index}${whoIs(entry)}: ${sentenceOf(one.error)}.` };
    if (isRecord(entry)) droppedFields += unknownFields(entry, personShape);
    const { data } = one;
    parsedPeople.push({
      person: personOf(data),
      status: data.status,
      seat: data.seat ?? null,
      groups: [...new Set(data.groups ?? [])].sort(),
      department: data.department ?? null,
      costCentre: data.costCentre ?? null,
      joinedAt: data.joinedAt ?? null,
      invitedAt: data.invitedAt ?? null,
      inviteExpiresAt: data.inviteExpiresAt ?? null,
    });
  }
  const totals = { purchased: seats?.purchased ?? null, assigned: seats?.assigned ?? null, pendingInvites: seats?.pendingInvites ?? null };
  return { ok: true, snapshot: { takenAt, complete, people: people === undefined ? null : parsedPeople, totals }, droppedFields };
}

function whoIs(entry: unknown): string {
  if (!isRecord(entry)) return '';
  const who = [entry.email, entry.id].find((value) => typeof value === 'string');
  return typeof who === 'string' ? ` (${who.slice(0, 80)})` : '';
}
