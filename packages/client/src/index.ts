import { httpSubscriptionLink } from '@trpc/client';
import { EventSource } from 'eventsource';
import type { AppRouter, ClientOptions, PegelClient } from './client.js';
import { makeClient, type StreamLink } from './make-client.js';

export * from './client.js';
export * from './listen.js';

// Node 20 has no EventSource of its own; this one takes a token as a header, where a browser's could only put it into the address.
const streamLink: StreamLink = (url, headers) =>
  httpSubscriptionLink<AppRouter, typeof EventSource>({
    url,
    EventSource,
    eventSourceOptions: { fetch: (address, init) => fetch(address, { ...init, headers: { ...init.headers, ...headers } }) },
  });

/** A typed client: `client.report.query({ metrics: [name], range: '28d' })`. Works in browsers and in Node. */
export const createPegelClient = (options: ClientOptions): PegelClient => makeClient(options, streamLink);
