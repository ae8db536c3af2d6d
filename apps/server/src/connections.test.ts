import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { limitConnections } from './connections.js';
import { connectionsMax, limits } from './limits.js';
import { makeLog } from './log.js';

test('there are fewer connections where the system lets a process open fewer files', () => {
  expect([connectionsMax(1_024), connectionsMax(1_000_000), connectionsMax(10)]).toEqual([960, limits.connections, 1]);
});

test('no address takes more than half of the connections, and whoever is turned away is told in the log once', async () => {
  const lines: string[] = [];
  const log = makeLog('info', new Writable({ write: (chunk, _, done) => { lines.push(String(chunk)); done(); } }));
  const server = createServer((_, response) => response.end('ok'));
  limitConnections(server, 8, log);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // It listens on a port.
  const connected = () => {
    const socket = connect(port, '127.0.0.1');
    return { socket, closed: new Promise<true>((resolve) => socket.once('close', () => resolve(true))), open: new Promise<void>((resolve) => socket.once('connect', resolve)) };
  };
  const kept = Array.from({ length: 4 }, connected);
  await Promise.all(kept.map(({ open }) => open));
  const refused = [connected(), connected()];
  expect(await Promise.all(refused.map(({ closed }) => closed))).toEqual([true, true]);
  expect(lines.map((line) => (JSON.parse(line) as { msg: string }).msg)).toEqual(['connections are being turned away']); // What pino writes.
  kept[0]?.socket.destroy();
  await kept[0]?.closed;
  await expect.poll(() => fetch(`http://127.0.0.1:${port}/`).then((response) => response.text(), () => 'refused')).toBe('ok');
  for (const { socket } of kept) socket.destroy();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});
