import { AccessError } from '@pegel/api';
import { ReportError } from '@pegel/domain';
import type { Logger } from './log.js';

/**
 * Makes the next piece when the last one has been taken. A failure breaks the connection, so that half a file is never
 * taken for a whole one. TRICKY: an error of the stream alone would end the body in good order, with its message as the
 * last line.
 */
export function streamOf(texts: AsyncGenerator<string>, log: Logger, connection: { destroy(): unknown } | undefined): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      try {
        const { done, value } = await texts.next();
        if (done === true) controller.close();
        else controller.enqueue(encoder.encode(value));
      } catch (error) {
        if (error instanceof AccessError || error instanceof ReportError) log.info({ why: error.message }, 'export ended');
        else log.error({ err: error }, 'failed');
        if (connection === undefined) controller.error(new Error('The export failed midway.'));
        else connection.destroy();
      }
    },
    async cancel() {
      await texts.return(undefined);
    },
  });
}
