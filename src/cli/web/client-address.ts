/** Where a request comes from: the connection's address, or what proxies in front say, as far as they are trusted. */
import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';

/** Of MILLWRIGHT_TRUST_PROXY: addresses and networks (`10.0.0.0/8`), as its schema has checked them. */
export function trustedNetworks(words: readonly string[]): BlockList {
  const list = new BlockList();
  for (const word of words) {
    const [address = '', prefix] = word.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    list.addSubnet(address, Number(prefix ?? (family === 'ipv6' ? 128 : 32)), family);
  }
  return list;
}

/**
 * Each proxy writes the address that it saw at the end of X-Forwarded-For, so the list is read from its end: the first address that is no
 * trusted proxy's is the client's. What stands before it anybody may have written.
 */
export function clientAddress(request: Pick<IncomingMessage, 'headers' | 'socket'>, trusted: BlockList): string {
  const forwarded = String(request.headers['x-forwarded-for'] ?? '')
    .split(',')
    .map((word) => plain(word.trim()));
  let address = plain(request.socket.remoteAddress ?? '');
  while (isTrusted(address, trusted)) {
    const before = forwarded.pop();
    // A proxy that names no address leaves its own.
    if (before === undefined || isIP(before) === 0) break;
    address = before;
  }
  return address;
}

/** IPv4 in IPv6 is IPv4; a port behind an address is none of its. */
function plain(address: string): string {
  return address
    .replace(/^::ffff:(?=\d+\.)/i, '')
    .replace(/^\[(.+)\](:\d+)?$/, '$1')
    .replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1');
}

function isTrusted(address: string, trusted: BlockList): boolean {
  const family = isIP(address);
  return family > 0 && trusted.check(address, family === 6 ? 'ipv6' : 'ipv4');
}
