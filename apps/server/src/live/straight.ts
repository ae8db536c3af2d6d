import type { ServerResponse } from 'node:http';
import { heartbeat, router, type Asker, type Context, type Entrance } from '@pegel/api';
import type { FactsChanged } from '@pegel/domain';
import { TRPCError } from '@trpc/server';
import { askerOf } from '../entrance.js';
import type { HandOver } from './handed-over.js';
import type { Rounds } from './rounds.js';
import type { Watch } from './watched.js';

export interface Connection {
  readonly outgoing: ServerResponse;
  readonly handOver: HandOver;
}

/** What a stream is made of. All of it stays as long as the stream, so it holds what lets its reader in, and nothing of their request. */
export interface Straight {
  /** What the typed interface stands on; made when it is needed. */
  context(): Context;
  watch(entrance: Entrance): Watch;
  readonly rounds: Rounds;
  /** Writes down that somebody who is in is turned away by that error. */
  refused(asker: Asker, error: unknown): Promise<void>;
  /** What the typed interface says of an error, in its own words. */
  refusing(context: Pick<Context, 'enter'>): Promise<Response>;
}

/** The stream of changes as the typed interface has it, asked for by itself. */
export const isAskedStraight = ({ method, url, headers }: Request): boolean =>
  method === 'GET' && headers.get('accept')?.includes('text/event-stream') === true && new URL(url).pathname === '/trpc/changes' && !new URL(url).searchParams.has('batch');

/**
 * Answers with the stream of changes, in the same lines as the typed interface would, but written to the connection itself.
 * Whatever is refused, and why, the typed interface says: before the stream begins, and as its last line.
 */
export async function straight(made: Straight, input: string | undefined, { outgoing, handOver }: Connection): Promise<Response> {
  let entrance: Entrance;
  try {
    entrance = await entered(made.context(), input);
  } catch (error) {
    return refusal(made, error);
  }
  handOver(() => void new Stream(made, outgoing, entrance));
  return new Response(null, { headers: head });
}

/** Lets somebody in by the procedure itself, which says who they are instead of what changes for them. */
async function entered(context: Context, input: string | undefined): Promise<Entrance> {
  const who: Entrance[] = [];
  const saying: Context['changes'] = async function* (entrance) {
    who.push(entrance);
    yield* [];
  };
  const asked = input === undefined ? {} : (JSON.parse(input) as { readonly organisation?: string }); // It is parsed there.
  const nothing = await router.createCaller({ ...context, changes: saying }).changes(asked);
  await nothing[Symbol.asyncIterator]().next();
  const [entrance] = who;
  if (entrance === undefined) throw new Error('The procedure let somebody in without saying whom.');
  return entrance;
}

const refusal = ({ refusing }: Straight, error: unknown): Promise<Response> =>
  refusing({
    async enter() {
      throw error instanceof TRPCError ? (error.cause ?? error) : error;
    },
  });

/** What keeps proxies from holding it back. */
const head = { 'content-type': 'text/event-stream', connection: 'keep-alive', 'x-accel-buffering': 'no', vary: 'trpc-accept, accept' };
const line = (fields: string): string => `${fields}\n\n\n`;
const connected = line(`event: connected\ndata: ${JSON.stringify({ reconnectAfterInactivityMs: heartbeat.silenceMs })}`);
const stillThere = line('event: ping\ndata: ');
const over = line('event: return\ndata: ');
const lastLine = 'event: serialized-error';

/** One that is open. There may be ten thousand, so each is one object and what it is told by. */
class Stream {
  private readonly asker: Asker;
  private watch: Watch | null = null;
  private leaveRounds = (): void => undefined;
  /** For so many rounds nothing was said. */
  private silent = 0;

  constructor(private readonly made: Straight, private readonly outgoing: ServerResponse, entrance: Entrance) {
    this.asker = askerOf(entrance);
    // What is written to somebody who has just gone is an error, and none of ours.
    outgoing.once('close', this.leave).on('error', this.leave);
    outgoing.write(connected);
    try {
      this.watch = made.watch(entrance);
    } catch (error) {
      void this.refuse(error);
      return;
    }
    this.leaveRounds = made.rounds.join(this.beat);
    if (outgoing.destroyed) this.leave();
    else this.watch.next(this.told);
  }

  private readonly told = (change: FactsChanged | null): void => {
    const { watch, outgoing } = this;
    if (watch === null || outgoing.destroyed) return;
    if (change === null) {
      if (watch.refusal === null) outgoing.end(over);
      else void this.refuse(watch.refusal.error);
      return;
    }
    this.silent = 0;
    // Whatever changes until it is taken is told as one.
    if (outgoing.write(line(`data: ${JSON.stringify(change)}`))) watch.next(this.told);
    else outgoing.once('drain', () => watch.next(this.told));
  };

  private readonly beat = (): void => {
    this.silent += 1;
    if (this.silent * this.made.rounds.milliseconds < heartbeat.intervalMs) return;
    this.silent = 0;
    this.outgoing.write(stillThere);
  };

  private async refuse(error: unknown): Promise<void> {
    const { made, outgoing } = this;
    this.leaveRounds();
    const said = await (await refusal(made, await this.written(error))).text();
    outgoing.end(said.slice(said.indexOf(lastLine)));
  }

  /** The error, or why it could not be written down. */
  private async written(error: unknown): Promise<unknown> {
    try {
      await this.made.refused(this.asker, error);
      return error;
    } catch (failure) {
      return failure;
    }
  }

  private readonly leave = (): void => {
    this.leaveRounds();
    this.watch?.leave();
  };
}
