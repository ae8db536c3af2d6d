import { openEndpoints } from '@pegel/accounts';
import { proceduresOf, router } from '@pegel/api';
import type { OperationName } from '@pegel/domain';
import type { createApp } from '../app.js';
import { routesOf } from '../asks.js';

/** Something that can be asked of a server. */
export interface Endpoint {
  /** `GET /report.json`, or `query report`. */
  readonly name: string;
  readonly kind: 'route' | 'procedure';
  readonly method: string;
  readonly path: string;
  readonly operation: OperationName;
}

/** Everything that is mounted, from what is mounted itself. */
export async function endpointsOf(app: ReturnType<typeof createApp>): Promise<readonly Endpoint[]> {
  const routes = [...routesOf(app), ...openEndpoints].map(({ method, path, operation }): Endpoint => ({ name: `${method} ${path}`, kind: 'route', method, path, operation }));
  const procedures = (await proceduresOf(router)).map(({ name, type, operation }): Endpoint => ({ name: `${type} ${name}`, kind: 'procedure', method: type === 'mutation' ? 'POST' : 'GET', path: `/trpc/${name}`, operation }));
  return [...routes, ...procedures];
}
