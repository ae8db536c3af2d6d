import { createTRPCClient, httpLink, splitLink, type TRPCLink } from '@trpc/client';
import type { AppRouter, ClientOptions, PegelClient } from './client.js';

/** How a platform listens to a stream: the one thing in which browsers and Node differ. */
export type StreamLink = (url: string, headers: Readonly<Record<string, string>>) => TRPCLink<AppRouter>;

export function makeClient({ url, token, fetch }: ClientOptions, streamLink: StreamLink): PegelClient {
  const address = `${url.replace(/\/+$/, '')}/trpc`;
  const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
  return createTRPCClient<AppRouter>({
    links: [
      splitLink({
        condition: ({ type }) => type === 'subscription',
        true: streamLink(address, headers),
        // One request a call: a page asks for few reports, and one of many rows would hold up the others in a batch.
        false: httpLink({ url: address, headers, ...(fetch === undefined ? {} : { fetch }) }),
      }),
    ],
  });
}
