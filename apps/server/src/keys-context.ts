import type { KeysContext } from '@pegel/api';
import { keysView, makeIngestKey, makeReaderToken, revokeKey } from '@pegel/domain';
import { changedInPlace } from './in-place.js';
import type { Ports } from './ports.js';

/** What the typed interface says of keys. The journal has every one that was made or revoked, so the log does not. */
export function keysContext({ accounts, now, isInPlace }: Pick<Ports, 'accounts' | 'now' | 'isInPlace'>, told: <T>(work: Promise<T>) => Promise<T>): KeysContext {
  const changing = <T>(change: () => T): Promise<T> => told(changedInPlace(isInPlace, change));
  return {
    keys: ({ reader, actor }) => told((async () => keysView(reader, actor, accounts, now()))()),
    makeIngestKey: ({ reader, actor }, wish) => changing(() => makeIngestKey(reader, actor, accounts, wish, now())),
    makeReaderToken: ({ reader, actor }, wish) => changing(() => makeReaderToken(reader, actor, accounts, wish, now())),
    revokeKey: ({ reader, actor }, id) => changing(() => revokeKey(reader, actor, accounts, id, now())),
  };
}
