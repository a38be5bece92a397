import { execFileSync } from 'node:child_process'
import {
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rm,
  stat,
  symlink,
  truncate,
  utimes,
  writeFile,
} from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { bytes, inBatches, listAll, text } from './contract-support'
import { filesystemStore } from './filesystem'
import type { ObjectStore } from './object-store'

let folder: string
let root: string
let store: ObjectStore

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'granary-folder-'))
  root = join(folder, 'root')
  await mkdir(root)
  store = filesystemStore({ root })
})

afterEach(async () => {
  await store.close?.()
  await rm(folder, { recursive: true })
})

async function put(path: string, content = path): Promise<void> {
  await mkdir(join(root, path, '..'), { recursive: true })
  await writeFile(join(root, path), content)
}

const keys = async () => (await listAll(store)).keys
const names = async (path = '') => (await readdir(join(root, path))).filter((name) => name !== '.granary').sort()

describe('a folder of existing files', () => {
  beforeEach(async () => {
    await put('reports/may.csv', 'a,b\n')
    await put('readme.md')
    await mkdir(join(root, 'empty/below'), { recursive: true })
  })

  it('shows them under their own names', async () => {
    expect(await keys()).toEqual(['readme.md', 'reports/may.csv'])
    expect(await text(store.read('reports/may.csv'))).toBe('a,b\n')
    expect(await store.head('reports/may.csv')).toMatchObject({ size: 4, contentType: 'text/csv', metadata: {} })
  })

  it('shows no empty folders', async () => {
    expect((await store.list({ delimiter: '/' })).prefixes).toEqual(['reports/'])
    expect((await store.list({ prefix: 'empty/', delimiter: '/' })).prefixes).toEqual([])
  })

  it('is not written to by reading', async () => {
    await listAll(store, { delimiter: '/' })
    await text(store.read('readme.md'))
    await store.head('missing')
    await store.remove(['missing'])
    await expect(store.read('missing')).rejects.toMatchObject({ code: 'not_found' })
    expect((await readdir(root)).sort()).toEqual(['empty', 'readme.md', 'reports'])
  })

  it('takes new objects as files beside them', async () => {
    await store.write('reports/june.csv', bytes('c,d\n'))
    await store.write('new/folder/file', bytes('x'))
    expect(await readFile(join(root, 'reports/june.csv'), 'utf8')).toBe('c,d\n')
    expect(await names()).toEqual(['empty', 'new', 'readme.md', 'reports'])
  })

  it('keeps the objects of a store that was closed', async () => {
    await store.write('reports/june.csv', bytes('c,d\n'), { contentType: 'text/x-june', metadata: { a: 'b' } })
    await store.write('reports//', bytes('blob'), { contentType: 'text/x-blob' })
    await store.close?.()
    expect(await store.head('reports/june.csv')).toMatchObject({ contentType: 'text/x-june', metadata: { a: 'b' } })
    expect(await store.head('reports//')).toMatchObject({ contentType: 'text/x-blob', size: 4 })
  })

  it('gives a copy the type of its source and an ETag of its own', async () => {
    await store.copy?.('reports/may.csv', 'copy')
    const [source, copy] = [await store.head('reports/may.csv'), await store.head('copy')]
    expect(copy).toMatchObject({ contentType: 'text/csv', size: 4 })
    expect(copy?.etag).not.toBe(source?.etag)
  })

  it('is reported when it is gone, and found when it comes back', async () => {
    await rm(root, { recursive: true })
    await expect(store.list()).rejects.toMatchObject({
      code: 'unavailable',
      message: /folder of this storage is not there/,
    })
    await put('back')
    expect(await keys()).toEqual(['back'])
  })
})

describe('a file that somebody edits', () => {
  it('loses the attributes of what was written before, and its ETag', async () => {
    const { etag } = await store.write('a.csv', bytes('old'), { contentType: 'text/x-old', metadata: { of: 'old' } })
    await writeFile(join(root, 'a.csv'), 'new')
    const info = await store.head('a.csv')
    expect(info).toMatchObject({ size: 3, contentType: 'text/csv', metadata: {} })
    expect(info?.etag).not.toBe(etag)
    expect((await store.list()).objects[0]?.etag).toBe(info?.etag)
    await expect(store.read('a.csv', { ifMatch: etag ?? '' })).rejects.toMatchObject({ code: 'conflict' })
  })

  it('has a new ETag after every edit', async () => {
    const etags = new Set<string | null | undefined>()
    for (let time = 1; time <= 3; time++) {
      await put('a', 'same length')
      await utimes(join(root, 'a'), time, time)
      etags.add((await store.head('a'))?.etag)
    }
    expect(etags.size).toBe(3)
  })

  it('is gone when it is deleted, and its folder with it', async () => {
    await store.write('d/a', bytes('x'))
    await rm(join(root, 'd/a'))
    expect(await store.head('d/a')).toBeNull()
    expect(await listAll(store, { delimiter: '/' })).toMatchObject({ keys: [], prefixes: [] })
  })

  it('shows up at once in a large folder that was listed before', async () => {
    await Promise.all(Array.from({ length: 600 }, (_, i) => put(`many/${1000 + i}`)))
    await new Promise((resolve) => setTimeout(resolve, 150))
    expect((await listAll(store, { prefix: 'many/' })).keys).toHaveLength(600)
    await put('many/0')
    await rm(join(root, 'many/1599'))
    const after = (await listAll(store, { prefix: 'many/' })).keys
    expect([after[0], after.at(-1), after.length]).toEqual(['many/0', 'many/1598', 600])
  })
})

describe('a symbolic link', () => {
  beforeEach(async () => {
    await mkdir(join(folder, 'outside'))
    await writeFile(join(folder, 'outside/secret'), 'secret')
    await put('inside/file')
    await symlink('../outside', join(root, 'folder'))
    await symlink(join(folder, 'outside/secret'), join(root, 'file'))
    await symlink('inside', join(root, 'within'))
    await symlink('nowhere', join(root, 'dangling'))
  })

  it('is no object and leads nowhere', async () => {
    expect(await keys()).toEqual(['inside/file'])
    expect((await store.list({ delimiter: '/' })).prefixes).toEqual(['inside/'])
    expect(await listAll(store, { prefix: 'folder/' })).toMatchObject({ keys: [] })
    expect(await listAll(store, { prefix: 'within/', delimiter: '/' })).toMatchObject({ keys: [] })
  })

  it.each(['file', 'folder/secret', 'within/file', 'dangling', 'folder', 'folder/../folder/secret'])(
    'lets nobody read %s',
    async (key) => {
      expect(await store.head(key)).toBeNull()
      await expect(store.read(key)).rejects.toMatchObject({ code: 'not_found' })
      await expect(store.copy?.(key, 'stolen')).rejects.toMatchObject({ code: 'not_found' })
    },
  )

  it.each(['file', 'folder/secret', 'folder/new/deep', 'within/file', 'dangling', 'folder'])(
    'keeps a write to %s from going through it',
    async (key) => {
      const links = await names()
      await store.write(key, bytes('mine'))
      expect(await text(store.read(key))).toBe('mine')
      expect(await readdir(join(folder, 'outside'))).toEqual(['secret'])
      expect(await readFile(join(folder, 'outside/secret'), 'utf8')).toBe('secret')
      expect(await readFile(join(root, 'inside/file'), 'utf8')).toBe('inside/file')
      expect(await names()).toEqual(links)
      expect(await readlink(join(root, 'dangling'))).toBe('nowhere')
    },
  )

  it('is not removed, nor anything behind it', async () => {
    expect(await store.remove(['file', 'folder/secret', 'within/file', 'dangling', 'folder'])).toEqual([])
    expect(await names()).toEqual(['dangling', 'file', 'folder', 'inside', 'within'])
    expect(await readFile(join(folder, 'outside/secret'), 'utf8')).toBe('secret')
    expect(await keys()).toEqual(['inside/file'])
  })

  it('may lead to the storage itself', async () => {
    await symlink('root', join(folder, 'alias'))
    const alias = filesystemStore({ root: join(folder, 'alias') })
    await alias.write('new', bytes('x'))
    await alias.close?.()
    expect(await keys()).toEqual(['inside/file', 'new'])
  })
})

describe('what is neither file nor folder', () => {
  it('is not an object and never opened', async () => {
    execFileSync('mkfifo', [join(root, 'pipe')])
    const server = createServer().listen(join(root, 'socket'))
    await new Promise((resolve) => server.once('listening', resolve))
    expect(await keys()).toEqual([])
    for (const key of ['pipe', 'socket']) {
      await expect(store.read(key)).rejects.toMatchObject({ code: 'not_found' })
      await store.write(key, bytes('x'))
      expect(await text(store.read(key))).toBe('x')
    }
    expect((await stat(join(root, 'pipe'))).isFIFO()).toBe(true)
    server.close()
  })

  it('is passed over when its name is no text', async () => {
    await writeFile(Buffer.concat([bytes(`${root}/a`), Buffer.from([0xff])]), 'x')
    await mkdir(Buffer.concat([bytes(`${root}/b`), Buffer.from([0xfe])]))
    await writeFile(Buffer.concat([bytes(`${root}/b`), Buffer.from([0xfe]), bytes('/c')]), 'x')
    await put('\ufffd')
    expect(await keys()).toEqual(['\ufffd'])
    expect((await store.list({ delimiter: '/' })).prefixes).toEqual([])
  })
})

describe("the store's own folder", () => {
  it('is no part of the objects', async () => {
    await store.write('a', bytes('x'))
    await store.write('a//', bytes('x'))
    expect(await keys()).toEqual(['a', 'a//'])
    expect(await store.head('.granary/index.db')).toBeNull()
    expect(await listAll(store, { prefix: '.granary/' })).toMatchObject({ keys: [], prefixes: [] })
  })

  it('is not that of a storage inside this one either', async () => {
    const inner = filesystemStore({ root: join(root, 'inner') })
    await put('inner/file')
    await inner.write('b//', bytes('x'))
    expect(await keys()).toEqual(['inner/file'])
    await inner.close?.()
  })
})

describe('a folder prepared to mislead the store', () => {
  const foreign = { code: 'unavailable', message: /was not made by Granary/ }

  beforeEach(async () => {
    await mkdir(join(folder, 'outside'))
    await writeFile(join(folder, 'outside/secret'), 'secret')
  })

  it.each(['.granary', '.granary/tmp', '.granary/writers', '.granary/blobs'])(
    'is refused when %s is a link',
    async (link) => {
      await mkdir(join(root, link, '..'), { recursive: true })
      await symlink(join(folder, 'outside'), join(root, link))
      await expect(store.write('blob//', bytes('x'))).rejects.toMatchObject(foreign)
      expect(await readdir(join(folder, 'outside'))).toEqual(['secret'])
    },
  )

  it('is refused when its index is a link', async () => {
    await mkdir(join(root, '.granary'))
    await symlink(join(folder, 'outside/secret'), join(root, '.granary/index.db'))
    await expect(store.list()).rejects.toMatchObject(foreign)
    await expect(store.write('a', bytes('x'))).rejects.toMatchObject(foreign)
  })

  it('gives away nothing when its index names files outside', async () => {
    await store.write('blob//', bytes('x'))
    await store.close?.()
    const index = new Database(join(root, '.granary/index.db'))
    index.prepare('UPDATE blobs SET id = ?').run('../../../../outside/secret')
    index.close()
    await expect(store.read('blob//')).rejects.toMatchObject(foreign)
    await expect(store.copy?.('blob//', 'stolen')).rejects.toMatchObject(foreign)
    await expect(store.localPath?.('blob//')).rejects.toMatchObject(foreign)
  })

  it('gives away nothing when a blob is a link', async () => {
    await store.write('blob//', bytes('x'))
    const path = (await store.localPath?.('blob//')) ?? ''
    await rm(path)
    await symlink(join(folder, 'outside/secret'), path)
    await expect(store.read('blob//')).rejects.toMatchObject({ code: 'conflict' })
    await expect(store.copy?.('blob//', 'stolen')).rejects.toMatchObject({ code: 'conflict' })
    expect(await store.localPath?.('blob//')).toBeNull()
    expect(await keys()).toEqual(['blob//'])
  })
})

describe('a file that is cut while it is read', () => {
  it('ends in an error, not early', async () => {
    await put('long', 'x'.repeat(4 * 1024 * 1024))
    const content = await store.read('long')
    await truncate(join(root, 'long'), 1024 * 1024)
    await expect(text(content)).rejects.toMatchObject({ code: 'conflict', key: 'long' })
  })
})

describe('an object beside objects below it', () => {
  it.each([
    ['the file first', ['f', 'f/g']],
    ['the folder first', ['f/g', 'f']],
  ])('lives with them, %s', async (_name, order) => {
    for (const key of order) await store.write(key, bytes(key), { contentType: `text/${key.length}` })
    expect(await keys()).toEqual(['f', 'f/g'])
    for (const key of order) {
      await store.remove([key])
      expect(await store.head(key)).toBeNull()
      const other = order.find((candidate) => candidate !== key) ?? ''
      expect(await text(store.read(other))).toBe(other)
      await store.write(key, bytes(key))
    }
    await store.remove(order)
    expect(await keys()).toEqual([])
    expect(await names()).toEqual([])
  })

  it('becomes a file again once nothing is in its way', async () => {
    await store.write('f', bytes('file'))
    await store.write('f/g', bytes('blob'))
    await store.remove(['f'])
    await store.write('f/g', bytes('file now'))
    expect(await readFile(join(root, 'f/g'), 'utf8')).toBe('file now')
    await store.remove(['f/g'])
    expect(await store.head('f/g')).toBeNull()
  })
})

describe('folders', () => {
  it('go with their last object', async () => {
    await store.write('a/b/c/1', bytes('x'))
    await store.write('a/2', bytes('x'))
    await store.remove(['a/b/c/1'])
    expect(await names('a')).toEqual(['2'])
    await store.remove(['a/2'])
    expect(await names()).toEqual([])
  })

  it('are made again when they go while a write is on its way', async () => {
    const numbers = Array.from({ length: 200 }, (_, i) => i)
    await inBatches(numbers, async (i) => {
      await store.write(`a/b/${i}`, bytes(`${i}`))
      expect(await text(store.read(`a/b/${i}`))).toBe(`${i}`)
      expect(await store.remove([`a/b/${i}`])).toEqual([])
    })
    expect(await names()).toEqual([])
    expect(await readdir(join(root, '.granary/tmp'))).toEqual([])
  })

  it('hold no leftovers of a write that failed', async () => {
    await expect(store.write('a/b', bytes('x'), { size: 2 })).rejects.toMatchObject({ code: 'invalid' })
    expect(await names()).toEqual([])
    expect(await readdir(join(root, '.granary/tmp'))).toEqual([])
  })
})

describe('an object for programs that read files', () => {
  it.each(['plain/file', 'blob//'])('tells where %s lies', async (key) => {
    await store.write(key, bytes(key))
    expect(await readFile((await store.localPath?.(key)) ?? '', 'utf8')).toBe(key)
    expect(await store.localPath?.('missing')).toBeNull()
  })
})

describe('two stores over one folder', () => {
  it('see what the other writes, and let one of many writers win', async () => {
    const other = filesystemStore({ root })
    await store.write('a', bytes('x'), { contentType: 'text/x-a' })
    expect(await other.head('a')).toMatchObject({ contentType: 'text/x-a' })
    const writes = [store, other, store, other].map((each) => each.write('one', bytes('x'), { overwrite: false }))
    const outcomes = (await Promise.allSettled(writes)).map(({ status }) => status)
    expect(outcomes.filter((status) => status === 'fulfilled')).toHaveLength(1)
    await other.close?.()
  })
})
