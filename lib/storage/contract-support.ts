import { mkdir, mkdtemp, open, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { openTestContainer } from '@/lib/testing/azure-servers'
import { openContainerHolding } from '@/lib/testing/azurite-holding'
import { openGcsHolding } from '@/lib/testing/gcs-holding'
import { openTestGcs } from '@/lib/testing/gcs-servers'
import { putSmallObjects } from '@/lib/testing/put-small-objects'
import { openTestBucket } from '@/lib/testing/s3-servers'
import type { ServerName, TestServer } from '@/lib/testing/servers'
import { MEMORY_IS_PLENTY } from '@/scripts/servers/ceph.mjs'
import { filesystemStore } from './filesystem'
import type { ListOptions, ObjectContent, ObjectStore } from './object-store'

/** A store over an empty folder or bucket of its own. */
export interface OpenStore {
  store: ObjectStore
  /** Puts one-byte objects there, faster than by `write`; without it the suite writes them. */
  seed?(keys: string[]): Promise<void>
  /** Puts an object of zero bytes with `tail` at its end there without sending it; without it the suite writes it. */
  placeSparse?(key: string, size: number, tail: string): Promise<void>
  /** Removes the folder or bucket too. */
  close(): Promise<void>
}

/** One kind of store, and what it legitimately does differently from the others. */
export interface StoreUnderTest {
  name: string
  /** The real server that it needs; its tests are left out, and counted, where that cannot be had. */
  server: ServerName | null
  open(server: TestServer | null): Promise<OpenStore>
  /** A store over a server of its own that holds one-byte objects of these names, where to be sent 20,000 takes it minutes. */
  openHolding?(keys: readonly string[]): Promise<OpenStore>
  supports: {
    /** Keys that its server refuses; they must be refused as `invalid`. */
    refuses(key: string): boolean
    /** Keys that its server takes for others, or takes only at times; no test uses them. */
    confuses?(key: string): boolean
    /** `overwrite: false` decides atomically between writers at the same time. */
    exclusiveWrites: boolean
    /** Bytes of the object that is read at its end. */
    largeBytes: number
    /** Entries that a page of folders is asked for in the long listing, where the server begins anew with every 7 keys that it folds. */
    foldedPage?: number
  }
}

const GIB = 1024 ** 3

// versitygw keeps an object as the file of that path: no object below another, no segment of more than 255 bytes, no
// content in a key with a trailing slash; dots and double slashes are folded, characters that XML lacks are replaced.
const POSIX_KEYS = {
  refuses: (key: string) =>
    /^\.{1,2}$|^\.\.\/|^a\/\.\.$|^\/\.\.|^\/+$|.\/$/.test(key) ||
    key.split('/').some((segment) => Buffer.byteLength(segment) > 255),
  confuses: (key: string) =>
    ['both/below', 'both/below/deeper', '.granary', 'list/a', 'exclusive/race//blob', 'y'.repeat(255)].includes(key) ||
    /\/\/|^\/|^\.\/|\/\.{1,2}\/|\uffff|^control/.test(key),
}

// Azure folds dots, takes backslashes for slashes and knows no control characters; dots at the end of a segment get lost.
const isRefusedByAzure = (key: string) =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
  /[\\\u0000-\u001f\u007f-\u009f\ufffe\uffff]/.test(key) || key.split('/').some((segment) => segment.endsWith('.'))

const isRefusedByGoogle = (key: string) => /^\.{1,2}$|[\r\n]/.test(key)

/** The stores that the suite runs over; each has a test file `contract-….test.ts`. */
export const registry: StoreUnderTest[] = [
  {
    name: 'filesystem',
    server: null,
    open: openFilesystem,
    supports: { refuses: () => false, exclusiveWrites: true, largeBytes: 5 * GIB },
  },
  {
    name: 'S3 on Ceph RGW',
    server: 'ceph',
    open: openS3Bucket,
    supports: { refuses: () => false, exclusiveWrites: true, largeBytes: (MEMORY_IS_PLENTY ? 5 : 1) * GIB },
  },
  {
    name: 'S3 on versitygw',
    server: 'versitygw',
    open: openVersitygwBucket,
    supports: { ...POSIX_KEYS, exclusiveWrites: true, largeBytes: 5 * GIB },
  },
  {
    name: 'Azure on Azurite',
    server: 'azurite',
    open: (server) => openTestContainer(needed(server), { largestPage: 500 }),
    openHolding: openContainerHolding,
    supports: { refuses: isRefusedByAzure, exclusiveWrites: true, largeBytes: GIB, foldedPage: 5000 },
  },
  {
    name: 'Google Cloud Storage on fake-gcs-server',
    server: 'fake-gcs',
    open: (server) => openTestGcs(needed(server)),
    openHolding: openGcsHolding,
    // It reads an upload anew with each chunk.
    supports: { refuses: isRefusedByGoogle, exclusiveWrites: true, largeBytes: GIB / 16 },
  },
]

async function openFilesystem(): Promise<OpenStore> {
  const root = await mkdtemp(join(tmpdir(), 'granary-store-'))
  const store = filesystemStore({ root })
  return {
    store,
    async seed(keys) {
      for (const folder of new Set(keys.map((key) => dirname(key))))
        await mkdir(join(root, folder), { recursive: true })
      await inBatches(keys, (key) => writeFile(join(root, key), 'x'))
    },
    async placeSparse(key, size, tail) {
      await mkdir(join(root, dirname(key)), { recursive: true })
      const file = await open(join(root, key), 'w')
      await file.write(tail, size - tail.length)
      await file.close()
    },
    async close() {
      await store.close?.()
      await rm(root, { recursive: true })
    },
  }
}

async function openS3Bucket(server: TestServer | null): Promise<OpenStore> {
  const bucket = await openTestBucket(needed(server))
  return { ...bucket, seed: (keys) => putSmallObjects(bucket.settings, keys) }
}

// Its 20,000 objects are quicker put as files than sent one by one.
async function openVersitygwBucket(server: TestServer | null): Promise<OpenStore> {
  const bucket = await openTestBucket(needed(server))
  const root = join(server?.dataFolder ?? '', bucket.settings.bucket)
  return {
    ...bucket,
    async seed(keys) {
      for (const folder of new Set(keys.map((key) => dirname(key))))
        await mkdir(join(root, folder), { recursive: true })
      await inBatches(keys, (key) => writeFile(join(root, key), 'x'))
    },
  }
}

function needed(server: TestServer | null): TestServer {
  if (!server) throw new Error('The registry names a server for each S3 store')
  return server
}

/** The UTF-8 bytes of a text. */
export function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

/** Reads a body to its end as text. */
export async function text(content: ObjectContent | Promise<ObjectContent>): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of (await content).body) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

/** All pages of a listing, each prefix and key in the order in which it came. */
export async function listAll(store: ObjectStore, options: ListOptions = {}) {
  const keys: string[] = []
  const prefixes: string[] = []
  let pages = 0
  let cursor: string | undefined
  do {
    const page = await store.list({ ...options, cursor })
    keys.push(...page.objects.map(({ key }) => key))
    prefixes.push(...page.prefixes)
    cursor = page.cursor ?? undefined
    pages++
  } while (cursor !== undefined)
  return { keys, prefixes, pages }
}

/** Puts small objects under `keys`, by the fastest way that the store has. */
export async function seed(opened: OpenStore, keys: string[]): Promise<void> {
  if (opened.seed) await opened.seed(keys)
  else await inBatches(keys, (key) => opened.store.write(key, bytes('x')))
}

/** A body of `size` zero bytes that needs one chunk of memory. */
export function zeros(size: number, tail = ''): Readable {
  return Readable.from(zeroChunks(size - tail.length, tail))
}

const ZEROS = Buffer.alloc(1024 * 1024)

function* zeroChunks(size: number, tail: string): Generator<Buffer> {
  for (let left = size; left > 0; left -= ZEROS.length) yield ZEROS.subarray(0, Math.min(left, ZEROS.length))
  if (tail) yield Buffer.from(tail)
}

/** How many bytes the process grew at most while `work` ran. */
export async function memoryGrowth(work: () => Promise<unknown>): Promise<number> {
  const before = process.memoryUsage().rss
  let most = before
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss)
  }, 50)
  try {
    await work()
  } finally {
    clearInterval(watch)
  }
  return most - before
}

/** Runs `work` for each item, 64 at a time. */
export async function inBatches<T>(items: T[], work: (item: T) => Promise<unknown>): Promise<void> {
  const rest = items.values()
  const worker = async () => {
    for (const item of rest) await work(item)
  }
  await Promise.all(Array.from({ length: 64 }, worker))
}

/** What each part of the suite gets: the store is open only while its tests run. */
export interface Suite {
  /** Opens a store that holds `keys`, the suite's own unless it takes too long to fill that; closing closes only what was opened for it. */
  openHolding(keys: string[]): Promise<OpenStore>
  opened(): OpenStore
  store(): ObjectStore
  supports: StoreUnderTest['supports']
}
