import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { prepareDataDir } from './data-dir'

const parent = () => mkdtempSync(join(tmpdir(), 'granary-data-'))

beforeEach(() => {
  process.env.MASTER_KEY = ''
  process.env.AUTH_SECRET = ''
})

describe('the data folder', () => {
  it('belongs to its owner alone, with a master key and a session secret', () => {
    const dir = join(parent(), 'new', 'data')
    prepareDataDir(dir)
    expect(statSync(dir).mode & 0o777).toBe(0o700)
    for (const name of ['master-key', 'auth-secret']) expect(statSync(join(dir, name)).mode & 0o777).toBe(0o600)
    expect(Buffer.from(readFileSync(join(dir, 'master-key'), 'utf8'), 'base64')).toHaveLength(32)
  })

  it('keeps its secrets from start to start', () => {
    const dir = parent()
    prepareDataDir(dir)
    const first = process.env.MASTER_KEY
    process.env.MASTER_KEY = ''
    prepareDataDir(dir)
    expect(process.env.MASTER_KEY).toBe(first)
  })

  it('says what to do when it cannot be written', () => {
    const file = join(parent(), 'file')
    writeFileSync(file, '')
    expect(() => prepareDataDir(join(file, 'data'))).toThrow(/cannot be written\. Make it writable .* or set DATA_DIR/)
  })
})
