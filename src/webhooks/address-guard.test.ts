import { describe, expect, test } from 'vitest'
import { createAddressGuard } from './address-guard.ts'

const guard = createAddressGuard({ allow: [] })

/** What IANA's special-purpose registries hold, first and last address of each, and what else is no one's or not public. */
const REFUSED: [what: string, ...addresses: string[]][] = [
  ['this network', '0.0.0.0', '0.255.255.255'],
  ['private', '10.0.0.0', '10.255.255.255', '172.16.0.0', '172.31.255.255', '192.168.0.0', '192.168.255.255'],
  ['shared by providers (CGNAT)', '100.64.0.0', '100.127.255.255'],
  ['loopback', '127.0.0.0', '127.0.0.1', '127.255.255.255'],
  ['link-local, metadata of clouds', '169.254.0.0', '169.254.169.254', '169.254.255.255'],
  ['protocol assignments, metadata of a cloud', '192.0.0.0', '192.0.0.192', '192.0.0.255'],
  ['documentation', '192.0.2.0', '192.0.2.255', '198.51.100.1', '203.0.113.1'],
  ['6to4 relays', '192.88.99.0', '192.88.99.255'],
  ['benchmarking', '198.18.0.0', '198.19.255.255'],
  ['multicast', '224.0.0.0', '239.255.255.255'],
  ['reserved and broadcast', '240.0.0.0', '255.255.255.254', '255.255.255.255'],
  ['metadata of clouds at other addresses', '100.100.100.200', '168.63.129.16', 'fd00:ec2::254'],
  ['unspecified and loopback', '::', '::1'],
  ['IPv4-compatible', '::7f00:1', '::10.0.0.1'],
  ['IPv4-mapped', '::ffff:127.0.0.1', '::ffff:a00:1', '::ffff:8.8.8.8'],
  ['IPv4-translated', '::ffff:0:7f00:1'],
  ['NAT64', '64:ff9b::', '64:ff9b::7f00:1', '64:ff9b::10.0.0.1', '64:ff9b:1::', '64:ff9b:1:ffff::1'],
  ['discard', '100::', '100::ffff:ffff:ffff:ffff'],
  ['Teredo', '2001::', '2001:0:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['benchmarking and other assignments', '2001:2::1', '2001:10::1', '2001:20::1', '2001:1ff:ffff::1'],
  ['documentation, IPv6', '2001:db8::', '2001:db8:ffff::1', '3fff::1'],
  ['6to4', '2002::', '2002:7f00:1::', '2002:a00:1::'],
  ['segment routing', '5f00::1'],
  ['unassigned', '4000::1', '8000::1', 'e000::1', '1000::1'],
  ['unique local', 'fc00::', 'fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['link-local, IPv6', 'fe80::', 'fe80::1', 'febf:ffff::1'],
  ['site-local', 'fec0::1'],
  ['multicast, IPv6', 'ff00::', 'ff02::1', 'ffff::1'],
  ['no address', '', 'localhost', '1.2.3', '1.2.3.256', '1::2::3'],
]

test.each(REFUSED)('refuses %s', (_what, ...addresses) => {
  for (const address of addresses) expect(guard.findRefusal(address), address).toMatch(/MASA_WEBHOOK_ALLOW/)
})

test('lets public addresses through, those beside the refused ranges too', () => {
  const addresses = [
    ...[
      '1.1.1.1',
      '8.8.8.8',
      '9.255.255.255',
      '11.0.0.0',
      '100.63.255.255',
      '100.128.0.0',
      '126.255.255.255',
    ],
    ...['128.0.0.0', '168.63.129.15', '169.253.255.255', '169.255.0.0', '172.15.255.255', '172.32.0.0'],
    ...['192.167.255.255', '192.169.0.0', '198.17.255.255', '198.20.0.0', '223.255.255.255'],
    ...['2001:200::1', '2001:4860:4860::8888', '2606:4700:4700::1111', '2a00:1450:4001::1', '3ffe:ffff::1'],
  ]
  for (const address of addresses) expect(guard.findRefusal(address), address).toBeUndefined()
})

test('says what an address is and how to let it through', () => {
  expect(guard.findRefusal('10.0.0.1')).toBe(
    'The address 10.0.0.1 is private; name it in MASA_WEBHOOK_ALLOW to let it through.',
  )
})

describe('what the operator names', () => {
  const named = createAddressGuard({
    allow: ['10.1.0.0/16', '192.168.7.7', 'fd00:1::/32', 'Shop.Internal'],
    allowedOrigins: ['http://127.0.0.1:8361'],
  })

  test('are networks, and nothing beside them', () => {
    for (const address of ['10.1.2.3', '192.168.7.7', '::ffff:10.1.2.3', 'fd00:1:2::3'])
      expect(named.findRefusal(address), address).toBeUndefined()
    for (const address of ['10.2.0.1', '192.168.7.8', 'fd00:2::1'])
      expect(named.findRefusal(address), address).toBeDefined()
  })

  test('are host names, whole and whatever their case', () => {
    for (const name of ['shop.internal', 'SHOP.internal', 'shop.internal.'])
      expect(named.isNamed(name)).toBe(true)
    for (const name of ['internal', 'x.shop.internal', 'shop.internal.example.com', '10.1.2.3'])
      expect(named.isNamed(name)).toBe(false)
  })

  test('an own origin is let through with its scheme and port alone', () => {
    expect(named.isOwn('http://127.0.0.1:8361')).toBe(true)
    for (const origin of ['http://127.0.0.1:8362', 'https://127.0.0.1:8361', 'http://127.0.0.1'])
      expect(named.isOwn(origin)).toBe(false)
  })
})
