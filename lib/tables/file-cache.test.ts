import { existsSync, readdirSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { beforeEach, describe, expect, it } from 'vitest'
import { FileCache, type Wanted } from './file-cache'

let folder: string
let cache: FileCache
/** Names of the files that were fetched, in order. */
let fetched: string[]

beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'granary-cache-')), 'tables')
  cache = new FileCache({ folder, maxBytes: 100, reserveBytes: 0 })
  fetched = []
})

function wanted(name: string, size = 40, body = Readable.from([Buffer.alloc(size, name)])): Wanted {
  const open = async () => {
    fetched.push(name)
    return body
  }
  return { key: name, name, size, open }
}

/** Asks and gives back at once: the copy stays. */
async function use(file: Wanted): Promise<void> {
  const { release } = await cache.hold(file)
  release()
}

describe('the cache', () => {
  it('fetches a file once, for those who ask at the same time and those who come later', async () => {
    const files = await Promise.all([cache.hold(wanted('a')), cache.hold(wanted('a')), cache.hold(wanted('a'))])
    await use(wanted('a'))
    expect(fetched).toEqual(['a'])
    expect(new Set(files.map(({ path }) => path)).size).toBe(1)
    expect(await readFile(files[0]?.path ?? '', 'utf8')).toBe('a'.repeat(40))
  })

  it('evicts what was used least recently when there is no room', async () => {
    for (const name of ['a', 'b', 'a', 'c']) await use(wanted(name))
    expect(fetched).toEqual(['a', 'b', 'c'])
    await use(wanted('a'))
    await use(wanted('b'))
    expect(fetched).toEqual(['a', 'b', 'c', 'b'])
    expect(cache.bytes).toBeLessThanOrEqual(100)
    expect(readdirSync(folder)).toHaveLength(2)
  })

  it('never evicts what somebody holds', async () => {
    const held = [await cache.hold(wanted('a')), await cache.hold(wanted('b'))]
    await expect(cache.hold(wanted('c'))).rejects.toMatchObject({ code: 'unavailable', message: /no room/ })
    for (const { path } of held) expect(existsSync(path)).toBe(true)
    held[0]?.release()
    await use(wanted('c'))
    expect(existsSync(held[1]?.path ?? '')).toBe(true)
  })

  it('refuses a file that is larger than all of it', async () => {
    await expect(cache.hold(wanted('large', 101))).rejects.toMatchObject({ code: 'invalid', message: /too large/ })
    expect(fetched).toEqual([])
  })

  it('leaves the reserve of the disk free', async () => {
    cache = new FileCache({ folder, maxBytes: 100, reserveBytes: Number.MAX_SAFE_INTEGER })
    await expect(cache.hold(wanted('a'))).rejects.toMatchObject({ code: 'unavailable' })
  })

  it('keeps a file without a name no longer than it is held', async () => {
    const { path, release } = await cache.hold({ ...wanted('a'), name: null })
    expect(existsSync(path)).toBe(true)
    release()
    await expect.poll(() => readdirSync(folder)).toEqual([])
    expect(cache.bytes).toBe(0)
  })

  it('forgets a fetch that failed, and fetches again', async () => {
    const broken = new Readable({ read: () => broken.destroy(new Error('the line broke')) })
    await expect(cache.hold(wanted('a', 40, broken))).rejects.toThrow('the line broke')
    expect(readdirSync(folder)).toEqual([])
    await use(wanted('a'))
    expect(fetched).toEqual(['a', 'a'])
  })

  it('takes a body of another length for another version', async () => {
    const short = Readable.from([Buffer.alloc(39)])
    await expect(cache.hold(wanted('a', 40, short))).rejects.toMatchObject({ code: 'conflict' })
    expect(readdirSync(folder)).toEqual([])
  })

  it('stops a fetch when the last of those who wait for it goes, and not before', async () => {
    const endless = new Readable({ read() {} })
    const [first, second] = [new AbortController(), new AbortController()]
    const file = wanted('a', 40, endless)
    const waits = [cache.hold(file, first.signal), cache.hold(file, second.signal)].map((wait) =>
      wait.catch(() => 'gone'),
    )
    await expect.poll(() => fetched).toEqual(['a'])
    first.abort()
    expect(await waits[0]).toBe('gone')
    expect(endless.destroyed).toBe(false)
    second.abort()
    expect(await waits[1]).toBe('gone')
    await expect.poll(() => endless.destroyed).toBe(true)
    await expect.poll(() => readdirSync(folder)).toEqual([])
    await use(wanted('a'))
  })

  it('removes what an earlier run left there', async () => {
    await mkdir(folder, { recursive: true })
    await writeFile(join(folder, 'half.part'), 'x')
    await use(wanted('a'))
    expect(readdirSync(folder)).toHaveLength(1)
  })
})
