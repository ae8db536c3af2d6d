import { operations, type OperationName } from '@pegel/domain';
import type { AnyRouter } from '@trpc/server';

/** A procedure as it is mounted. */
export interface MountedProcedure {
  readonly name: string;
  readonly type: 'query' | 'mutation' | 'subscription';
  readonly operation: OperationName;
}

/** Every procedure of a router with what it asks for, also those that are loaded later. Throws where one does not say it. */
export async function proceduresOf(router: AnyRouter): Promise<readonly MountedProcedure[]> {
  for (const later of Object.values(router._def.lazy)) await later.load();
  return Object.entries(router._def.procedures).map(([name, procedure]) => {
    const { type, meta } = (procedure as { readonly _def: { readonly type: MountedProcedure['type']; readonly meta?: unknown } })._def; // The record's type knows no more than that there are procedures.
    if (!saysOperation(meta)) throw new Error(`${name} does not say which operation it is; let it begin with inside('…').`);
    return { name, type, operation: meta.operation };
  });
}

const saysOperation = (meta: unknown): meta is { readonly operation: OperationName } =>
  typeof meta === 'object' && meta !== null && 'operation' in meta && typeof meta.operation === 'string' && Object.hasOwn(operations, meta.operation);
