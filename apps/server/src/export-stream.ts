import { AccessError } from '@pegel/api';
import { ReportError } from '@pegel/domain';
import { stillHere } from './live/still-here.js';
import type { Live } from './live/watched.js';
import type { Logger } from './log.js';

/**
 * Makes the next piece when the last one has been taken. Before each piece, and at every check where nobody takes any, it
 * is asked anew whether they may: of what has begun, nothing more leaves once its token is revoked. A failure breaks the
 * connection, so that half a file is never taken for a whole one.
 * TRICKY: an error of the stream alone would end the body in good order, with its message as the last line.
 */
export function streamOf(texts: AsyncGenerator<string>, permitAgain: () => Promise<void>, live: Live, log: Logger, connection: { destroy(): unknown } | undefined): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let leave = (): void => undefined;
  /** Whether nobody takes or gets anything any more. A piece can be on its way then. */
  let isOver = false;
  const breakOff = (controller: ReadableStreamDefaultController<Uint8Array>, error: unknown): void => {
    if (isOver) return;
    isOver = true;
    leave();
    if (error instanceof AccessError || error instanceof ReportError) log.info({ why: error.message }, 'export ended');
    else log.error({ err: error }, 'failed');
    if (connection === undefined) controller.error(new Error('The export failed midway.'));
    else connection.destroy();
    // Whoever is cut off gives up their place at once; what fails in that has failed already.
    texts.return(undefined).catch(() => undefined);
  };
  return new ReadableStream({
    start(controller) {
      leave = stillHere(live, permitAgain, (error) => breakOff(controller, error));
    },
    async pull(controller) {
      try {
        await permitAgain();
        const { done, value } = await texts.next();
        if (isOver) return;
        if (done !== true) return controller.enqueue(encoder.encode(value));
        leave();
        controller.close();
      } catch (error) {
        breakOff(controller, error);
      }
    },
    async cancel() {
      isOver = true;
      leave();
      await texts.return(undefined);
    },
  });
}
