import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { limits } from '../limits.js';
import { refusalNamed, Refusal } from '../refusal.js';
import type { Hold } from './in-memory.js';

const tooLarge = (): Refusal => refusalNamed(413, { name: 'body-large', about: { mebibytes: String(limits.bodyBytes / 1024 / 1024) } });

/** The media types a route takes. */
export type MediaType = 'application/json' | 'application/x-ndjson';

/** The request's media type, or a refusal that names what is taken. */
export function mediaTypeOf(headers: Headers, taken: readonly MediaType[]): MediaType {
  const [type = '', ...parameters] = (headers.get('content-type') ?? '').split(';').map((part) => part.trim().toLowerCase());
  const found = taken.find((candidate) => candidate === type);
  if (found === undefined) throw new Refusal(415, `Content-Type must be ${taken.join(' or ')}; got ${type === '' ? 'none' : `"${type.slice(0, 60)}"`}.`);
  const charset = parameters.find((parameter) => parameter.startsWith('charset='))?.slice('charset='.length).replaceAll('"', '');
  if (charset !== undefined && charset !== 'utf-8' && charset !== 'utf8') throw new Refusal(415, `The charset must be utf-8; got "${charset.slice(0, 60)}".`);
  return found;
}

/** The request's body as text, decompressed. It never holds more than the limit, whatever the headers claim. */
export async function readText(request: Request, hold: Hold): Promise<string> {
  const encoding = (request.headers.get('content-encoding') ?? 'identity').trim().toLowerCase();
  if (encoding !== 'identity' && encoding !== 'gzip') throw new Refusal(415, `Content-Encoding must be gzip or none; got "${encoding.slice(0, 60)}".`);
  if (Number(request.headers.get('content-length') ?? 0) > limits.bodyBytes) throw tooLarge();
  if (request.body === null) return '';
  const received = limited(arriving(request.body));
  const bytes = await gathered(encoding === 'gzip' ? limited(unzipped(received)) : received, hold);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw refusalNamed(422, { name: 'body-utf8', about: {} });
  }
}

async function* arriving(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read().catch(() => {
        throw refusalNamed(400, { name: 'body-cut', about: {} });
      });
      if (done) return;
      yield value;
    }
  } finally {
    reader.releaseLock();
  }
}

// TRICKY: zlib's own maxOutputLength does not stop a stream, so what comes out is counted here; and so is what goes in,
// because a stream of empty members would go in for ever without anything coming out.
async function* limited(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.byteLength;
    if (bytes > limits.bodyBytes) throw tooLarge();
    yield chunk;
  }
}

async function* unzipped(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip();
  // Its failure destroys gunzip with the same error, which the loop below meets.
  pipeline(Readable.from(chunks, { objectMode: false }), gunzip).catch(() => undefined);
  try {
    for await (const chunk of gunzip) yield chunk as Uint8Array; // A stream that is not in object mode yields buffers.
  } catch (error) {
    throw error instanceof Refusal ? error : refusalNamed(422, { name: 'body-gzip', about: {} });
  }
}

async function gathered(chunks: AsyncIterable<Uint8Array>, hold: Hold): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) {
    hold.grow(chunk.byteLength);
    parts.push(chunk);
  }
  return Buffer.concat(parts);
}
