import type { Server } from 'node:http';
import { isIPv6, type Socket } from 'node:net';
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
    const client = clientOf(socket.remoteAddress ?? '');
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

/** Who has one address of IPv6 has 2⁶⁴ of them. */
export function clientOf(address: string): string {
  if (!isIPv6(address) || address.toLowerCase().startsWith('::ffff:')) return address.replace(/^::ffff:/i, '');
  const [head = '', tail] = address.split('%', 1)[0]?.split('::') ?? [];
  const first = head === '' ? [] : head.split(':');
  const last = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? [] : Array<string>(Math.max(0, 8 - first.length - last.length)).fill('0');
  return [...first, ...zeros, ...last].slice(0, 4).map((part) => Number.parseInt(part, 16).toString(16)).join(':');
}
