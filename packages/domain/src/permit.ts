import { isPermitted, type PermittedOperation } from './operations.js';
import type { Reader } from './permissions.js';
import type { NamedRefusal, RefusalNameOf } from './refusals.js';
import { refuse } from './report-error.js';

/** Lets a reader do it, or refuses, in words of its own where there are some: the one place where a permission is asked for by operation. */
export function permit(reader: Reader, operation: PermittedOperation, refusal: NamedRefusal<RefusalNameOf<'not-permitted'>> = { name: 'not-permitted', about: { operation } }): void {
  if (!isPermitted(reader, operation)) refuse(refusal);
}
