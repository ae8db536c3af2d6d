import { networkOf } from '@pegel/domain';
import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { addressIn, clientAddress, trustedProxiesIn } from './client-address.js';
import { served } from './testing/served.js';

describe('an address', () => {
  test('in any spelling is one address', () => {
    expect(new Set(['2001:db8::1', '2001:0DB8:0000:0000:0000:0000:0000:0001', '2001:db8:0:0::1', ' 2001:DB8::1 ', '[2001:db8::1]', '[2001:db8::1]:443', '2001:db8::1%eth0'].map(addressIn))).toEqual(new Set(['2001:db8::1']));
    expect(new Set(['192.0.2.7', '192.0.2.7:50123', '::ffff:192.0.2.7', '::FFFF:c000:0207', '0:0:0:0:0:ffff:192.0.2.7', '[::ffff:192.0.2.7]:1'].map(addressIn))).toEqual(new Set(['192.0.2.7']));
  });

  test.each(['', 'unknown', '_hidden', '192.0.2', '192.0.2.256', '192.0.2.07', '0x7f.1', '2130706433', '2001:db8::1::2', '[::1', '::1]', 'localhost', '192.0.2.7 192.0.2.8', '192.0.2.7/32', "'; DROP TABLE user", '127.0.0.1\n'.repeat(2)])('is not %j', (text) => {
    expect(addressIn(text)).toBeNull();
  });

  property.prop([fc.oneof(fc.ipV4(), fc.ipV6())])('stays the same once it is in its form', (text) => {
    const address = addressIn(text);
    expect(address).not.toBeNull();
    expect(addressIn(address ?? '')).toBe(address);
  });

  test('of a network of IPv6 is counted with all of it, and one of IPv4 alone', () => {
    expect(new Set(['2001:db8:0:1::1', '2001:db8:0:1:ffff:ffff:ffff:ffff', '2001:0db8::1:0:0:0:2'].map((text) => networkOf(addressIn(text) ?? '')))).toEqual(new Set(['2001:db8:0:1::/64']));
    expect(['2001:db8:0:2::1', '::1', '192.0.2.7', ''].map(networkOf)).toEqual(['2001:db8:0:2::/64', '0:0:0:0::/64', '192.0.2.7', '']);
  });
});

describe('the list of trusted proxies', () => {
  test('has addresses and networks of both families', () => {
    const trusted = trustedProxiesIn('127.0.0.1, ::1,10.0.0.0/8, 2001:DB8::/32');
    const is = (address: string) => trusted.check(address, address.includes(':') ? 'ipv6' : 'ipv4');
    expect(['127.0.0.1', '10.255.0.1', '::1', '2001:db8:ffff::1'].map(is)).toEqual([true, true, true, true]);
    expect(['127.0.0.2', '11.0.0.1', '::2', '2001:db9::1'].map(is)).toEqual([false, false, false, false]);
  });

  test.each(['', ',', '127.0.0.1,', 'localhost', '10.0.0.0/33', '10.0.0.0/0', '::/0', '::/129', '10.0.0.0/8/8', '10.0.0.0/-1', '10.0.0.0/', '127.0.0.1:80', '[::1]', '10.0.0.*', '::ffff:10.0.0.0/104'])('is not %j', (list) => {
    expect(() => trustedProxiesIn(list)).toThrow(/ is none$/);
  });
});

describe('where a request came from', () => {
  const trusted = trustedProxiesIn('127.0.0.1, 10.0.0.0/8');
  test.each([
    ['the connection, without a proxy', '192.0.2.7', null, '192.0.2.7'],
    ['the connection, whatever it says itself', '192.0.2.7', '198.51.100.1', '192.0.2.7'],
    ['whom a trusted proxy had it from', '127.0.0.1', '198.51.100.1', '198.51.100.1'],
    ['the same where the proxy came over IPv6', '::ffff:127.0.0.1', '198.51.100.1', '198.51.100.1'],
    ['not what stands before that, which anybody may have sent', '127.0.0.1', '203.0.113.5, 127.0.0.1, 198.51.100.1', '198.51.100.1'],
    ['through several trusted ones, the first that is not', '127.0.0.1', '203.0.113.5, 198.51.100.1, 10.0.0.2, 10.0.0.1', '198.51.100.1'],
    ['the proxy, where it says nothing', '127.0.0.1', null, '127.0.0.1'],
    ['the last that is known, where something else than an address follows', '127.0.0.1', '198.51.100.1, unknown, 10.0.0.1', '10.0.0.1'],
    ['the first of a chain of trusted ones alone', '127.0.0.1', '10.0.0.3, 10.0.0.2', '10.0.0.3'],
    ['without brackets, ports and capitals', '127.0.0.1', '[2001:DB8::7]:50123', '2001:db8::7'],
  ])('is %s', (_, socket, forwarded, client) => {
    expect(clientAddress(socket, forwarded, trusted)).toBe(client);
  });

  test('is the connection where nobody is trusted', () => {
    expect(clientAddress('127.0.0.1', '198.51.100.1', null)).toBe('127.0.0.1');
  });

  property.prop([fc.array(fc.oneof(fc.ipV4(), fc.string())).map((hops) => hops.join(','))])('is never what somebody made up: with whatever they send before it, the proxy\'s word stands', (madeUp) => {
    expect(clientAddress('127.0.0.1', `${madeUp}, 198.51.100.1`, trusted)).toBe('198.51.100.1');
    expect(clientAddress('192.0.2.7', madeUp, trusted)).toBe('192.0.2.7');
  });
});

describe('attempts', () => {
  const most = 60;
  const attempts = async (trusted: string | null, headersOf: (attempt: number) => Record<string, string>, addressOf: (attempt: number) => string = () => '127.0.0.1') => {
    const { app } = await served({ ports: { trustedProxies: trusted === null ? null : trustedProxiesIn(trusted) } });
    const statuses: number[] = [];
    for (let attempt = 0; attempt <= most; attempt += 1) {
      const asked = { method: 'POST', headers: { 'content-type': 'application/json', origin: 'http://localhost', ...headersOf(attempt) }, body: JSON.stringify({ token: `none-${attempt}` }) };
      statuses.push((await app.request('/invitation', asked, { incoming: { socket: { remoteAddress: addressOf(attempt) } } })).status);
    }
    return statuses.at(-1);
  };

  test('are counted by the connection: an address that is made up changes nothing', async () => {
    const made = (attempt: number) => ({ 'x-forwarded-for': `192.0.2.${attempt}`, forwarded: `for=192.0.2.${attempt}`, 'x-real-ip': `192.0.2.${attempt}`, 'pegel-client-address': `192.0.2.${attempt}` });
    expect(await attempts(null, made)).toBe(429);
    expect(await attempts('10.0.0.1', made)).toBe(429);
    expect(await attempts('127.0.0.1', (attempt) => ({ ...made(attempt), 'x-forwarded-for': `192.0.2.${attempt}, 198.51.100.1` }))).toBe(429);
  });

  test('are counted by the client behind a trusted proxy, and by its whole network of IPv6', async () => {
    expect(await attempts('127.0.0.1', (attempt) => ({ 'x-forwarded-for': `192.0.2.${attempt}` }))).toBe(404);
    expect(await attempts(null, () => ({}), (attempt) => `2001:db8:0:1::${attempt}`)).toBe(429);
  });
});

test('the journal has the whole address of the client, in its one form', async () => {
  const { app, read, ownerToken } = await served({ ports: { trustedProxies: trustedProxiesIn('127.0.0.1') } });
  const asked = await app.request('/trpc/journal?input=%7B%7D', { headers: { authorization: `Bearer ${ownerToken}`, 'x-forwarded-for': '[2001:DB8:0::7]:4711' } }, { incoming: { socket: { remoteAddress: '::ffff:127.0.0.1' } } });
  expect(asked.status).toBe(200);
  expect(read("SELECT address FROM audit_journal WHERE happening = 'journal-viewed'")).toEqual([{ address: '2001:db8::7' }]);
});
