import { describe, expect, it } from 'vitest'
import { readEnv } from './env'

describe('settings', () => {
  it('need nothing: a product on loopback with SQLite under ./data', () => {
    const settings = readEnv({})
    expect(settings).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      isLoopback: true,
      demo: true,
      oidc: null,
      firstAdmin: null,
    })
    expect(settings.publicUrl).toBe('http://localhost:3000')
    expect(settings.databaseUrl).toBe(`file:${settings.dataDir}/granary.db`)
  })

  it('take an empty variable for an unset one', () => {
    expect(readEnv({ PORT: '', PUBLIC_URL: '' }).port).toBe(3000)
  })

  it.each([
    ['PORT', '70000', 'a number from 1 to 65535'],
    ['PORT', 'http', 'a number from 1 to 65535'],
    ['PUBLIC_URL', 'granary.example.com', 'an address that starts with http'],
    ['DATABASE_URL', 'mysql://localhost/granary', 'it must look like postgresql:'],
    ['MASTER_KEY', 'c2hvcnQ=', '32 bytes in base64'],
    ['AUTH_SECRET', 'short', ''],
    ['DEMO', 'yes', '0 or 1'],
    ['RUNS_AT_ONCE', 'many', 'a number of runs'],
    ['RUNS_AT_ONCE', '0', 'need PostgreSQL'],
    ['ADMIN_EMAIL', 'nobody', 'an e-mail address'],
    ['ADMIN_PASSWORD', 'short', ''],
  ])('say that %s=%s is wrong, and what it must be', (name, value, what) => {
    expect(() => readEnv({ [name]: value })).toThrow(new RegExp(`^The setting ${name} is wrong: .*${what}`))
  })

  it('ask for the first admin as a whole', () => {
    expect(() => readEnv({ ADMIN_EMAIL: 'ada@example.com' })).toThrow('needs ADMIN_EMAIL and ADMIN_PASSWORD together')
  })

  it('ask for single sign-on as a whole', () => {
    expect(() => readEnv({ OIDC_ISSUER: 'https://id.example.com' })).toThrow('OIDC_CLIENT_SECRET together')
  })

  it.each<[Record<string, string>, boolean, string]>([
    [{}, true, 'nothing is set'],
    [{ HOST: '127.0.0.2', PUBLIC_URL: 'http://127.0.0.2:3000' }, true, 'both addresses are of this machine'],
    [{ HOST: '0.0.0.0' }, false, 'it listens to the network'],
    [{ PUBLIC_URL: 'https://granary.example.com' }, false, 'a proxy stands before it'],
  ])('with %o: only people on this machine reach the product is %s, since %s', (given, expected) => {
    expect(readEnv(given).isLoopback).toBe(expected)
  })

  it('never end the public address with a slash', () => {
    expect(readEnv({ PUBLIC_URL: 'https://granary.example.com/' }).publicUrl).toBe('https://granary.example.com')
  })
})
