import { refusalSentence, type Account, type DirectorySnapshot, type Instant, type ItemError, type Organisation, type Source, type UsageEvent, type UsageStore } from '@pegel/domain';
import { parseEvent, parsingDirectory } from '@pegel/domain/schema';
import { limits } from '../limits.js';
import { refusalNamed, Refusal } from '../refusal.js';
import { accountOf } from './account.js';
import { inTurns, stepsInTurns } from './in-turns.js';
import type { Item } from './items.js';

/** Hands what can be read to the store and accounts for every item, after everything is durable. */
export async function takeEvents(store: Pick<UsageStore, 'append'>, organisation: Organisation, source: Source, items: readonly Item[], receivedAt: Instant): Promise<Account> {
  const understood: { index: number; event: UsageEvent }[] = [];
  const refused: ItemError[] = [];
  let droppedFields = 0;
  await inTurns(items.entries(), ([index, item]) => {
    if (!item.ok) {
      refused.push({ index, id: null, code: 'bad-json', message: refusalSentence(item.refusal), refusal: item.refusal });
      return;
    }
    const parsed = parseEvent(item.value);
    droppedFields += parsed.droppedFields;
    if (parsed.ok) understood.push({ index, event: parsed.event });
    else refused.push({ index, id: parsed.id, code: parsed.code, message: parsed.message, ...(parsed.refusal === undefined ? {} : { refusal: parsed.refusal }) });
  });
  const { counts, errors } = await store.append(organisation, { kind: 'events', source, receivedAt, items: understood, rejected: refused.length, droppedFields });
  return accountOf({ received: items.length, rejected: refused.length, droppedFields, counts, errors: [...refused, ...errors] });
}

const aheadMaxMilliseconds = 24 * 60 * 60 * 1000;

/** A directory is taken as a whole or not at all. */
export async function takeDirectory(store: UsageStore, organisation: Organisation, source: Source, body: unknown, receivedAt: Instant): Promise<Account> {
  checkSize(body);
  const parsed = await stepsInTurns(parsingDirectory(body));
  if (!parsed.ok) throw parsed.refusal === null ? new Refusal(422, parsed.message) : refusalNamed(422, parsed.refusal);
  const { snapshot, droppedFields } = parsed;
  checkTaken(snapshot, receivedAt);
  const { counts, errors } = await store.append(organisation, { kind: 'directory', source, receivedAt, snapshot, droppedFields });
  return accountOf({ received: snapshot.people?.length ?? 0, rejected: 0, droppedFields, counts, errors });
}

/** Looks before parsing: a snapshot is taken in one transaction, for which all other deliveries wait. */
function checkSize(body: unknown): void {
  const { people } = body as { readonly people?: unknown }; // The route has made sure of an object.
  if (!Array.isArray(people)) return;
  if (people.length > limits.people) throw tooMany('directory-people', limits.people, people.length);
  const memberships = people.reduce((sum: number, person: { readonly groups?: unknown } | null) => sum + (Array.isArray(person?.groups) ? person.groups.length : 0), 0);
  if (memberships > limits.memberships) throw tooMany('directory-memberships', limits.memberships, memberships);
}

const tooMany = (name: 'directory-people' | 'directory-memberships', most: number, sent: number): Refusal =>
  refusalNamed(413, { name, about: { atMost: String(most), sent: String(sent) } });

function checkTaken({ takenAt }: DirectorySnapshot, now: Instant): void {
  if (takenAt <= now + aheadMaxMilliseconds) return;
  throw refusalNamed(422, { name: 'snapshot-ahead', about: { at: new Date(takenAt).toISOString() } });
}
