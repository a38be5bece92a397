import { execFileSync, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { build } from 'esbuild'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { bytes, listAll, text, zeros } from './contract-support'
import { filesystemStore } from './filesystem'
import type { ObjectStore } from './object-store'

const ROUNDS = 15
const MAX_DELAY_MS = 250

let folder: string
let root: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'granary-crash-'))
  root = join(folder, 'root')
  await mkdir(root)
})

afterAll(() => rm(folder, { recursive: true }))

/** A program of its own, inside the project, so that its packages are found from there. */
async function bundled(name: string): Promise<string> {
  const outfile = resolve(`node_modules/.cache/granary/${name}.mjs`)
  const settings = { bundle: true, platform: 'node', format: 'esm', packages: 'external' } as const
  await build({ entryPoints: [resolve(`lib/storage/${name}.ts`)], outfile, ...settings })
  return outfile
}

describe('a process that is killed while it writes', () => {
  let writer: string
  beforeAll(async () => {
    writer = await bundled('filesystem-crash-writer')
  })

  it('leaves whole objects, keeps all it acknowledged, and its leftovers go', { timeout: 120_000 }, async () => {
    const acknowledged = new Map<string, number>()
    for (let round = 0; round < ROUNDS; round++) {
      await writeAndKill(acknowledged)
      const store = filesystemStore({ root })
      const objects = await readWhole(store)
      for (const [key, turn] of acknowledged) expect(objects.get(key)).toBeGreaterThanOrEqual(turn)
      await store.close?.()
      expect(await leftovers()).toEqual([])
    }
    expect(acknowledged.size).toBe(5)
  })

  async function writeAndKill(acknowledged: Map<string, number>): Promise<void> {
    const child = spawn(process.execPath, [writer, root], { stdio: ['ignore', 'pipe', 'inherit'] })
    const lines = createInterface(child.stdout)
    lines.on('line', (line) => {
      const { key, turn } = JSON.parse(line)
      acknowledged.set(key, turn)
    })
    await once(lines, 'line')
    await sleep(Math.random() * MAX_DELAY_MS)
    child.kill('SIGKILL')
    await once(lines, 'close')
  }

  /** The turn of each object, after its bytes and attributes were found to belong together. */
  async function readWhole(store: ObjectStore): Promise<Map<string, number>> {
    const turns = new Map<string, number>()
    for (const key of (await listAll(store)).keys) {
      const { info, body } = await store.read(key)
      const md5 = createHash('md5')
      for await (const chunk of body) md5.update(chunk)
      const digest = md5.digest('hex')
      expect(info).toMatchObject({ key, etag: digest, contentType: 'x/whole', metadata: { md5: digest } })
      turns.set(key, Number(info.metadata.turn))
    }
    return turns
  }

  async function leftovers(): Promise<string[]> {
    const store = filesystemStore({ root })
    const { keys } = await listAll(store)
    await store.close?.()
    const files = await readdir(root, { recursive: true, withFileTypes: true })
    const paths = files.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
    const blobs = paths.filter((path) => path.includes('/blobs/'))
    const plain = paths.filter((path) => !path.includes('/.granary/'))
    const others = paths.filter((path) => /\.granary\/(tmp|writers)\//.test(path))
    return blobs.length + plain.length === keys.length ? others : paths
  }
})

describe('two processes that each replace the version that they know', () => {
  it('lose no change of the other', { timeout: 120_000 }, async () => {
    const [counter, store] = [await bundled('filesystem-counter'), filesystemStore({ root })]
    await store.write('count', bytes('0'))
    await store.write('count//', bytes('0'))
    const children = ['count', 'count//'].flatMap((key) =>
      [1, 2].map(() => spawn(process.execPath, [counter, root, key, '60'], { stdio: ['ignore', 'ignore', 'inherit'] })),
    )
    const ends = await Promise.all(children.map((child) => once(child, 'exit')))
    expect(ends.map(([code]) => code)).toEqual([0, 0, 0, 0])
    for (const key of ['count', 'count//']) expect(await text(store.read(key))).toBe('120')
    await store.remove(['count', 'count//'])
    await store.close?.()
  })
})

describe('a living writer', () => {
  it('keeps its unfinished writes while others open the folder', async () => {
    const store = filesystemStore({ root })
    const slow = store.write('slow', Readable.from(chunks()))
    await sleep(100)
    const other = filesystemStore({ root })
    await other.list()
    await other.close?.()
    expect(await slow).toMatchObject({ size: 30 })
    await store.close?.()
  })

  async function* chunks() {
    for (let i = 0; i < 3; i++) {
      yield bytes('0123456789')
      await sleep(150)
    }
  }
})

// Only root may mount a disk.
const mayMount = process.getuid?.() === 0

describe.runIf(mayMount)('a disk', () => {
  let disk: string

  beforeEach(async () => {
    disk = await mkdtemp(join(folder, 'disk-'))
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', disk])
  })
  afterEach(() => execFileSync('umount', ['-l', disk]))

  it('that is full is reported, and nothing of the write stays', async () => {
    const store = filesystemStore({ root: disk })
    await store.write('kept', zeros(1024 * 1024))
    for (const key of ['new', 'kept', 'blob//']) {
      const write = store.write(key, zeros(8 * 1024 * 1024))
      await expect(write).rejects.toMatchObject({ code: 'unavailable', message: /disk of this storage is full/ })
    }
    expect((await listAll(store)).keys).toEqual(['kept'])
    expect((await store.head('kept'))?.size).toBe(1024 * 1024)
    expect(await readdir(join(disk, '.granary/tmp'))).toEqual([])
    await store.write('small', bytes('there is room for this'))
    await store.close?.()
  })

  it('that is read-only shows all its objects and refuses changes', async () => {
    const writable = filesystemStore({ root: disk })
    await writable.write('plain', bytes('plain'), { contentType: 'x/plain' })
    await writable.write('blob//', bytes('blob'), { contentType: 'x/blob' })
    await writable.close?.()
    execFileSync('mount', ['-o', 'remount,ro', disk])
    const store = filesystemStore({ root: disk })
    expect((await listAll(store)).keys).toEqual(['blob//', 'plain'])
    expect(await store.head('plain')).toMatchObject({ contentType: 'x/plain' })
    expect(await text(store.read('blob//'))).toBe('blob')
    const readOnly = { code: 'unavailable', message: /read-only disk/ }
    await expect(store.write('new', bytes('x'))).rejects.toMatchObject(readOnly)
    await expect(store.remove(['blob//'])).rejects.toMatchObject(readOnly)
    expect(await store.remove(['plain'])).toMatchObject([{ key: 'plain', reason: /read-only disk/ }])
    expect((await listAll(store)).keys).toEqual(['blob//', 'plain'])
    await store.close?.()
  })

  it('that is unmounted is not written to, and found again', async () => {
    const store = filesystemStore({ root: join(disk, 'storage') })
    await mkdir(join(disk, 'storage'))
    await store.write('a', bytes('x'))
    execFileSync('umount', ['-l', disk])
    const gone = { code: 'unavailable', message: /folder of this storage is not there/ }
    await expect(store.write('b', bytes('x'))).rejects.toMatchObject(gone)
    await expect(store.list()).rejects.toMatchObject(gone)
    expect(await readdir(disk)).toEqual([])
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', disk])
    await mkdir(join(disk, 'storage'))
    await store.write('c', bytes('x'))
    expect((await listAll(store)).keys).toEqual(['c'])
    await store.close?.()
  })
})
