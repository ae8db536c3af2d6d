import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { networkOf } from '@pegel/domain';
import { addressIn } from './client-address.js';
import type { Logger } from './log.js';
import { limits } from './limits.js';

/** How the HTTP server waits, for whoever is slow without end. */
export const patience = {
  maxHeaderSize: limits.headerBytes,
  headersTimeout: limits.headersMilliseconds,
  requestTimeout: limits.requestMilliseconds,
  keepAliveTimeout: limits.keepAliveMilliseconds,
  // How often the two above are looked after.
  connectionsCheckingInterval: 5_000,
} as const;

const tellEvery = 60_000;

/**
 * Limits how many connections there are, and how many of them come from one address: half, so that nobody alone keeps
 * everybody else out, while a proxy in front still has room.
 */
export function limitConnections(server: Server, connectionsMax: number, log: Logger): void {
  server.maxHeadersCount = limits.headers;
  server.maxConnections = connectionsMax;
  server.timeout = limits.silenceMilliseconds;
  const perAddress = Math.max(1, Math.floor(connectionsMax / 2));
  const open = new Map<string, number>();
  let told = -Infinity;
  const tell = (): void => {
    if (performance.now() - told < tellEvery) return;
    told = performance.now();
    log.warn({ connectionsMax, perAddress }, 'connections are being turned away');
  };
  server.on('drop', tell);
  server.on('connection', (socket: Socket) => {
    const client = networkOf(addressIn(socket.remoteAddress ?? '') ?? '');
    const count = (open.get(client) ?? 0) + 1;
    if (count > perAddress) {
      tell();
      socket.destroy();
      return;
    }
    open.set(client, count);
    socket.once('close', () => {
      const left = (open.get(client) ?? 1) - 1;
      if (left > 0) open.set(client, left);
      else open.delete(client);
    });
  });
}
