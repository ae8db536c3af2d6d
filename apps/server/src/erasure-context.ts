import type { ErasureContext } from '@pegel/api';
import { erasePerson, erasureReasons } from '@pegel/domain';
import { erasurePreviewFor } from './journal/journalled.js';
import type { Notebook } from './journal/notebook.js';
import type { Ports } from './ports.js';

/** What the typed interface does of erasing people. The journal has every erasure and every look at what one would take away, so the log does not. */
export function erasureContext({ accounts, store, now, notebook }: Pick<Ports, 'accounts' | 'store' | 'now'> & { readonly notebook: Notebook }, told: <T>(work: Promise<T>) => Promise<T>): ErasureContext {
  return {
    erasurePreview: (entrance, person) => told(erasurePreviewFor({ store, accounts, notebook, now }, entrance, person)),
    erasePerson: ({ reader, actor }, wish) => told(erasePerson(reader, actor, { store, accounts, journal: accounts }, wish, now())),
    erasureReasons: ({ reader }) => told(erasureReasons(reader, store)),
  };
}
