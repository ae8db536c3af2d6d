import type { Admitted } from '@pegel/accounts';
import { isSourceName, type Source } from '@pegel/domain';
import { importers } from '@pegel/importers';
import { refusalNamed, Refusal } from '../refusal.js';

type Key = Pick<Extract<Admitted, { kind: 'admitted' }>, 'label' | 'sources'>;

/** Who sends, by the headers and the key; an importer's name says how it delivers. */
export function sourceOf(headers: Headers, key: Key): Source {
  const named = headers.get('pegel-source');
  if (named !== null && !isSourceName(named)) {
    throw new Refusal(400, 'Pegel-Source must be 1 to 40 lower-case letters, digits and hyphens, such as "my-gateway".');
  }
  const run = headers.get('pegel-run') ?? '';
  if (run !== '' && !/^[A-Za-z0-9-]{1,64}$/.test(run)) throw new Refusal(400, 'Pegel-Run must be 1 to 64 letters, digits and hyphens.');
  // A key that is bound to one source needs no header to say so, whatever it is called: a new one can take over from it without a gap.
  const [only, ...others] = key.sources ?? [];
  const name = named ?? (only !== undefined && others.length === 0 ? only : key.label);
  if (key.sources !== null && !key.sources.includes(name)) throw refusalNamed(403, { name: 'key-source', about: { sources: key.sources.join(', '), source: name } });

  const importer = importers.get(name);
  return importer === undefined ? { name, kind: 'live', feeds: null, run: '' } : { name, kind: 'import', feeds: importer.feeds, run };
}
