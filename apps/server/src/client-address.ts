import { BlockList, isIPv4, isIPv6 } from 'node:net';

/** Addresses of proxies that may say where a request came from. */
export type TrustedProxies = Pick<BlockList, 'check'>;

const familyOf = (address: string): 'ipv4' | 'ipv6' => (isIPv4(address) ? 'ipv4' : 'ipv6');

/**
 * An address in the one form it is compared, counted and written down in; `null` for what is none. IPv6 is in small letters and as short as it
 * gets, IPv4 inside IPv6 is IPv4, and neither brackets, a port nor a zone stay.
 */
export function addressIn(text: string): string | null {
  const trimmed = text.trim();
  const bare = /^\[([^\]]*)\](?::\d{1,5})?$/.exec(trimmed)?.[1] ?? /^(\d+\.\d+\.\d+\.\d+):\d{1,5}$/.exec(trimmed)?.[1] ?? trimmed;
  if (isIPv4(bare)) return bare;
  const address = bare.replace(/%.*$/, '');
  if (!isIPv6(address)) return null;
  const short = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const mapped = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(short);
  if (mapped === null) return short;
  const [high, low] = [Number.parseInt(mapped[1] ?? '', 16), Number.parseInt(mapped[2] ?? '', 16)];
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}

/** Addresses and networks, separated by commas, such as `127.0.0.1, ::1, 10.0.0.0/8`. Throws a sentence about what is none. */
export function trustedProxiesIn(list: string): TrustedProxies {
  const trusted = new BlockList();
  for (const entry of list.split(',').map((part) => part.trim())) {
    const [text = '', length, ...more] = entry.split('/');
    // As it stands there: what has a port, brackets or a zone names no proxy.
    const address = isIPv4(text) || isIPv6(text) ? addressIn(text) : null;
    if (address === null || more.length > 0) throw new Error(`names addresses and networks such as 127.0.0.1, ::1, 10.0.0.0/8, separated by commas; "${entry.slice(0, 60)}" is none`);
    const family = familyOf(address);
    if (length === undefined) {
      trusted.addAddress(address, family);
      continue;
    }
    const bits = family === 'ipv4' ? 32 : 128;
    // Of a network of everybody each could say to be anybody.
    if (!/^\d{1,3}$/.test(length) || Number(length) < 1 || Number(length) > bits || family !== familyOf(text)) throw new Error(`has networks of 1 to ${bits} bits; "${entry.slice(0, 60)}" is none`);
    trusted.addSubnet(address, Number(length), family);
  }
  return trusted;
}

/**
 * Where a request came from: the other end of the connection, and where that is a trusted proxy, whoever it had the
 * request from, and so on from the right. What stands further left may have been sent by anybody.
 */
export function clientAddress(socket: string, forwardedFor: string | null, trusted: TrustedProxies | null): string {
  let client = addressIn(socket) ?? socket;
  for (const hop of (forwardedFor ?? '').split(',').reverse()) {
    if (trusted === null || !trusted.check(client, familyOf(client))) return client;
    const before = addressIn(hop);
    // A proxy that says something else than an address has said nothing; then it is all that is known.
    if (before === null) return client;
    client = before;
  }
  return client;
}
