import ipaddr from 'ipaddr.js';

/**
 * Whether an address belongs to the open internet. Loopback, private, link-local (where clouds keep their metadata),
 * shared, reserved and multicast ones do not, nor those IPv6 forms that carry an IPv4 address or tunnel one.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  // `process` turns ::ffff:10.0.0.1 into 10.0.0.1; every other range with a name is not for everybody.
  return ipaddr.process(address).range() === 'unicast';
}
