import { lstat } from 'node:fs/promises'
import { Worker } from 'node:worker_threads'
import { programPath } from '@/lib/program-path'
import { nullIfMissing } from './filesystem-errors'
import { NUMBERS_PER_FILE, type StatReply, type StatRequest } from './filesystem-stat-protocol'

/** The part of a plain file's status that tells its versions apart. */
export interface FileStatus {
  /** Nanoseconds since 1970. */
  mtimeNs: bigint
  /** Bytes. */
  size: bigint
  ino: bigint
}

type Waiting = { worker: Worker; resolve(stats: BigInt64Array): void; reject(error: Error): void }

// Below this, asking another thread costs more than asking libuv's pool file by file.
const WORTH_A_THREAD = 4
const IDLE_MS = 30_000
const HEAP_MIB = 32

/** Asks for the status of many files of one folder at a time, on a thread that is there while somebody lists. */
export class FileStatuses {
  #worker: Worker | null = null
  #idle: NodeJS.Timeout | undefined
  #next = 0
  readonly #waiting = new Map<number, Waiting>()

  constructor(private readonly root: string) {}

  /** In the order of `names`, which are paths below the root; null for what is no plain file any more. Throws what the disk throws. */
  async of(names: readonly string[]): Promise<(FileStatus | null)[]> {
    if (names.length < WORTH_A_THREAD) return Promise.all(names.map((name) => statusOf(`${this.root}/${name}`)))
    const stats = await this.#ask(names)
    return names.map((_, place) => statusAt(stats, place * NUMBERS_PER_FILE))
  }

  async close(): Promise<void> {
    clearTimeout(this.#idle)
    const worker = this.#worker
    this.#worker = null
    await worker?.terminate()
  }

  #ask(names: readonly string[]): Promise<BigInt64Array> {
    clearTimeout(this.#idle)
    const worker = this.#worker ?? this.#start()
    this.#worker = worker
    const request: StatRequest = { id: this.#next++, root: this.root, names }
    const answer = new Promise<BigInt64Array>((resolve, reject) =>
      this.#waiting.set(request.id, { worker, resolve, reject }),
    )
    worker.postMessage(request)
    this.#idle = setTimeout(() => void this.#rest(), IDLE_MS).unref()
    return answer
  }

  #start(): Worker {
    const worker = new Worker(programPath('stat-thread'), { resourceLimits: { maxOldGenerationSizeMb: HEAP_MIB } })
    // Whoever waits for an answer keeps the process alive by what they wait for in turn.
    worker.unref()
    worker.on('message', (reply: StatReply) => this.#deliver(reply))
    const end = (error: Error) => {
      if (this.#worker === worker) this.#worker = null
      this.#fail(worker, error)
    }
    worker.once('error', end)
    worker.once('exit', () => end(new Error('The thread that reads the status of files ended.')))
    return worker
  }

  #deliver(reply: StatReply): void {
    const waiting = this.#waiting.get(reply.id)
    this.#waiting.delete(reply.id)
    if ('stats' in reply) waiting?.resolve(reply.stats)
    else waiting?.reject(Object.assign(new Error(reply.message), { code: reply.code }))
  }

  #fail(worker: Worker, error: Error): void {
    for (const [id, waiting] of this.#waiting) {
      if (waiting.worker !== worker) continue
      this.#waiting.delete(id)
      waiting.reject(error)
    }
  }

  async #rest(): Promise<void> {
    // A slow disk may take longer than that for one folder.
    if (this.#waiting.size === 0) await this.close()
  }
}

async function statusOf(path: string): Promise<FileStatus | null> {
  const stats = await lstat(path, { bigint: true }).catch(nullIfMissing)
  return stats?.isFile() ? stats : null
}

function statusAt(stats: BigInt64Array, place: number): FileStatus | null {
  const [mtimeNs = -1n, size = -1n, ino = -1n] = stats.subarray(place, place + NUMBERS_PER_FILE)
  return size < 0n ? null : { mtimeNs, size, ino: BigInt.asUintN(64, ino) }
}
