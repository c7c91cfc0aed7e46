import { Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import { clientAddress, trustedNetworks } from '../../../../src/cli/web/client-address.ts';

function from(remoteAddress: string | undefined, forwarded: string | undefined, trusted: string[]): string {
  const socket = new Socket();
  Object.defineProperty(socket, 'remoteAddress', { value: remoteAddress });
  const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded };
  return clientAddress({ socket, headers }, trustedNetworks(trusted));
}

describe('without a trusted proxy', () => {
  test('the connection says where a request comes from, whatever the request says', () => {
    expect(from('203.0.113.5', '198.51.100.1', [])).toBe('203.0.113.5');
    expect(from('203.0.113.5', '198.51.100.1', ['10.0.0.0/8'])).toBe('203.0.113.5');
  });

  test('an IPv4 address in IPv6 is the same client', () => {
    expect(from('::ffff:203.0.113.5', undefined, [])).toBe('203.0.113.5');
  });
});

describe('behind trusted proxies', () => {
  test.each([
    ['one', '127.0.0.1', '203.0.113.5', ['127.0.0.0/8']],
    ['one over IPv6', '::1', '203.0.113.5', ['::1']],
    ['two', '127.0.0.1', '203.0.113.5, 10.0.0.9', ['127.0.0.0/8', '10.0.0.0/8']],
    ['one that writes the port', '10.0.0.9', '203.0.113.5:40112', ['10.0.0.9']],
  ])('the first address before %s is the client', (_what, remote, forwarded, trusted) => {
    expect(from(remote, forwarded, trusted)).toBe('203.0.113.5');
  });

  test('what a client writes itself in front of that does not count', () => {
    expect(from('127.0.0.1', '192.0.2.1, 127.0.0.1, 203.0.113.5', ['127.0.0.0/8'])).toBe('203.0.113.5');
  });

  test.each([undefined, '', 'unknown', '203.0.113.5, not an address'])('one that says %j leaves its own address', (forwarded) => {
    expect(from('127.0.0.1', forwarded, ['127.0.0.0/8'])).toBe('127.0.0.1');
  });

  test('an IPv6 client in brackets is read', () => {
    expect(from('127.0.0.1', '[2001:db8::7]:443', ['127.0.0.1'])).toBe('2001:db8::7');
  });
});
