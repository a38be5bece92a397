import { expect, it } from 'vitest'
import { allowsHost, scriptSettingsSchema } from './schema'

const settings = scriptSettingsSchema.parse({
  packages: [],
  hosts: ['api.example.com', '*.example.org', 'files.example.com:8443', 'lab.example.com:*'],
})

it.each<[string, number, boolean, string]>([
  ['api.example.com', 443, true, 'a name means the ports of the web'],
  ['api.example.com', 80, true, 'both of them'],
  ['api.example.com', 5432, false, 'and no other'],
  ['a.b.example.org', 443, true, 'a star means all below it'],
  ['example.org', 443, false, 'but not itself'],
  ['files.example.com', 8443, true, 'a port means that port'],
  ['files.example.com', 443, false, 'and no other'],
  ['lab.example.com', 22, true, 'a star in its place means any'],
])('%s:%i is %s: %s', (host, port, expected) => expect(allowsHost(settings, { host, port })).toBe(expected))

it.each(['https://a.example', 'a.example:0', 'a.example:x', '*', 'a.example:1:2'])('%s is no host', (host) => {
  expect(scriptSettingsSchema.safeParse({ packages: [], hosts: [host] }).success).toBe(false)
})
