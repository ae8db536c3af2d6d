import type { OperationName } from '@pegel/domain';
import type { Hono, MiddlewareHandler } from 'hono';
import type { Env } from './ports.js';

const operationBehind = new WeakMap<object, OperationName>();

/** The beginning of every route: which operation it is that a request asks for here. */
export function asks(operation: OperationName): MiddlewareHandler<Env> {
  const begin: MiddlewareHandler<Env> = async (c, next) => {
    c.set('operation', operation);
    await next();
  };
  operationBehind.set(begin, operation);
  return begin;
}

/** A route as it is mounted: `GET /healthz`. */
export interface MountedRoute {
  readonly method: string;
  readonly path: string;
  readonly operation: OperationName;
}

/** Addresses behind which somebody else looks further: each procedure and each endpoint of sign-in says its operation itself. */
const behindOneAddress: readonly string[] = ['/trpc/*', '/auth/*'];

/** Every route of an app with what it asks for. Throws where one does not say it: nothing is mounted of which nobody has said what it takes. */
export function routesOf(app: Hono<Env>): readonly MountedRoute[] {
  const found = new Map<string, { readonly method: string; readonly path: string; readonly operations: Set<OperationName> }>();
  for (const { method, path, handler } of app.routes) {
    const operation = operationBehind.get(handler);
    // What is for every method is middleware, or looks further itself.
    if (method === 'ALL' && operation === undefined && ['/*', ...behindOneAddress].includes(path)) continue;
    const name = `${method} ${path}`;
    const route = found.get(name) ?? { method, path, operations: new Set() };
    found.set(name, route);
    if (operation !== undefined) route.operations.add(operation);
  }
  return [...found].map(([name, { method, path, operations }]) => {
    const [operation, ...others] = operations;
    if (operation === undefined) throw new Error(`${name} does not say what it asks for; let it begin with asks('…'), an operation of packages/domain/src/operations.ts.`);
    if (others.length > 0) throw new Error(`${name} is mounted as ${[...operations].join(' and ')}; one address is one operation.`);
    return { method, path, operation };
  });
}
