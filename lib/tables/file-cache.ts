import 'server-only'
import { randomUUID } from 'node:crypto'
import { mkdir, rm, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '@/lib/errors'
import { downloadFile } from './download-file'

type Options = {
  folder: string /** Bytes. */
  maxBytes: number /** Bytes of the disk that stay free. */
  reserveBytes: number
}

/** A file that somebody wants; `name` is the same for the same bytes, null where nothing tells. */
export type Wanted = {
  key: string
  name: string | null
  size: number
  open(signal: AbortSignal): Promise<NodeJS.ReadableStream>
}

type Entry = {
  path: string
  size: number
  users: number
  isLasting: boolean
  isWhole: boolean
  ending: AbortController
  ready: Promise<void>
}

/**
 * Copies of remote files within a budget of bytes, the least recently used go first. A copy that several ask for at once is
 * fetched once. It knows nothing of rights: whoever asks has just been allowed to read that very version.
 */
export class FileCache {
  // A Map keeps the order of insertion: the least recently used comes first.
  private readonly entries = new Map<string, Entry>()
  private prepared: Promise<unknown> | null = null

  /** What lies in the folder is of an earlier run of this server: nothing tells whether it is whole, so it goes. */
  constructor(private readonly options: Options) {}

  /** Bytes of all copies, those under way included. */
  get bytes(): number {
    return this.sum(() => true)
  }

  /** The copy, fetched when it is not there. It stays until `release`. */
  async hold(wanted: Wanted, signal?: AbortSignal): Promise<{ path: string; release(): void }> {
    this.prepared ??= this.prepare()
    await this.prepared
    signal?.throwIfAborted()
    const name = wanted.name ?? randomUUID()
    const entry = this.entries.get(name) ?? (await this.add(name, wanted))
    this.entries.delete(name)
    this.entries.set(name, entry)
    entry.users += 1
    const release = this.releaser(name, entry)
    try {
      await orAborted(entry.ready, signal)
    } catch (error) {
      release()
      throw error
    }
    return { path: entry.path, release }
  }

  private async add(name: string, wanted: Wanted): Promise<Entry> {
    const { size, key, open } = wanted
    if (size > this.options.maxBytes) throw tooLarge(key, this.options.maxBytes)
    const free = await this.freeBytes()
    const other = this.entries.get(name) // that somebody else added meanwhile
    if (other) return other
    this.makeRoom(wanted, free)
    const ending = new AbortController()
    const path = join(this.options.folder, randomUUID())
    const ready = downloadFile({ path, key, size, open, signal: ending.signal })
    const entry: Entry = { path, size, users: 0, isLasting: wanted.name !== null, isWhole: false, ending, ready }
    this.entries.set(name, entry)
    ready.then(
      () => {
        entry.isWhole = true
      },
      () => this.forget(name, entry),
    )
    return entry
  }

  private releaser(name: string, entry: Entry): () => void {
    let isHeld = true
    return () => {
      if (!isHeld) return
      isHeld = false
      entry.users -= 1
      if (entry.users > 0 || (entry.isWhole && entry.isLasting)) return
      entry.ending.abort() // nobody waits for it any more
      this.remove(name, entry)
    }
  }

  /** Evicts what nobody uses, the oldest first, until the file fits into the budget and on the disk. */
  private makeRoom({ key, size }: Wanted, free: number): void {
    const underWay = this.sum(({ isWhole }) => !isWhole)
    let room = Math.min(this.options.maxBytes - this.bytes, free - underWay - this.options.reserveBytes)
    for (const [name, entry] of [...this.entries]) {
      if (room >= size) return
      if (entry.users > 0) continue
      this.remove(name, entry)
      room += entry.size
    }
    if (room < size) throw noRoom(key)
  }

  private sum(counts: (entry: Entry) => boolean): number {
    return [...this.entries.values()].filter(counts).reduce((sum, { size }) => sum + size, 0)
  }

  private async freeBytes(): Promise<number> {
    const { bavail, bsize } = await statfs(this.options.folder)
    return bavail * bsize
  }

  private remove(name: string, entry: Entry): void {
    this.forget(name, entry)
    void rm(entry.path, { force: true }).catch(() => undefined)
  }

  private forget(name: string, entry: Entry): void {
    if (this.entries.get(name) === entry) this.entries.delete(name)
  }

  private async prepare(): Promise<void> {
    await rm(this.options.folder, { recursive: true, force: true })
    await mkdir(this.options.folder, { recursive: true, mode: 0o700 })
  }
}

async function orAborted(work: Promise<void>, signal?: AbortSignal): Promise<void> {
  if (!signal) return work
  let leave = () => {}
  const aborted = new Promise<never>((_resolve, reject) => {
    leave = () => reject(signal.reason)
    signal.addEventListener('abort', leave, { once: true })
  })
  await Promise.race([work, aborted]).finally(() => signal.removeEventListener('abort', leave))
}

function tooLarge(key: string, maxBytes: number): AppError {
  const gib = (maxBytes / 1024 ** 3).toPrecision(2)
  return new AppError(
    'invalid',
    `${JSON.stringify(key)} is too large to be read as a table: at most ${gib} GiB of a remote file.`,
  )
}

function noRoom(key: string): AppError {
  const message = `There is no room on the server's disk for ${JSON.stringify(key)} right now. Try again later.`
  return new AppError('unavailable', message)
}
