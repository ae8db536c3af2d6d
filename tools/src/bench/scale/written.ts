import type { WireEvent } from '@pegel/domain';
import { connectors, emailOf, models, scaleSurfaces, types, type ScaleEvent } from './organisation.js';

/** Money that is no more than nine digits on either side of the point. */
const amountOf = (nano: number): string => `${Math.floor(nano / 1e9)}.${String(nano % 1e9).padStart(9, '0')}`;

/** The event as `POST /v1/events` takes it. */
export function wireOf(event: ScaleEvent): WireEvent {
  const { id, at, person, surface, chat, project, artifact, connector, model } = event;
  const base = { id, at: new Date(at).toISOString(), person: { email: emailOf(person) }, surface: scaleSurfaces[surface] ?? 'other' } as const;
  const type = types[event.type] ?? 'message.sent';
  switch (type) {
    case 'message.sent':
      return { ...base, type, chat: String(chat), ...(project === 0 ? {} : { project: String(project) }), model: models[model - 1] ?? '' };
    case 'connector.used':
      return { ...base, type, connector: connectors[connector - 1] ?? '' };
    case 'artifact.created':
      return { ...base, type, artifact: String(artifact) };
    case 'project.used':
    case 'project.created':
      return { ...base, type, project: String(project) };
    case 'spend':
      return {
        ...base, type, amount: amountOf(event.amount), listAmount: amountOf(event.listAmount), currency: 'USD', basis: 'vendor-estimate', model: models[model - 1] ?? '', requests: event.requests,
        tokens: { input: event.input, output: event.output, cacheRead: event.cacheRead, cacheWrite: event.cacheWrite },
      };
  }
}

/** The columns of the table that other engines have, as each of them understands their types. */
export const columns = {
  id: 'UUID', type: 'SMALLINT', surface: 'SMALLINT', day: 'INTEGER', person: 'INTEGER', department: 'SMALLINT', pilot: 'SMALLINT',
  chat: 'INTEGER', project: 'INTEGER', artifact: 'INTEGER', connector: 'SMALLINT', model: 'SMALLINT', count: 'INTEGER',
  amount: 'BIGINT', listAmount: 'BIGINT', requests: 'INTEGER', input: 'INTEGER', output: 'INTEGER', cacheRead: 'INTEGER', cacheWrite: 'INTEGER',
} as const satisfies Partial<Record<keyof ScaleEvent, string>>;
const names = Object.keys(columns) as (keyof typeof columns)[]; // Object.keys forgets the literal keys.

/** The event as a line of CSV, in the order of the columns. */
export function lineOf(event: ScaleEvent): string {
  let line = event.id;
  for (let at = 1; at < names.length; at += 1) line += `,${event[names[at] ?? 'type']}`;
  return line;
}
