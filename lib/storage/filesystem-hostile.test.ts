import { execFileSync } from 'node:child_process'
import { mkdir, readdir, readFile, readlink, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { beforeEach, describe, expect, it } from 'vitest'
import { bytes, listAll, text } from './contract-support'
import { filesystemStore } from './filesystem'
import { freshFolders } from './filesystem-support'

const on = freshFolders()

describe('a symbolic link', () => {
  beforeEach(async () => {
    await mkdir(join(on.folder, 'outside'))
    await writeFile(join(on.folder, 'outside/secret'), 'secret')
    await on.put('inside/file')
    await symlink('../outside', join(on.root, 'folder'))
    await symlink(join(on.folder, 'outside/secret'), join(on.root, 'file'))
    await symlink('inside', join(on.root, 'within'))
    await symlink('nowhere', join(on.root, 'dangling'))
  })

  it('is no object and leads nowhere', async () => {
    expect(await on.keys()).toEqual(['inside/file'])
    expect((await on.store.list({ delimiter: '/' })).prefixes).toEqual(['inside/'])
    expect(await listAll(on.store, { prefix: 'folder/' })).toMatchObject({ keys: [] })
    expect(await listAll(on.store, { prefix: 'within/', delimiter: '/' })).toMatchObject({ keys: [] })
  })

  it.each(['file', 'folder/secret', 'within/file', 'dangling', 'folder', 'folder/../folder/secret'])(
    'lets nobody read %s',
    async (key) => {
      expect(await on.store.head(key)).toBeNull()
      await expect(on.store.read(key)).rejects.toMatchObject({ code: 'not_found' })
      await expect(on.store.copy?.(key, 'stolen')).rejects.toMatchObject({ code: 'not_found' })
    },
  )

  it.each(['file', 'folder/secret', 'folder/new/deep', 'within/file', 'dangling', 'folder'])(
    'keeps a write to %s from going through it',
    async (key) => {
      const links = await on.names()
      await on.store.write(key, bytes('mine'))
      expect(await text(on.store.read(key))).toBe('mine')
      expect(await readdir(join(on.folder, 'outside'))).toEqual(['secret'])
      expect(await readFile(join(on.folder, 'outside/secret'), 'utf8')).toBe('secret')
      expect(await readFile(join(on.root, 'inside/file'), 'utf8')).toBe('inside/file')
      expect(await on.names()).toEqual(links)
      expect(await readlink(join(on.root, 'dangling'))).toBe('nowhere')
    },
  )

  it('is not removed, nor anything behind it', async () => {
    expect(await on.store.remove(['file', 'folder/secret', 'within/file', 'dangling', 'folder'])).toEqual([])
    expect(await on.names()).toEqual(['dangling', 'file', 'folder', 'inside', 'within'])
    expect(await readFile(join(on.folder, 'outside/secret'), 'utf8')).toBe('secret')
    expect(await on.keys()).toEqual(['inside/file'])
  })

  it('may lead to the storage itself', async () => {
    await symlink('root', join(on.folder, 'alias'))
    const alias = filesystemStore({ root: join(on.folder, 'alias') })
    await alias.write('new', bytes('x'))
    await alias.close?.()
    expect(await on.keys()).toEqual(['inside/file', 'new'])
  })
})

describe('what is neither file nor folder', () => {
  it('is not an object and never opened', async () => {
    execFileSync('mkfifo', [join(on.root, 'pipe')])
    const server = createServer().listen(join(on.root, 'socket'))
    await new Promise((resolve) => server.once('listening', resolve))
    expect(await on.keys()).toEqual([])
    for (const key of ['pipe', 'socket']) {
      await expect(on.store.read(key)).rejects.toMatchObject({ code: 'not_found' })
      await on.store.write(key, bytes('x'))
      expect(await text(on.store.read(key))).toBe('x')
    }
    expect((await stat(join(on.root, 'pipe'))).isFIFO()).toBe(true)
    server.close()
  })

  it('is passed over when its name is no text', async () => {
    await writeFile(Buffer.concat([bytes(`${on.root}/a`), Buffer.from([0xff])]), 'x')
    await mkdir(Buffer.concat([bytes(`${on.root}/b`), Buffer.from([0xfe])]))
    await writeFile(Buffer.concat([bytes(`${on.root}/b`), Buffer.from([0xfe]), bytes('/c')]), 'x')
    await on.put('\ufffd')
    expect(await on.keys()).toEqual(['\ufffd'])
    expect((await on.store.list({ delimiter: '/' })).prefixes).toEqual([])
  })
})

describe("the store's own folder", () => {
  it('is no part of the objects', async () => {
    await on.store.write('a', bytes('x'))
    await on.store.write('a//', bytes('x'))
    expect(await on.keys()).toEqual(['a', 'a//'])
    expect(await on.store.head('.granary/index.db')).toBeNull()
    expect(await listAll(on.store, { prefix: '.granary/' })).toMatchObject({ keys: [], prefixes: [] })
  })

  it('is not that of a storage inside this one either', async () => {
    const inner = filesystemStore({ root: join(on.root, 'inner') })
    await on.put('inner/file')
    await inner.write('b//', bytes('x'))
    expect(await on.keys()).toEqual(['inner/file'])
    await inner.close?.()
  })
})

describe('a folder prepared to mislead the store', () => {
  const foreign = { code: 'unavailable', message: /was not made by Granary/ }

  beforeEach(async () => {
    await mkdir(join(on.folder, 'outside'))
    await writeFile(join(on.folder, 'outside/secret'), 'secret')
  })

  it.each(['.granary', '.granary/tmp', '.granary/writers', '.granary/blobs'])(
    'is refused when %s is a link',
    async (link) => {
      await mkdir(join(on.root, link, '..'), { recursive: true })
      await symlink(join(on.folder, 'outside'), join(on.root, link))
      await expect(on.store.write('blob//', bytes('x'))).rejects.toMatchObject(foreign)
      expect(await readdir(join(on.folder, 'outside'))).toEqual(['secret'])
    },
  )

  it('is refused when its index is a link', async () => {
    await mkdir(join(on.root, '.granary'))
    await symlink(join(on.folder, 'outside/secret'), join(on.root, '.granary/index.db'))
    await expect(on.store.list()).rejects.toMatchObject(foreign)
    await expect(on.store.write('a', bytes('x'))).rejects.toMatchObject(foreign)
  })

  it('gives away nothing when its index names files outside', async () => {
    await on.store.write('blob//', bytes('x'))
    await on.store.close?.()
    const index = new Database(join(on.root, '.granary/index.db'))
    index.prepare('UPDATE blobs SET id = ?').run('../../../../outside/secret')
    index.close()
    await expect(on.store.read('blob//')).rejects.toMatchObject(foreign)
    await expect(on.store.copy?.('blob//', 'stolen')).rejects.toMatchObject(foreign)
    await expect(on.store.localPath?.('blob//')).rejects.toMatchObject(foreign)
  })

  it('gives away nothing when a blob is a link', async () => {
    await on.store.write('blob//', bytes('x'))
    const path = (await on.store.localPath?.('blob//')) ?? ''
    await rm(path)
    await symlink(join(on.folder, 'outside/secret'), path)
    await expect(on.store.read('blob//')).rejects.toMatchObject({ code: 'conflict' })
    await expect(on.store.copy?.('blob//', 'stolen')).rejects.toMatchObject({ code: 'conflict' })
    expect(await on.store.localPath?.('blob//')).toBeNull()
    expect(await on.keys()).toEqual(['blob//'])
  })
})
