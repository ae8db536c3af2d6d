import { oneOf } from '@pegel/domain';
import { dialects, type Dialect } from '@pegel/presentation';

/** How a file is to be written, from the parameters of its address. */
export const dialectFrom = (given: ReadonlyMap<string, readonly string[]>): Dialect => oneOf('dialect', given.get('dialect')?.[0], dialects) ?? 'standard';
