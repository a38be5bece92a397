import ipaddr from 'ipaddr.js'
import { AppError, sharedClass } from '@/lib/errors'

/** A connection to an address that user-supplied endpoints must not reach. */
export const BlockedAddress = sharedClass(
  'BlockedAddress',
  class BlockedAddress extends AppError {
    override name = 'BlockedAddress'

    constructor(readonly host: string) {
      // One sentence for every reason, without the resolved address: the answer must not map the inner network.
      super(
        'forbidden',
        `Granary may not connect to ${host}: it is not a public address. ` +
          'An administrator can permit it with ALLOW_PRIVATE_ENDPOINTS.',
      )
    }
  },
)
export type BlockedAddress = InstanceType<typeof BlockedAddress>

type Address = ipaddr.IPv4 | ipaddr.IPv6
type Permission = { port: number | null } & ({ host: string } | { range: [Address, number] })

/** What guarded connections may reach beyond public addresses. */
export interface AddressPolicy {
  permitted: Permission[]
  allowLoopback: boolean
}

/** Public addresses only. */
export const PUBLIC_ONLY: AddressPolicy = { permitted: [], allowLoopback: false }

// Metadata services hand out credentials of the machine; no setting opens them.
const METADATA_HOSTS = [
  'metadata',
  'metadata.google.internal',
  'metadata.goog',
  'metadata.azure.internal',
  'instance-data',
  'instance-data.ec2.internal',
]
const METADATA_ADDRESSES = [
  ...['169.254.169.254', 'fd00:ec2::254', 'fd20:ce::254'], // AWS and most others, Google over IPv6
  ...['169.254.170.2', '169.254.170.23', 'fd00:ec2::23'], // credentials of containers on AWS
  ...['168.63.129.16', '100.100.100.200', '192.0.0.192'], // Azure, Alibaba, Oracle
]

/**
 * Reads the setting `ALLOW_PRIVATE_ENDPOINTS`: hosts, addresses or CIDRs, each with an optional port, separated by
 * commas or spaces. `.example.internal` permits every name below it.
 */
export function parseAddressPolicy(setting: string, { allowLoopback = false } = {}): AddressPolicy {
  const entries = setting.split(/[\s,]+/).filter((entry) => entry !== '')
  return { permitted: entries.map(parsePermission), allowLoopback }
}

/** Whether a name may be looked up at all. */
export function isForbiddenHost(host: string): boolean {
  return METADATA_HOSTS.includes(canonicalHost(host))
}

/** Whether a connection to `address`, which `host` resolved to, is permitted. */
export function mayConnect(policy: AddressPolicy, target: { host: string; address: string; port: number }): boolean {
  const address = parseAddress(target.address)
  if (!address || isForbiddenHost(target.host)) return false
  if (METADATA_ADDRESSES.includes(address.toString())) return false
  if (isPublic(address)) return true
  if (policy.allowLoopback && address.range() === 'loopback') return true
  return policy.permitted.some((permission) => permits(permission, { ...target, address }))
}

// Of IPv6 only 2000::/3 is given out to the Internet (RFC 4291, 2.4, and IANA's registry).
function isPublic(address: Address): boolean {
  if (address.range() !== 'unicast') return false
  return !(address instanceof ipaddr.IPv6) || address.match(ipaddr.IPv6.parseCIDR('2000::/3'))
}

/** The address that a literal stands for, in any spelling (decimal, octal, hexadecimal, mapped, translated); null for a name. */
export function parseAddress(text: string): Address | null {
  const bare = canonicalHost(text)
  if (!ipaddr.isValid(bare)) return null
  const address = ipaddr.parse(bare)
  return address instanceof ipaddr.IPv6 ? (embeddedIPv4(address) ?? address) : address
}

// What the network would deliver to an IPv4 host is judged as that IPv4 address.
function embeddedIPv4(address: ipaddr.IPv6): ipaddr.IPv4 | null {
  const bytes = address.toByteArray()
  if (address.isIPv4MappedAddress()) return address.toIPv4Address()
  if (address.match(ipaddr.IPv6.parseCIDR('64:ff9b::/96'))) return new ipaddr.IPv4(bytes.slice(12))
  if (address.match(ipaddr.IPv6.parseCIDR('2002::/16'))) return new ipaddr.IPv4(bytes.slice(2, 6))
  const compatible = bytes.slice(0, 12).every((byte) => byte === 0) && bytes.slice(12, 14).some((byte) => byte !== 0)
  return compatible ? new ipaddr.IPv4(bytes.slice(12)) : null
}

function permits(permission: Permission, target: { host: string; address: Address; port: number }): boolean {
  if (permission.port !== null && permission.port !== target.port) return false
  if ('range' in permission) {
    const [base, bits] = permission.range
    return base.kind() === target.address.kind() && target.address.match(base, bits)
  }
  const host = canonicalHost(target.host)
  return permission.host.startsWith('.') ? host.endsWith(permission.host) : host === permission.host
}

function parsePermission(entry: string): Permission {
  const match = /^(\[[^\]]+\]|[^:]+|[^[\]]*:[^[\]]*:[^[\]]*?)(?::(\d{1,5}))?$/.exec(entry)
  const port = match?.[2] ? Number(match[2]) : null
  const subject = match?.[1]?.replace(/^\[|\]$/g, '') ?? ''
  if (subject === '' || (port !== null && (port < 1 || port > 65_535))) throw invalidEntry(entry)
  if (ipaddr.isValidCIDR(subject)) return { port, range: ipaddr.parseCIDR(subject) }
  const address = parseAddress(subject)
  if (address) return { port, range: [address, address.kind() === 'ipv4' ? 32 : 128] }
  if (!/^\.?[a-z0-9_-]+(\.[a-z0-9_-]+)*$/i.test(subject)) throw invalidEntry(entry)
  return { port, host: subject.toLowerCase() }
}

function invalidEntry(entry: string): AppError {
  return new AppError(
    'invalid',
    `ALLOW_PRIVATE_ENDPOINTS contains ${JSON.stringify(entry)}, which is no host, address or CIDR. Examples: minio, minio:9000, 10.0.0.0/8.`,
  )
}

function canonicalHost(host: string): string {
  return host
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.+$/, '')
}
