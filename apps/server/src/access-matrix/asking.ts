import { factNames, operations } from '@pegel/domain';
import { isEventStream } from '../browser-headers.js';
import { streamOf } from '../testing/stream.js';
import type { Endpoint } from './endpoints.js';
import type { Sample } from './samples.js';
import { here, there, type Credential, type World } from './world.js';

/** What somebody is told. */
export interface Told {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** Operations in which somebody says which organisation they mean. */
export const namesOrganisation = ({ operation }: Pick<Endpoint, 'operation'>): boolean => ['inside', 'in-person', 'permission'].includes(operations[operation].kind);

/** The request that asks an endpoint a question, with somebody's credential. */
export function requestOf(endpoint: Endpoint, { input = {}, body, path = endpoint.path }: Sample, { headers, names }: Credential): Request {
  const asked = names === null || !namesOrganisation(endpoint) || Object.hasOwn(input, 'organisation') ? input : { ...input, organisation: names };
  const { method } = endpoint;
  const sent = endpoint.kind === 'procedure' && method === 'POST' ? asked : body;
  const parameters = new URLSearchParams();
  if (endpoint.kind === 'route') for (const [name, value] of Object.entries(asked)) parameters.set(name, String(value));
  else if (method === 'GET') parameters.set('input', JSON.stringify(asked));
  return new Request(`http://localhost${path}${parameters.size === 0 ? '' : `?${parameters.toString()}`}`, {
    method,
    headers: { ...headers, ...(sent === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(sent === undefined ? {} : { body: JSON.stringify(sent) }),
  });
}

/** Asks, and hears the whole of the answer; of a stream, what it says first. */
export async function ask({ app, folder }: Pick<World, 'app' | 'folder'>, request: Request): Promise<Told> {
  // Whoever may listen hears of what changed just before they came.
  for (const { slug } of [here, there]) folder.changes.publish({ slug }, { facts: factNames, from: '2026-11-22', to: '2026-11-22' });
  const response = await app.request(request);
  const { status, headers } = response;
  return isEventStream(response) ? { ...(await firstSaid(response)), headers } : { status, headers, text: await response.text() };
}

/** A stream begins before anybody looks at who asks, and says then what any other answer says with its status. */
async function firstSaid(response: Response): Promise<Pick<Told, 'status' | 'text'>> {
  const stream = streamOf(response);
  await stream.next('connected');
  const { event, data } = await stream.any();
  await stream.leave();
  if (event !== 'serialized-error') return { status: response.status, text: JSON.stringify(data) };
  const { data: { httpStatus } } = data as { data: { httpStatus: number } }; // What the transport makes of a refusal.
  return { status: httpStatus, text: JSON.stringify({ error: data }) };
}
