import { mkdir, readdir, readFile, rm, truncate, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { bytes, inBatches, listAll, text } from './contract-support'
import { filesystemStore } from './filesystem'
import { freshFolders } from './filesystem-support'

const on = freshFolders()

describe('a folder of existing files', () => {
  beforeEach(async () => {
    await on.put('reports/may.csv', 'a,b\n')
    await on.put('readme.md')
    await mkdir(join(on.root, 'empty/below'), { recursive: true })
  })

  it('shows them under their own names', async () => {
    expect(await on.keys()).toEqual(['readme.md', 'reports/may.csv'])
    expect(await text(on.store.read('reports/may.csv'))).toBe('a,b\n')
    expect(await on.store.head('reports/may.csv')).toMatchObject({ size: 4, contentType: 'text/csv', metadata: {} })
  })

  it('shows no empty folders', async () => {
    expect((await on.store.list({ delimiter: '/' })).prefixes).toEqual(['reports/'])
    expect((await on.store.list({ prefix: 'empty/', delimiter: '/' })).prefixes).toEqual([])
  })

  it('is not written to by reading', async () => {
    await listAll(on.store, { delimiter: '/' })
    await text(on.store.read('readme.md'))
    await on.store.head('missing')
    await on.store.remove(['missing'])
    await expect(on.store.read('missing')).rejects.toMatchObject({ code: 'not_found' })
    expect((await readdir(on.root)).sort()).toEqual(['empty', 'readme.md', 'reports'])
  })

  it('takes new objects as files beside them', async () => {
    await on.store.write('reports/june.csv', bytes('c,d\n'))
    await on.store.write('new/folder/file', bytes('x'))
    expect(await readFile(join(on.root, 'reports/june.csv'), 'utf8')).toBe('c,d\n')
    expect(await on.names()).toEqual(['empty', 'new', 'readme.md', 'reports'])
  })

  it('keeps the objects of a store that was closed', async () => {
    await on.store.write('reports/june.csv', bytes('c,d\n'), { contentType: 'text/x-june', metadata: { a: 'b' } })
    await on.store.write('reports//', bytes('blob'), { contentType: 'text/x-blob' })
    await on.store.close?.()
    expect(await on.store.head('reports/june.csv')).toMatchObject({ contentType: 'text/x-june', metadata: { a: 'b' } })
    expect(await on.store.head('reports//')).toMatchObject({ contentType: 'text/x-blob', size: 4 })
  })

  it('gives a copy the type of its source and an ETag of its own', async () => {
    await on.store.copy?.('reports/may.csv', 'copy')
    const [source, copy] = [await on.store.head('reports/may.csv'), await on.store.head('copy')]
    expect(copy).toMatchObject({ contentType: 'text/csv', size: 4 })
    expect(copy?.etag).not.toBe(source?.etag)
  })

  it('is reported when it is gone, and found when it comes back', async () => {
    await rm(on.root, { recursive: true })
    await expect(on.store.list()).rejects.toMatchObject({
      code: 'unavailable',
      message: /folder of this storage is not there/,
    })
    await on.put('back')
    expect(await on.keys()).toEqual(['back'])
  })
})

describe('a file that somebody edits', () => {
  it('loses the attributes of what was written before, and its ETag', async () => {
    const { etag } = await on.store.write('a.csv', bytes('old'), { contentType: 'text/x-old', metadata: { of: 'old' } })
    await writeFile(join(on.root, 'a.csv'), 'new')
    const info = await on.store.head('a.csv')
    expect(info).toMatchObject({ size: 3, contentType: 'text/csv', metadata: {} })
    expect(info?.etag).not.toBe(etag)
    expect((await on.store.list()).objects[0]?.etag).toBe(info?.etag)
    await expect(on.store.read('a.csv', { ifMatch: etag ?? '' })).rejects.toMatchObject({ code: 'conflict' })
  })

  it('has a new ETag after every edit', async () => {
    const etags = new Set<string | null | undefined>()
    for (let time = 1; time <= 3; time++) {
      await on.put('a', 'same length')
      await utimes(join(on.root, 'a'), time, time)
      etags.add((await on.store.head('a'))?.etag)
    }
    expect(etags.size).toBe(3)
  })

  it('is gone when it is deleted, and its folder with it', async () => {
    await on.store.write('d/a', bytes('x'))
    await rm(join(on.root, 'd/a'))
    expect(await on.store.head('d/a')).toBeNull()
    expect(await listAll(on.store, { delimiter: '/' })).toMatchObject({ keys: [], prefixes: [] })
  })

  it('shows up at once in a large folder that was listed before', async () => {
    await Promise.all(Array.from({ length: 600 }, (_, i) => on.put(`many/${1000 + i}`)))
    await new Promise((resolve) => setTimeout(resolve, 150))
    expect((await listAll(on.store, { prefix: 'many/' })).keys).toHaveLength(600)
    await on.put('many/0')
    await rm(join(on.root, 'many/1599'))
    const after = (await listAll(on.store, { prefix: 'many/' })).keys
    expect([after[0], after.at(-1), after.length]).toEqual(['many/0', 'many/1598', 600])
  })
})

describe('a file that is cut while it is read', () => {
  it('ends in an error, not early', async () => {
    await on.put('long', 'x'.repeat(4 * 1024 * 1024))
    const content = await on.store.read('long')
    await truncate(join(on.root, 'long'), 1024 * 1024)
    await expect(text(content)).rejects.toMatchObject({ code: 'conflict', key: 'long' })
  })
})

describe('an object beside objects below it', () => {
  it.each([
    ['the file first', ['f', 'f/g']],
    ['the folder first', ['f/g', 'f']],
  ])('lives with them, %s', async (_name, order) => {
    for (const key of order) await on.store.write(key, bytes(key), { contentType: `text/${key.length}` })
    expect(await on.keys()).toEqual(['f', 'f/g'])
    for (const key of order) {
      await on.store.remove([key])
      expect(await on.store.head(key)).toBeNull()
      const other = order.find((candidate) => candidate !== key) ?? ''
      expect(await text(on.store.read(other))).toBe(other)
      await on.store.write(key, bytes(key))
    }
    await on.store.remove(order)
    expect(await on.keys()).toEqual([])
    expect(await on.names()).toEqual([])
  })

  it('becomes a file again once nothing is in its way', async () => {
    await on.store.write('f', bytes('file'))
    await on.store.write('f/g', bytes('blob'))
    await on.store.remove(['f'])
    await on.store.write('f/g', bytes('file now'))
    expect(await readFile(join(on.root, 'f/g'), 'utf8')).toBe('file now')
    await on.store.remove(['f/g'])
    expect(await on.store.head('f/g')).toBeNull()
  })
})

describe('folders', () => {
  it('go with their last object', async () => {
    await on.store.write('a/b/c/1', bytes('x'))
    await on.store.write('a/2', bytes('x'))
    await on.store.remove(['a/b/c/1'])
    expect(await on.names('a')).toEqual(['2'])
    await on.store.remove(['a/2'])
    expect(await on.names()).toEqual([])
  })

  it('are made again when they go while a write is on its way', async () => {
    const numbers = Array.from({ length: 200 }, (_, i) => i)
    await inBatches(numbers, async (i) => {
      await on.store.write(`a/b/${i}`, bytes(`${i}`))
      expect(await text(on.store.read(`a/b/${i}`))).toBe(`${i}`)
      expect(await on.store.remove([`a/b/${i}`])).toEqual([])
    })
    expect(await on.names()).toEqual([])
    expect(await readdir(join(on.root, '.granary/tmp'))).toEqual([])
  })

  it('hold no leftovers of a write that failed', async () => {
    await expect(on.store.write('a/b', bytes('x'), { size: 2 })).rejects.toMatchObject({ code: 'invalid' })
    expect(await on.names()).toEqual([])
    expect(await readdir(join(on.root, '.granary/tmp'))).toEqual([])
  })
})

describe('an object for programs that read files', () => {
  it.each(['plain/file', 'blob//'])('tells where %s lies', async (key) => {
    await on.store.write(key, bytes(key))
    expect(await readFile((await on.store.localPath?.(key)) ?? '', 'utf8')).toBe(key)
    expect(await on.store.localPath?.('missing')).toBeNull()
  })
})

describe('two stores over one folder', () => {
  it('see what the other writes, and let one of many writers win', async () => {
    const other = filesystemStore({ root: on.root })
    await on.store.write('a', bytes('x'), { contentType: 'text/x-a' })
    expect(await other.head('a')).toMatchObject({ contentType: 'text/x-a' })
    const writes = [on.store, other, on.store, other].map((each) => each.write('one', bytes('x'), { overwrite: false }))
    const outcomes = (await Promise.allSettled(writes)).map(({ status }) => status)
    expect(outcomes.filter((status) => status === 'fulfilled')).toHaveLength(1)
    await other.close?.()
  })
})
