import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'
import { createNetworkList } from '../config/config.ts'

/** Judges where webhooks may go (promise 16): to public addresses, and to what the operator has named. */
export type AddressGuard = {
  /** Why nothing is sent to an address, in a sentence; undefined for one that may be sent to. */
  findRefusal(address: string): string | undefined
  /** True for a host that the operator named: it may have any address. */
  isNamed(hostname: string): boolean
  /** True for the program's own stand-ins, by scheme, host and port. */
  isOwn(origin: string): boolean
}

type Options = {
  /** Networks and host names, as `MASA_WEBHOOK_ALLOW` has them. */
  allow: string[]
  allowedOrigins?: string[]
}

export const createAddressGuard = ({ allow, allowedOrigins = [] }: Options): AddressGuard => {
  const networks = createNetworkList(allow.filter(isNetwork))
  const names = new Set(allow.filter((one) => !isNetwork(one)).map(bareName))
  const origins = new Set(allowedOrigins)
  return {
    findRefusal: (address) => {
      const kind = findKind(address)
      return kind === undefined || networks.has(address)
        ? undefined
        : `The address ${address} is ${kind}; name it in MASA_WEBHOOK_ALLOW to let it through.`
    },
    isNamed: (hostname) => names.has(bareName(hostname)),
    isOwn: (origin) => origins.has(origin),
  }
}

const isNetwork = (text: string): boolean => isIP(text.split('/', 1)[0]!) !== 0

const bareName = (hostname: string): string => hostname.toLowerCase().replace(/\.$/, '')

/** IANA's special-purpose registries, by the library's names for them. */
const KINDS: Record<string, string> = {
  private: 'private',
  uniqueLocal: 'private',
  loopback: 'this machine itself',
  unspecified: 'this machine itself',
  linkLocal: 'link-local, where cloud machines keep their metadata',
  carrierGradeNat: "within a provider's network",
  multicast: 'for multicast',
  broadcast: 'for broadcast',
  ipv4Mapped: 'an IPv4 address in disguise',
  rfc6052: 'an IPv4 address in disguise (NAT64)',
  rfc6145: 'an IPv4 address in disguise',
  '6to4': 'an IPv4 address in disguise (6to4)',
  teredo: 'an IPv4 address in disguise (Teredo)',
}

/** Azure's machines ask this public address for what concerns them alone (Microsoft, "IP address 168.63.129.16"). */
const AZURE_PLATFORM = '168.63.129.16'

/** What an address is, when it is not one of the public internet's. */
const findKind = (address: string): string | undefined => {
  if (isIP(address) === 0) return 'none that can be read'
  const parsed = ipaddr.parse(address)
  const range = parsed.range()
  if (range !== 'unicast') return KINDS[range] ?? 'reserved'
  if (parsed.toString() === AZURE_PLATFORM) return 'the metadata of a cloud'
  // Of IPv6, 2000::/3 alone is global unicast (RFC 4291, 2.4); ::127.0.0.1 lies outside, like all else unassigned.
  return parsed.kind() === 'ipv6' && parsed.toByteArray()[0]! >> 5 !== 1 ? 'reserved' : undefined
}
