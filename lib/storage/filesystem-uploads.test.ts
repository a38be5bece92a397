import { mkdir, readdir, symlink, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { bytes, text } from './contract-support'
import { filesystemStore } from './filesystem'
import { freshFolders } from './filesystem-support'
import type { MultipartUploads } from './multipart'

const on = freshFolders()

function uploads(): MultipartUploads {
  if (!on.store.multipart) throw new Error('The filesystem takes uploads in parts')
  return on.store.multipart
}

const one = (content: string) => ({ number: 1, body: bytes(content), size: content.length })
const folders = () => readdir(join(on.root, '.granary/uploads'))

describe('an upload in parts on disk', () => {
  it('goes on after the process that began it is gone', async () => {
    const upload = { key: 'a/b.txt', id: await uploads().create('a/b.txt') }
    await uploads().part({ ...upload, ...one('kept') })
    await on.store.close?.()
    on.store = filesystemStore({ root: on.root })
    await on.store.list()
    const parts = await uploads().parts(upload)
    await uploads().complete({ ...upload, parts })
    expect(await text(on.store.read('a/b.txt'))).toBe('kept')
  })

  it('leaves nothing behind, complete or given up', async () => {
    const first = { key: 'first', id: await uploads().create('first') }
    const second = { key: 'second', id: await uploads().create('second') }
    const part = await uploads().part({ ...first, ...one('x') })
    await uploads().part({ ...second, ...one('y') })
    await uploads().complete({ ...first, parts: [part] })
    await uploads().abort(second)
    expect(await folders()).toEqual([])
    expect(await readdir(join(on.root, '.granary/tmp'))).toEqual([])
  })

  it('is removed when nobody has sent a part for a week', async () => {
    const old = { key: 'old', id: await uploads().create('old') }
    const recent = { key: 'recent', id: await uploads().create('recent') }
    const weekAgo = new Date(Date.now() - 8 * 24 * 3600 * 1000)
    await utimes(join(on.root, '.granary/uploads', old.id), weekAgo, weekAgo)
    await on.store.close?.()
    on.store = filesystemStore({ root: on.root })
    await uploads().create('another')
    await expect(uploads().parts(old)).rejects.toMatchObject({ name: 'UploadNotFound' })
    expect(await uploads().parts(recent)).toEqual([])
  })

  it('follows no link that somebody put in its place', async () => {
    await mkdir(join(on.folder, 'outside/victim'), { recursive: true })
    await writeFile(join(on.folder, 'outside/victim/file'), 'x')
    await on.store.write('a', bytes('x'))
    await symlink(join(on.folder, 'outside'), join(on.root, '.granary/uploads'))
    const foreign = { code: 'unavailable', message: /was not made by Granary/ }
    await expect(uploads().create('b')).rejects.toMatchObject(foreign)
    await expect(uploads().parts({ key: 'b', id: '0'.repeat(32) })).rejects.toMatchObject(foreign)
    expect(await readdir(join(on.folder, 'outside/victim'))).toEqual(['file'])
  })
})
