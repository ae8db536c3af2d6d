import { z } from 'zod';
import { asFarAs, speaksOf } from '../directory.js';
import { directoryFields, personStatuses, type DirectoryField, type DirectoryPerson, type DirectorySnapshot, type PersonStatus } from '../events.js';
import { fieldRules } from '../field-rules.js';
import { refusalSentence, type NamedRefusal } from '../refusals.js';
import { count, flag, instant, isRecord, name, personFields, personOf, right, ruleBrokenIn, ruled, sentenceOf, unknownFields } from './fields.js';
import { shown } from '../shown.js';
import { ended } from '../steps.js';

/** A snapshot, understood or refused as a whole: half a directory would make people leave who have not. */
export type ParsedDirectory =
  | { readonly ok: true; readonly snapshot: DirectorySnapshot; readonly droppedFields: number }
  | { readonly ok: false; readonly message: string; /** Where it has a name. */ readonly refusal: NamedRefusal | null };

const statusRule = `one of ${personStatuses.join(', ')}`;

export const personShape = {
  ...personFields,
  status: z.enum(personStatuses, right(statusRule)).optional(),
  seat: name.nullable().optional(),
  groups: z.array(name, ruled('group-names')).max(1_000, ruled('group-names')).optional(),
  department: name.nullable().optional(),
  costCentre: name.nullable().optional(),
  joinedAt: instant.nullable().optional(),
  invitedAt: instant.nullable().optional(),
  inviteExpiresAt: instant.nullable().optional(),
};
const person = z.object(personShape, ruled('person')).refine((value) => value.id !== undefined || value.email !== undefined, ruled('person'));

export const totalsShape = { purchased: count.optional(), assigned: count.optional(), pendingInvites: count.optional() };
const fields = z.array(z.enum(directoryFields, right(`one of ${directoryFields.join(', ')}`)), ruled('directory-fields'));

export const snapshotShape = {
  takenAt: instant,
  complete: flag,
  fields: fields.optional(),
  people: z.array(z.unknown(), ruled('people')).optional(),
  seats: z.object(totalsShape, ruled('totals')).optional(),
};
const snapshotSchema = z.object(snapshotShape);

/** Reads the body of `PUT /v1/directory`; the first thing that is wrong is named, with the person it concerns. */
export const parseDirectory = (value: unknown): ParsedDirectory => ended(parsingDirectory(value));

/** So many people are read in a millisecond. */
const peopleAStep = 50;

/** The same in steps. */
export function* parsingDirectory(value: unknown): Generator<void, ParsedDirectory> {
  if (!isRecord(value)) return refusedAs({ name: 'directory-object', about: {} });
  const parsed = snapshotSchema.safeParse(value);
  if (!parsed.success) return refusedIn(sentenceOf(parsed.error));
  const { takenAt, complete, people, seats } = parsed.data;
  if (people === undefined && seats === undefined) return refusedAs({ name: 'directory-empty', about: {} });
  if (people === undefined && parsed.data.fields !== undefined) return refusedAs({ name: 'directory-fields-alone', about: {} });
  const fields = parsed.data.fields === undefined ? null : directoryFields.filter((field) => parsed.data.fields?.includes(field));
  const speaks = (field: DirectoryField) => speaksOf({ fields }, field);

  let droppedFields = unknownFields(value, snapshotShape) + (isRecord(value.seats) ? unknownFields(value.seats, totalsShape) : 0);
  const parsedPeople: DirectoryPerson[] = [];
  for (const [index, entry] of (people ?? []).entries()) {
    if (index % peopleAStep === 0) yield;
    const one = person.safeParse(entry);
    if (!one.success) return refusedIn(`people.${index}${whoIs(entry)}: ${sentenceOf(one.error)}`);
    if (isRecord(entry)) droppedFields += unknownFields(entry, personShape);
    const { data } = one;
    const wrong = wrongStatus(data.status, speaks);
    if (wrong !== null) return refusedIn(`people.${index}${whoIs(entry)}: status must be ${wrong}; got ${shown(data.status)}`);
    const said: DirectoryPerson = {
      person: personOf(data),
      status: data.status ?? null,
      seat: data.seat ?? null,
      groups: [...new Set(data.groups ?? [])].sort(),
      department: data.department ?? null,
      costCentre: data.costCentre ?? null,
      joinedAt: data.joinedAt ?? null,
      invitedAt: data.invitedAt ?? null,
      inviteExpiresAt: data.inviteExpiresAt ?? null,
    };
    const spoken = asFarAs(speaks, said);
    droppedFields += saidBy(said) - saidBy(spoken);
    parsedPeople.push(spoken);
  }
  const totals = { purchased: seats?.purchased ?? null, assigned: seats?.assigned ?? null, pendingInvites: seats?.pendingInvites ?? null };
  return { ok: true, snapshot: { takenAt, complete, fields, people: people === undefined ? null : parsedPeople, totals }, droppedFields };
}

const refusedAs = (refusal: NamedRefusal): ParsedDirectory => ({ ok: false, message: refusalSentence(refusal), refusal });

/** With the name of the rule that the sentence says is broken, where it has one. */
const refusedIn = (sentence: string): ParsedDirectory => ({ ok: false, message: `${sentence}.`, refusal: ruleBrokenIn(sentence) });

/** What a status must be instead, or null where it is right. */
function wrongStatus(status: PersonStatus | undefined, speaks: (field: DirectoryField) => boolean): string | null {
  if (status === undefined) return speaks('status') ? statusRule : null;
  return status === 'invited' && speaks('status') && !speaks('invites') ? fieldRules['status-without-invites'] : null;
}

/** How much is said of somebody. */
const saidBy = ({ person: _person, groups, ...said }: DirectoryPerson): number => (groups.length > 0 ? 1 : 0) + Object.values(said).filter((value) => value !== null).length;

function whoIs(entry: unknown): string {
  if (!isRecord(entry)) return '';
  const who = [entry.email, entry.id].find((value) => typeof value === 'string');
  return typeof who === 'string' ? ` (${who.slice(0, 80)})` : '';
}
