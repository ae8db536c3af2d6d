import type { UnmaskingsContext } from '@pegel/api';
import { approveUnmasking, closeUnmasking, refuseUnmasking, requestUnmasking, unmaskingsView, withdrawUnmasking } from '@pegel/domain';
import { changedInPlace } from './in-place.js';
import type { Ports } from './ports.js';

/** What the typed interface says of requests to see names. The journal has every step of them, so the log does not. */
export function unmaskingsContext({ accounts, store, now, isInPlace }: Pick<Ports, 'accounts' | 'store' | 'now' | 'isInPlace'>, told: <T>(work: Promise<T>) => Promise<T>): UnmaskingsContext {
  const changing = <T>(change: () => T | Promise<T>): Promise<T> => told((async () => changedInPlace(isInPlace, change))());
  return {
    // What has ended is written down on the way.
    unmaskings: ({ reader, actor }) => changing(() => unmaskingsView(reader, actor, accounts, now())),
    requestUnmasking: ({ reader, actor }, wish) => changing(() => requestUnmasking(reader, actor, { unmaskings: accounts, store }, wish, now())),
    approveUnmasking: ({ reader, actor }, id) => changing(() => approveUnmasking(reader, actor, accounts, id, now())),
    refuseUnmasking: ({ reader, actor }, wish) => changing(() => refuseUnmasking(reader, actor, accounts, wish, now())),
    withdrawUnmasking: ({ reader, actor }, id) => changing(() => withdrawUnmasking(reader, actor, accounts, id, now())),
    closeUnmasking: ({ reader, actor }, id) => changing(() => closeUnmasking(reader, actor, accounts, id, now())),
  };
}
