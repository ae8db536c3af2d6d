import { createHash } from 'node:crypto';
import { formatInstant, normaliseEmail, parseInstant, type WireEvent, type Words } from '@pegel/domain';
import { parseLiteral, type Literal, type LiteralMap } from './python-literal.js';
import type { Cells, Reading } from './reading.js';

/*
 * The audit log: a row an event, of the last 180 days. Two of its events are read: a chat and a project that were created.
 * Messages are in no row, so a log says nothing of who was active.
 */

const eventTypes = { conversation_created: 'chat.created', project_created: 'project.created' } as const;
type EventName = keyof typeof eventTypes;
const isRead = (name: string): name is EventName => Object.hasOwn(eventTypes, name);

/** What the id of the thing that was created is called in the record of it. A chat's project is no chat. */
const idNames: Readonly<Record<EventName, readonly string[]>> = {
  conversation_created: ['uuid', 'id', 'conversation_uuid', 'conversation_id', 'chat_uuid', 'chat_id'],
  project_created: ['uuid', 'id', 'project_uuid', 'project_id'],
};

/** The columns that make a row the one it is. Others that come later must not make it another one. */
const identity = ['created_at', 'actor_info', 'event', 'event_info', 'entity_info', 'ip_address', 'device_id', 'user_agent', 'client_platform'] as const;

/** More names of events than there are; others are counted together. */
const namesMax = 200;

export async function* auditEvents(reading: Reading): AsyncGenerator<WireEvent> {
  const repeats = new Map<string, number>();
  const names = new Set<string>();
  let hasInvites = false;
  for await (const { line, cells } of reading.rows()) {
    const name = cells.text('event');
    if (!isRead(name)) {
      const known = /^[\w.:-]{1,60}$/.test(name) && (names.has(name) || names.size < namesMax) ? name : 'other';
      names.add(known);
      reading.count(`event ${known}`);
      hasInvites ||= /invite/i.test(known);
      continue;
    }
    const at = instantOf(cells.text('created_at'));
    const uuid = entityOf(cells, name);
    if (at === null) reading.refuse(line, 'bad-timestamp', badTimestamp);
    else if (uuid === null) reading.refuse(line, 'no-entity', noEntity);
    else {
      const row = createHash('sha256').update(JSON.stringify(identity.map((column) => cells.text(column)))).digest().subarray(0, 16);
      // All rows are remembered, a byte a character.
      const key = row.toString('latin1');
      const before = repeats.get(key) ?? 0;
      repeats.set(key, before + 1);
      const common = { id: `${row.toString('hex')}-${before}`, at: formatInstant(at), person: actorOf(cells), surface: 'chat' } as const;
      yield name === 'project_created' ? { ...common, type: eventTypes[name], project: uuid } : { ...common, type: eventTypes[name], chat: uuid };
    }
  }
  if (hasInvites) reading.note(null, 'invites', invites);
}

/** The log's times are UTC, whether they say so or not, and have a space where a T could be. */
function instantOf(text: string): number | null {
  const spelled = text.replace(/^(\d{4}-\d{2}-\d{2}) (?=\d)/, '$1T').replace(/ ?UTC$/, 'Z').replace(/ (?=[+-]\d{2}:?\d{2}$)/, '');
  return parseInstant(/(Z|[+-]\d{2}:\d{2})$/i.test(spelled) ? spelled : `${spelled}Z`);
}

const uuid = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;

/** The id of what was created, which is the same as in a data export. */
function entityOf(cells: Cells, name: EventName): string | null {
  for (const column of ['entity_info', 'event_info']) {
    const record = recordIn(cells, column);
    for (const key of idNames[name]) {
      const value = record?.get(key);
      if (typeof value === 'string' && uuid.test(value)) return value.toLowerCase();
    }
  }
  return null;
}

/** Whoever did it, by address; nobody where the log does not say. */
function actorOf(cells: Cells): { readonly email: string } | null {
  const record = recordIn(cells, 'actor_info');
  const metadata = record?.get('metadata');
  const found = [isMap(metadata) ? metadata.get('email_address') : undefined, record?.get('email_address'), record?.get('email')].find((value) => typeof value === 'string' && /^[^@\s]+@[^@\s]+$/u.test(value) && value.length <= 320 && value.isWellFormed());
  return typeof found === 'string' ? { email: normaliseEmail(found) } : null;
}

const isMap = (value: Literal | undefined): value is LiteralMap => value instanceof Map;

function recordIn(cells: Cells, column: string): LiteralMap | null {
  const value = parseLiteral(cells.text(column));
  return isMap(value) ? value : null;
}

const badTimestamp: Words = { en: 'The row is left out: "created_at" is no time such as 2026-11-22T09:30:00Z.', de: 'Die Zeile bleibt weg: „created_at“ ist kein Zeitpunkt wie 2026-11-22T09:30:00Z.' };
const noEntity: Words = { en: 'The row is left out: "entity_info" does not say which chat or project was created.', de: 'Die Zeile bleibt weg: „entity_info“ sagt nicht, welcher Chat oder welches Projekt erstellt wurde.' };
const invites: Words = {
  en: 'Invites are in the log, and not used: it says when one was sent, and not when it expires, nor which of those before its first day are still open. Lists of members and directories say how many there are.',
  de: 'Einladungen stehen im Log und werden nicht verwendet: Es sagt, wann eine gesendet wurde, aber nicht, wann sie abläuft, und nicht, welche von denen vor seinem ersten Tag noch offen sind. Mitgliederlisten und Verzeichnisse sagen, wie viele es gibt.',
};
