import { BlockList, isIP } from 'node:net'
import { networkInterfaces } from 'node:os'

/** Loopback and the networks that nobody routes on the internet (RFC 1918, RFC 4193, RFC 6598). */
const PRIVATE = new BlockList()
for (const [network, bits] of [
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['100.64.0.0', 10],
] as const)
  PRIVATE.addSubnet(network, bits, 'ipv4')
PRIVATE.addAddress('::1', 'ipv6')
PRIVATE.addSubnet('fc00::', 7, 'ipv6')

/** Whether this is the address, in numbers, of this machine or of a private network. */
export function isPrivateAddress(host: string): boolean {
  const version = isIP(host)
  return version !== 0 && PRIVATE.check(host, version === 4 ? 'ipv4' : 'ipv6')
}

/** This machine's first address in a private network that is not its loopback; undefined where it has none. */
export function ownPrivateAddress(): string | undefined {
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .find(({ internal, address }) => !internal && isPrivateAddress(address))?.address
}
