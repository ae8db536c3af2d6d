import { httpSubscriptionLink } from '@trpc/client';
import type { ClientOptions, PegelClient } from './client.js';
import { makeClient } from './make-client.js';

export * from './client.js';
export * from './listen.js';

/** The client of `index.ts` for browsers, which have an EventSource of their own; it sends the session's cookie and no header. */
export const createPegelClient = (options: ClientOptions): PegelClient => makeClient(options, (url) => httpSubscriptionLink({ url }));
