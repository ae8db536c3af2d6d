import type { Account, DirectorySnapshot, Instant, ItemError, Organisation, Source, UsageEvent, UsageStore } from '@pegel/domain';
import { parseDirectory, parseEvent } from '@pegel/domain/schema';
import { Refusal } from '../refusal.js';
import { accountOf } from './account.js';
import type { Item } from './items.js';

/** Hands what can be read to the store and accounts for every item, after everything is durable. */
export async function takeEvents(store: UsageStore, organisation: Organisation, source: Source, items: readonly Item[], receivedAt: Instant): Promise<Account> {
  const understood: { index: number; event: UsageEvent }[] = [];
  const refused: ItemError[] = [];
  let droppedFields = 0;
  for (const [index, item] of items.entries()) {
    if (!item.ok) {
      refused.push({ index, id: null, code: 'bad-json', message: item.message });
      continue;
    }
    const parsed = parseEvent(item.value);
    droppedFields += parsed.droppedFields;
    if (parsed.ok) understood.push({ index, event: parsed.event });
    else refused.push({ index, id: parsed.id, code: parsed.code, message: parsed.message });
  }
  const { counts, errors } = await store.append(organisation, { kind: 'events', source, receivedAt, items: understood, rejected: refused.length, droppedFields });
  return accountOf({ received: items.length, rejected: refused.length, droppedFields, counts, errors: [...refused, ...errors] });
}

const aheadMaxMilliseconds = 24 * 60 * 60 * 1000;

/** A directory is taken as a whole or not at all. */
export async function takeDirectory(store: UsageStore, organisation: Organisation, source: Source, body: unknown, receivedAt: Instant): Promise<Account> {
  const parsed = parseDirectory(body);
  if (!parsed.ok) throw new Refusal(422, parsed.message);
  const { snapshot, droppedFields } = parsed;
  checkTaken(snapshot, receivedAt);
  const { counts, errors } = await store.append(organisation, { kind: 'directory', source, receivedAt, snapshot, droppedFields });
  return accountOf({ received: snapshot.people?.length ?? 0, rejected: 0, droppedFields, counts, errors });
}

function checkTaken({ takenAt }: DirectorySnapshot, now: Instant): void {
  if (takenAt <= now + aheadMaxMilliseconds) return;
  throw new Refusal(422, `takenAt (${new Date(takenAt).toISOString()}) is more than 24 hours ahead of the server's clock.`);
}
