import { existsSync, mkdirSync } from 'node:fs'
import { realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '@/lib/errors'
import { nullIfMissing } from './filesystem-errors'
import { FilesystemIndex } from './filesystem-index'
import { removeLeftovers } from './filesystem-leftovers'
import { RESERVED } from './filesystem-paths'
import { newName, registerWriter, type Writer } from './filesystem-writer'

/** An open storage folder: its real path, and the index and the writer once there is a need for them. */
export class Folder {
  readonly granary: string
  #index: FilesystemIndex | null = null
  #writer: Writer | null = null
  #tidied: Promise<void> | null = null

  private constructor(readonly root: string) {
    this.granary = join(root, RESERVED)
  }

  static async open(path: string): Promise<Folder> {
    const root = await realpath(path).catch(nullIfMissing)
    if (root === null) {
      throw new AppError(
        'unavailable',
        'The folder of this storage is not there. Check its path and that its disk is mounted.',
      )
    }
    const folder = new Folder(root)
    // A folder that may only be read keeps its leftovers; they are not visible anyway.
    folder.#tidied = folder.#tidy().catch(() => {})
    return folder
  }

  /** null as long as nothing was ever written here: reading leaves no trace in the folder. */
  get index(): FilesystemIndex | null {
    const path = join(this.granary, 'index.db')
    if (!this.#index && existsSync(path)) this.#index = new FilesystemIndex(path)
    return this.#index
  }

  /** The index, made with the first write. */
  get indexForWriting(): FilesystemIndex {
    if (!this.#index) {
      mkdirSync(this.granary, { recursive: true })
      this.#index = new FilesystemIndex(join(this.granary, 'index.db'))
    }
    return this.#index
  }

  get writer(): Writer {
    this.#writer ??= registerWriter(this.granary)
    return this.#writer
  }

  /** A path for an unfinished write, on the same disk as the objects. */
  newTemporaryPath(): string {
    mkdirSync(join(this.granary, 'tmp'), { recursive: true })
    return join(this.granary, 'tmp', newName(this.writer))
  }

  /** The name under which everybody in this process locks `key`. */
  lockName(key: string): string {
    return `${this.root}\0${key}`
  }

  async close(): Promise<void> {
    await this.#tidied
    this.#writer?.close()
    this.#index?.close()
    this.#writer = null
    this.#index = null
  }

  async #tidy(): Promise<void> {
    if (this.index) await removeLeftovers(this.granary, this.index)
  }
}
