import { realpath, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '@/lib/errors'
import { nullIfMissing } from './filesystem-errors'
import { FilesystemIndex } from './filesystem-index'
import { openIndex } from './filesystem-index-open'
import { removeLeftovers } from './filesystem-leftovers'
import { hasOwnFile, makeOwnFolder } from './filesystem-own'
import { RESERVED } from './filesystem-paths'
import { FileStatuses } from './filesystem-stat'
import { removeAbandonedUploads } from './filesystem-upload-folder'
import { newName, registerWriter, type Writer } from './filesystem-writer'
import { sharedRun } from './shared-run'

const INDEX = 'index.db'

/** An open storage folder: its real path, and the index and the writer once there is a need for them. */
export class Folder {
  readonly granary: string
  readonly statuses: FileStatuses
  #index: FilesystemIndex | null = null
  #writer: Writer | null = null
  #tidied: Promise<void> | null = null

  readonly #look: () => Promise<string>

  private constructor(
    readonly root: string,
    readonly identity: string,
    path: string,
  ) {
    this.#look = sharedRun(() => identify(path))
    this.granary = join(root, RESERVED)
    this.statuses = new FileStatuses(root)
  }

  static async open(path: string): Promise<Folder> {
    const identity = await identify(path)
    const folder = new Folder(await realpath(path), identity, path)
    // A folder that may only be read keeps its leftovers; they are not visible anyway.
    folder.#tidied = folder.#tidy().catch(() => {})
    return folder
  }

  /** Whether its path still leads to this folder: its disk may be unmounted, the folder replaced. Throws when it is not there at all. */
  async isThere(): Promise<boolean> {
    return (await this.#look()) === this.identity
  }

  /** null as long as nothing was ever written here: reading leaves no trace in the folder. */
  get index(): FilesystemIndex | null {
    if (!this.#index && hasOwnFile(this.granary, INDEX)) this.#index = openIndex(join(this.granary, INDEX))
    return this.#index
  }

  /** The index, made with the first write. */
  get indexForWriting(): FilesystemIndex {
    if (this.index) return this.index
    makeOwnFolder(this.granary)
    this.#index = new FilesystemIndex(join(this.granary, INDEX))
    return this.#index
  }

  get writer(): Writer {
    this.#writer ??= registerWriter(this.granary)
    return this.#writer
  }

  /** A path for an unfinished write, on the same disk as the objects. */
  newTemporaryPath(): string {
    makeOwnFolder(this.granary)
    makeOwnFolder(join(this.granary, 'tmp'))
    return join(this.granary, 'tmp', newName(this.writer))
  }

  /** The name under which everybody in this process locks `key`. */
  lockName(key: string): string {
    return `${this.root}\0${key}`
  }

  async close(): Promise<void> {
    await this.#tidied
    await this.statuses.close()
    this.#writer?.close()
    this.#index?.close()
    this.#writer = null
    this.#index = null
  }

  async #tidy(): Promise<void> {
    if (this.index) await removeLeftovers(this.granary, this.index)
    await removeAbandonedUploads(this)
  }
}

async function identify(path: string): Promise<string> {
  const stats = await stat(path, { bigint: true }).catch(nullIfMissing)
  if (stats?.isDirectory()) return `${stats.dev}-${stats.ino}`
  throw new AppError(
    'unavailable',
    'The folder of this storage is not there. Check its path and that its disk is mounted.',
  )
}
