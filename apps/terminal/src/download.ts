import { Readable } from 'node:stream';
import { disclosureFrom, type Disclosure } from '@pegel/domain';
import { errorSentence } from './delivery/door.js';
import { exitCodes, Failure, type ExitCode } from './failure.js';
import type { Connection } from './reader.js';

/** A file of the server. */
export const openFile = async (connection: Connection, path: string, type = 'text/csv'): Promise<Readable> => (await openMarked(connection, path, type)).content;

interface MarkedFile {
  readonly content: Readable;
  readonly disclosure: Disclosure | null;
  /** Where the server describes it, for whoever keeps it. */
  readonly description: string | null;
}

/**
 * A file of the server as a stream, with what it says of itself where it is about people. It fails when the connection ends before the file does, so that half a file is never
 * taken for a whole one.
 */
export async function openMarked(connection: Connection, path: string, type = 'text/csv'): Promise<MarkedFile> {
  const { words, url, token } = connection;
  let response: Response;
  try {
    response = await fetch(`${url}${path}`, { headers: { authorization: `Bearer ${token}` } });
  } catch (error) {
    throw new Failure(exitCodes.failed, words.unreachable(url, error));
  }
  if (!response.ok) {
    const text = await response.text();
    throw new Failure(codeFor(response.status), errorSentence(text, words) ?? words.answered(url, response.status));
  }
  if (response.body === null || !(response.headers.get('content-type') ?? '').startsWith(type)) throw new Failure(exitCodes.failed, words.notPegel(url));
  return { content: Readable.from(wholeOrFailure(response.body, connection), { objectMode: false }), disclosure: disclosureFrom(response.headers.get('pegel-export')), description: describedAt(response.headers.get('link')) };
}

/** The address of a description, which is the same server's. */
const describedAt = (link: string | null): string | null => /^<(\/[^<>]*)>; rel="describedby"/.exec(link ?? '')?.[1] ?? null;

async function* wholeOrFailure(body: ReadableStream<Uint8Array>, { words }: Connection): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  for (;;) {
    const { done, value } = await reader.read().catch((error: unknown) => {
      throw new Failure(exitCodes.failed, words.cutShort(error));
    });
    if (done) return;
    yield value;
  }
}

function codeFor(status: number): ExitCode {
  if (status === 400) return exitCodes.wrongArguments;
  return status === 401 || status === 403 ? exitCodes.notPermitted : exitCodes.failed;
}
