import { expect, test } from 'vitest';
import { clientOf } from './connections.js';
import { connectionsMax, limits } from './limits.js';

test('an address in any spelling, and every address of one network of IPv6, is one client', () => {
  const network = ['2001:db8:0:1::1', '2001:0DB8:0000:0001:ffff:ffff:ffff:ffff', '2001:db8:0:1:0:0:0:2', '2001:db8::1:0:0:0:3'];
  expect(new Set(network.map(clientOf))).toEqual(new Set(['2001:db8:0:1']));
  expect(clientOf('2001:db8:0:2::1')).not.toBe(clientOf('2001:db8:0:1::1'));
  expect(['192.0.2.7', '::ffff:192.0.2.7', '::FFFF:192.0.2.7'].map(clientOf)).toEqual(Array(3).fill('192.0.2.7'));
  expect([clientOf('fe80::1%eth0'), clientOf('::1'), clientOf('')]).toEqual(['fe80:0:0:0', '0:0:0:0', '']);
});

test('there are fewer connections where the system lets a process open fewer files', () => {
  expect([connectionsMax(1_024), connectionsMax(1_000_000), connectionsMax(10)]).toEqual([960, limits.connections, 1]);
});
