import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { onTestFinished } from 'vitest';
import type { Account, WireEvent } from '@pegel/domain';
import { emptyAccount } from '../delivery/account-sum.js';

/** One request as the server saw it, its body unpacked. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export const eventsIn = ({ body }: SeenRequest): WireEvent[] => body.split('\n').filter((line) => line !== '').map((line) => JSON.parse(line));

/** A server on a port of its own that answers as told and keeps what it was asked. */
export async function webServer(answer: (request: SeenRequest, response: ServerResponse) => void) {
  const requests: SeenRequest[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const packed = Buffer.concat(chunks);
      const body = (request.headers['content-encoding'] === 'gzip' ? gunzipSync(packed) : packed).toString('utf8');
      const seen = { method: request.method ?? '', path: request.url ?? '', headers: request.headers, body };
      requests.push(seen);
      answer(seen, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo; // A server that listens on a port has one.
  return { url: `http://127.0.0.1:${port}`, requests };
}

export function answerJson(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

export const refusal = (code: string, message: string) => ({ error: { code, message } });

/** What a server says that stored everything. */
export function storedAll(request: SeenRequest): Account {
  const received = eventsIn(request).length;
  return { ...emptyAccount, received, stored: received };
}
