import { Readable } from 'node:stream';
import { causeOf, errorSentence } from './delivery/door.js';
import { exitCodes, Failure, type ExitCode } from './failure.js';
import type { Connection } from './reader.js';

/**
 * A file of the server as a stream. It fails when the connection ends before the file does, so that half a file is never
 * taken for a whole one.
 */
export async function openFile(connection: Connection, path: string, type = 'text/csv'): Promise<Readable> {
  const { words, url, token } = connection;
  let response: Response;
  try {
    response = await fetch(`${url}${path}`, { headers: { authorization: `Bearer ${token}` } });
  } catch (error) {
    throw new Failure(exitCodes.failed, words.unreachable(url, causeOf(error)));
  }
  if (!response.ok) throw new Failure(codeFor(response.status), errorSentence(await response.text()) ?? words.answered(url, response.status));
  if (response.body === null || !(response.headers.get('content-type') ?? '').startsWith(type)) throw new Failure(exitCodes.failed, words.notPegel(url));
  return Readable.from(wholeOrFailure(response.body, connection), { objectMode: false });
}

async function* wholeOrFailure(body: ReadableStream<Uint8Array>, { words }: Connection): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  for (;;) {
    const { done, value } = await reader.read().catch((error: unknown) => {
      throw new Failure(exitCodes.failed, words.cutShort(causeOf(error)));
    });
    if (done) return;
    yield value;
  }
}

function codeFor(status: number): ExitCode {
  if (status === 400) return exitCodes.wrongArguments;
  return status === 401 || status === 403 ? exitCodes.notPermitted : exitCodes.failed;
}
