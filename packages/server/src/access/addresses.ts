/** Which network addresses lie on the public internet. Everything else is the inside of somebody's network, or no host at all. */

import { BlockList, isIP } from 'node:net';

/** By prefix: private, link-local, loopback, multicast, reserved and documentation ranges, and every IPv6 range that carries an
 *  IPv4 address inside, because the translator at its other end may lead anywhere. */
const special = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
  '::/96', // unspecified, loopback, IPv4-compatible
  '::ffff:0:0:0/96', // IPv4-translated
  '64:ff9b::/96', // NAT64
  '64:ff9b:1::/48', // NAT64 inside a network
  '100::/64',
  '2001::/32', // Teredo
  '2001:db8::/32',
  '2002::/16', // 6to4
  '3fff::/20',
  '5f00::/16',
  'fc00::/7',
  'fe80::/10',
  'fec0::/10',
  'ff00::/8',
] as const;

const blocked = new BlockList();
for (const range of special) {
  const [network = '', prefix] = range.split('/');
  blocked.addSubnet(network, Number(prefix), isIP(network) === 6 ? 'ipv6' : 'ipv4');
}

/** Whether an address, as a resolver gives it, is one of a public host. IPv4 addresses mapped into IPv6 are judged as IPv4. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 0 || address.includes('%')) return false;
  return !blocked.check(address, family === 6 ? 'ipv6' : 'ipv4');
}

/** Whether a host, as somebody wrote it, is this machine and no other: `localhost`, `::1` with brackets or without, or an address
 *  of 127.0.0.0/8. No name server is asked. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}
