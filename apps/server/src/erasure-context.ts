import type { ErasureContext } from '@pegel/api';
import { erasePerson, erasureReasons, erasureView } from '@pegel/domain';
import type { Ports } from './ports.js';

/** What the typed interface does of erasing people. The journal has every erasure, so the log does not. */
export function erasureContext({ accounts, store, now }: Pick<Ports, 'accounts' | 'store' | 'now'>, told: <T>(work: Promise<T>) => Promise<T>): ErasureContext {
  return {
    erasurePreview: ({ reader }, person) => told(erasureView(reader, { store, accounts }, person)),
    erasePerson: ({ reader, actor }, wish) => told(erasePerson(reader, actor, { store, accounts, journal: accounts }, wish, now())),
    erasureReasons: ({ reader }) => told(erasureReasons(reader, store)),
  };
}
