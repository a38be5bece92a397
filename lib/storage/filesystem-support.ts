import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach } from 'vitest'
import { listAll } from './contract-support'
import { filesystemStore } from './filesystem'

/** Gives every test of a file an empty storage folder `root` inside a `folder` of its own, and a store over it. */
export function freshFolders() {
  const opened = { folder: '', root: '', store: filesystemStore({ root: '' }), put, keys, names }

  beforeEach(async () => {
    opened.folder = await mkdtemp(join(tmpdir(), 'granary-folder-'))
    opened.root = join(opened.folder, 'root')
    await mkdir(opened.root)
    opened.store = filesystemStore({ root: opened.root })
  })

  afterEach(async () => {
    await opened.store.close?.()
    await rm(opened.folder, { recursive: true })
  })

  /** Puts a file there as somebody else would, without the store. */
  async function put(path: string, content = path): Promise<void> {
    await mkdir(join(opened.root, path, '..'), { recursive: true })
    await writeFile(join(opened.root, path), content)
  }

  /** What the store lists. */
  async function keys(): Promise<string[]> {
    return (await listAll(opened.store)).keys
  }

  /** What a person sees in a folder. */
  async function names(path = ''): Promise<string[]> {
    return (await readdir(join(opened.root, path))).filter((name) => name !== '.granary').sort()
  }

  return opened
}
