import { describe, expect, it } from 'vitest'
import { mayConnect, PUBLIC_ONLY, parseAddressPolicy } from './guarded-address'

function reaches(address: string, policy = PUBLIC_ONLY, port = 443): boolean {
  return mayConnect(policy, { host: address, address, port })
}

describe('without any permission', () => {
  it.each([
    ['52.216.0.1', 'a public IPv4 address'],
    ['2600:1f18::1', 'a public IPv6 address'],
    ['::ffff:52.216.0.1', 'a public address in its mapped form'],
    ['64:ff9b::34d8:1', 'a public address behind NAT64'],
  ])('%s is reached: %s', (address) => expect(reaches(address)).toBe(true))

  it.each([
    ['127.0.0.1', 'loopback'],
    ['127.255.255.254', 'the far end of loopback'],
    ['2130706433', 'loopback as one decimal number'],
    ['0x7f000001', 'loopback in hexadecimal'],
    ['0x7f.1', 'loopback, short and hexadecimal'],
    ['0177.0.0.1', 'loopback in octal'],
    ['127.1', 'loopback, short'],
    ['::1', 'IPv6 loopback'],
    ['[::1]', 'IPv6 loopback in brackets'],
    ['0:0:0:0:0:0:0:1', 'IPv6 loopback in full'],
    ['::ffff:127.0.0.1', 'mapped loopback'],
    ['::ffff:7f00:1', 'mapped loopback in hexadecimal'],
    ['::127.0.0.1', 'loopback in the old compatible form'],
    ['64:ff9b::7f00:1', 'loopback behind NAT64'],
    ['64:ff9b:1::1', 'the local NAT64 prefix'],
    ['2002:7f00:1::', 'loopback in 6to4'],
    ['2002:a00:1::', 'a private address in 6to4'],
    ['2001:0:53aa:64c::1', 'Teredo'],
    ['10.0.0.1', 'private, class A'],
    ['172.16.0.1', 'private, class B'],
    ['172.31.255.255', 'the end of private class B'],
    ['192.168.1.1', 'private, class C'],
    ['::ffff:10.0.0.1', 'mapped private'],
    ['169.254.1.1', 'link-local'],
    ['fe80::1', 'IPv6 link-local'],
    ['fe80::1%eth0', 'IPv6 link-local with a zone'],
    ['fec0::1', 'IPv6 site-local'],
    ['100.64.0.1', 'carrier-grade NAT'],
    ['fc00::1', 'unique local'],
    ['fdff::1', 'the end of unique local'],
    ['224.0.0.1', 'multicast'],
    ['ff02::1', 'IPv6 multicast'],
    ['0.0.0.0', 'unspecified'],
    ['0.1.2.3', 'this network'],
    ['::', 'IPv6 unspecified'],
    ['::2', 'IPv6 that nobody has'],
    ['4000::1', 'IPv6 that is not given out'],
    ['::ffff:0:127.0.0.1', 'loopback in the translated form'],
    ['2001:db8::1', 'documentation'],
    ['192.0.2.1', 'documentation of IPv4'],
    ['100::1', 'discard'],
    ['255.255.255.255', 'broadcast'],
    ['198.18.0.1', 'benchmarking'],
    ['240.0.0.1', 'reserved'],
    ['169.254.169.254', 'metadata of most clouds'],
    ['fd00:ec2::254', 'metadata of AWS over IPv6'],
    ['168.63.129.16', 'metadata of Azure, a public address'],
    ['::ffff:168.63.129.16', 'metadata of Azure, mapped'],
    ['no address', 'nonsense'],
  ])('%s is not reached: %s', (address) => expect(reaches(address)).toBe(false))

  it('does not let a metadata name through, whatever it resolves to', () => {
    const target = { host: 'Metadata.Google.Internal.', address: '52.216.0.1', port: 443 }
    expect(mayConnect(PUBLIC_ONLY, target)).toBe(false)
  })
})

describe('with permissions', () => {
  it.each([
    ['10.0.0.0/8', '10.1.2.3', 9000, true, 'a CIDR holds the address'],
    ['10.0.0.0/8', '192.168.0.1', 9000, false, 'a CIDR does not hold the address'],
    ['10.0.0.0/8', '::ffff:10.1.2.3', 9000, true, 'a mapped address counts as what it maps'],
    ['10.0.0.0/8:9000', '10.1.2.3', 9000, true, 'a CIDR with this port'],
    ['10.0.0.0/8:9000', '10.1.2.3', 22, false, 'a CIDR with another port'],
    ['192.168.0.5', '192.168.0.5', 80, true, 'one address'],
    ['192.168.0.5:9000', '192.168.0.5', 80, false, 'one address with another port'],
    ['fd12::/16', 'fd12::1', 443, true, 'an IPv6 CIDR'],
    ['[fd12::1]:9000', 'fd12::1', 9000, true, 'an IPv6 address with its port'],
    ['[fd12::1]:9000', 'fd12::1', 9001, false, 'an IPv6 address with another port'],
    ['0.0.0.0/0', '169.254.169.254', 80, false, 'metadata stays closed'],
    ['::/0', 'fd00:ec2::254', 80, false, 'metadata stays closed over IPv6'],
    ['169.254.0.0/16', '169.254.170.2', 80, false, 'credentials of containers stay closed'],
    ['::/0', 'fd20:ce::254', 80, false, 'metadata of Google stays closed over IPv6'],
    ['0.0.0.0/0', '::ffff:169.254.169.254', 80, false, 'metadata stays closed in its mapped form'],
  ])('%s and %s port %i: %s, %s', (setting, address, port, expected) => {
    expect(reaches(address, parseAddressPolicy(setting), port)).toBe(expected)
  })

  it.each([
    ['minio', 'minio', true],
    ['MinIO.internal', 'minio.INTERNAL.', true],
    ['minio:9000', 'minio', true],
    ['minio:9001', 'minio', false],
    ['minio', 'bucket.minio', false],
    ['.minio', 'bucket.minio', true],
    ['other, minio other2', 'minio', true],
    ['minio', 'evilminio', false],
    ['.minio', 'evilminio', false],
  ])('%s lets %s reach a private address: %s', (setting, host, expected) => {
    expect(mayConnect(parseAddressPolicy(setting), { host, address: '10.0.0.9', port: 9000 })).toBe(expected)
  })

  it('opens loopback, and nothing else, when the product itself listens there', () => {
    const policy = parseAddressPolicy('', { allowLoopback: true })
    expect(reaches('127.0.0.1', policy)).toBe(true)
    expect(reaches('::1', policy)).toBe(true)
    expect(reaches('10.0.0.1', policy)).toBe(false)
  })

  it.each(['http://minio', 'minio:99999', 'minio:0', '10.0.0.0/33', 'a b/c', '[::1', 'minio:'])(
    'refuses the setting %s with the entry in the sentence',
    (setting) => expect(() => parseAddressPolicy(setting)).toThrow(/ALLOW_PRIVATE_ENDPOINTS contains ".*Examples/),
  )
})
