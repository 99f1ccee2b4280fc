import { BlockList, isIP } from 'node:net';

/** `refused`: no server of anybody's to measure is there, whatever the settings. */
export type AddressKind = 'public' | 'private' | 'loopback' | 'refused';

const list = (v4: string, v6: string) => {
  const block = new BlockList();
  for (const range of v4.split(' ').filter(Boolean))
    block.addSubnet(range.split('/')[0]!, Number(range.split('/')[1]), 'ipv4');
  for (const range of v6.split(' ').filter(Boolean))
    block.addSubnet(range.split('/')[0]!, Number(range.split('/')[1]), 'ipv6');
  return block;
};

/**
 * Link-local (the metadata services of most clouds), the metadata addresses outside it (AWS over IPv6, Alibaba, Azure's
 * wire server, Oracle), "this network", multicast, reserved, documentation, and Teredo's tunnels to IPv4.
 */
const refused = list(
  '169.254.0.0/16 100.100.100.200/32 168.63.129.16/32 192.0.0.0/24 0.0.0.0/8 224.0.0.0/4 240.0.0.0/4 192.0.2.0/24 198.51.100.0/24 203.0.113.0/24',
  'fe80::/10 fec0::/10 fd00:ec2::/32 fd20:ce::/32 ::/128 ff00::/8 100::/64 2001::/32 2001:db8::/32',
);
const loopback = list('127.0.0.0/8', '::1/128');
const priv = list('10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 100.64.0.0/10 198.18.0.0/15', 'fc00::/7');

/** What kind of address a numeric address is; an IPv4 address inside an IPv6 one counts as itself. */
export function addressKind(address: string): AddressKind {
  const family = isIP(address);
  if (family === 0) return 'refused';
  const embedded = family === 6 ? embeddedIpv4(address) : null;
  if (embedded) return addressKind(embedded);
  const type = family === 4 ? 'ipv4' : 'ipv6';
  if (refused.check(address, type)) return 'refused';
  if (loopback.check(address, type)) return 'loopback';
  return priv.check(address, type) ? 'private' : 'public';
}

/** The eight groups of an IPv6 address. */
function groupsOf(address: string): number[] {
  // The URL parser writes an address in its one short form, IPv4 tails included.
  const short = new URL(`http://[${address.split('%')[0]}]/`).hostname.slice(1, -1);
  const [head, tail] = short.split('::') as [string, string | undefined];
  const groups = (text: string) => (text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16)));
  const [left, right] = [groups(head), groups(tail ?? '')];
  return tail === undefined ? left : [...left, ...Array<number>(8 - left.length - right.length).fill(0), ...right];
}

/**
 * IPv4-mapped, -compatible and -translated, NAT64 (well-known and local) and 6to4 addresses lead to an IPv4 one; null for
 * any other.
 */
function embeddedIpv4(address: string): string | null {
  const groups = groupsOf(address);
  const dotted = (high: number, low: number) => [high >> 8, high & 255, low >> 8, low & 255].join('.');
  const zeros = (from: number, to: number) => groups.slice(from, to).every((group) => group === 0);
  const tail = dotted(groups[6]!, groups[7]!);
  if (zeros(0, 5) && groups[5] === 0xffff) return tail;
  if (zeros(0, 6) && (groups[6] !== 0 || groups[7]! > 1)) return tail;
  if (zeros(0, 4) && groups[4] === 0xffff && groups[5] === 0) return tail;
  if (groups[0] === 0x64 && groups[1] === 0xff9b && (zeros(2, 6) || groups[2] === 1)) return tail;
  return groups[0] === 0x2002 ? dotted(groups[1]!, groups[2]!) : null;
}
