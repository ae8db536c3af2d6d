import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { heartbeat, router, type Context } from '@pegel/api';
import type { FactsChanged } from '@pegel/domain';
import { TRPCError } from '@trpc/server';
import type { HandOver } from './handed-over.js';

export interface Connection {
  readonly outgoing: ServerResponse;
  readonly handOver: HandOver;
}

/** What the typed interface says of an error, in its own words. */
export type Refusing = (context: Pick<Context, 'enter'>) => Promise<Response>;

/** The stream of changes as the typed interface has it, asked for by itself. */
export const isAskedStraight = ({ method, url, headers }: Request): boolean =>
  method === 'GET' && headers.get('accept')?.includes('text/event-stream') === true && new URL(url).pathname === '/trpc/changes' && !new URL(url).searchParams.has('batch');

/**
 * Answers with the stream of changes, in the same lines as the typed interface would, but written to the connection itself.
 * Whatever is refused, and why, the typed interface says: before the stream begins, and as its last line.
 */
export async function straight(context: Context, input: string | undefined, { outgoing, handOver }: Connection, refusing: Refusing): Promise<Response> {
  const gone = new AbortController();
  const leave = (): void => gone.abort();
  // What is written to somebody who has just gone is an error, and none of ours.
  outgoing.once('close', leave).on('error', leave);
  if (outgoing.destroyed) leave();
  const refused = (error: unknown): Promise<Response> => {
    const enter = async (): Promise<never> => {
      throw error instanceof TRPCError ? (error.cause ?? error) : error;
    };
    return refusing({ enter });
  };
  let changes: AsyncIterable<FactsChanged>;
  try {
    changes = await router.createCaller(context, { signal: gone.signal }).changes(input === undefined ? {} : (JSON.parse(input) as { readonly organisation?: string })); // It is parsed there.
  } catch (error) {
    return refused(error);
  }
  handOver(() => void written(outgoing, changes, gone.signal, refused));
  return new Response(null, { headers: head });
}

/** What keeps proxies from holding it back. */
const head = { 'content-type': 'text/event-stream', connection: 'keep-alive', 'x-accel-buffering': 'no', vary: 'trpc-accept, accept' };
const line = (fields: string): string => `${fields}\n\n\n`;
const connected = line(`event: connected\ndata: ${JSON.stringify({ reconnectAfterInactivityMs: heartbeat.silenceMs })}`);
const stillThere = line('event: ping\ndata: ');
const over = line('event: return\ndata: ');
const refusal = 'event: serialized-error';

/** Until nobody reads or listens any more. */
async function written(outgoing: ServerResponse, changes: AsyncIterable<FactsChanged>, gone: AbortSignal, refused: (error: unknown) => Promise<Response>): Promise<void> {
  outgoing.write(connected);
  const heart = setInterval(() => void outgoing.write(stillThere), heartbeat.intervalMs);
  try {
    for await (const change of changes) {
      heart.refresh();
      // Whatever changes until it is taken is told as one.
      if (!outgoing.write(line(`data: ${JSON.stringify(change)}`))) await once(outgoing, 'drain', { signal: gone }).catch(() => undefined);
    }
    outgoing.end(over);
  } catch (error) {
    const said = await (await refused(error)).text();
    outgoing.end(said.slice(said.indexOf(refusal)));
  } finally {
    clearInterval(heart);
  }
}
