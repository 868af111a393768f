import { describe, expect, it } from 'vitest';
import { isPublicAddress } from './public-address.js';

describe('an address', () => {
  it.each(['8.8.8.8', '93.184.216.34', '2606:4700::1111', '::ffff:8.8.8.8'])(
    '%s is open to everybody',
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );

  it.each([
    ...['127.0.0.1', '127.255.255.254', '0.0.0.0', '10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1'],
    // Where clouds keep their metadata.
    ...['169.254.169.254', 'fd00:ec2::254', 'fe80::1', '100.100.100.200', '192.0.0.192'],
    ...['100.64.0.1', '198.18.0.1', '192.0.2.1', '224.0.0.1', '240.0.0.1', '255.255.255.255'],
    ...['::', '::1', 'fc00::1', 'ff02::1', '2001:db8::1'],
    // IPv4 addresses in the clothes of IPv6.
    ...[
      '::ffff:127.0.0.1',
      '::ffff:7f00:1',
      '::ffff:0:127.0.0.1',
      '64:ff9b::7f00:1',
      '2002:7f00:1::',
      '2001:0:1::1',
    ],
    ...['::127.0.0.1', '64:ff9b:1::a00:1', 'fec0::1', 'fe80::1%eth0'],
    ...['', 'localhost', '127.1', '0x7f000001', '2130706433'],
  ])('%s is not', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});
