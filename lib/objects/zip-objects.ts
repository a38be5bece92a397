import 'server-only'
import type { Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import type { Context } from '@/lib/auth/context'
import { ObjectNotFound } from '@/lib/storage/errors'
import { checkPrefix } from '@/lib/storage/keys'
import type { ObjectContent } from '@/lib/storage/object-store'
import type { OpenStorage } from '@/lib/storage-settings/opened-storage'
import { listAllowedKeys } from './list-allowed-keys'
import { openTarget } from './open-target'
import { recordDownload } from './record-object-read'
import { requireBrowsing } from './require-browsing'
import { MAX_PAGE_KEYS, type ZipObjects } from './schema'
import { zipNames } from './zip-names'

const LEFT_OUT = 'left out.txt'

/**
 * A ZIP archive of files and of all that lies in folders, made while it is read, with flat memory but for the names. Files in folders that
 * the actor may list but not read are left out, and named in a text within it. Throws `forbidden` for a file that they named themselves, or a
 * folder that they may not browse.
 */
export async function zipObjects(ctx: Context, input: ZipObjects, signal: AbortSignal): Promise<Readable> {
  const opened = await openTarget(ctx, input)
  if (input.file_key.length > 0) opened.authorize('read', input.file_key)
  for (const prefix of input.prefix) requireBrowsing(opened, checkPrefix(prefix))
  const zip = new ZipFile()
  // It reads and writes through streams of Node alone.
  const archive = zip.outputStream as Readable
  const stop = (error: unknown) => archive.destroy(error instanceof Error ? error : new Error(String(error)))
  zip.on('error', stop)
  fill(zip, { ctx, opened, input, signal }).catch(stop)
  return archive
}

type Filling = { ctx: Context; opened: OpenStorage; input: ZipObjects; signal: AbortSignal }

async function fill(zip: ZipFile, { ctx, opened, input, signal }: Filling): Promise<void> {
  const nameOf = zipNames(input.base)
  const leftOut: string[] = []
  for await (const key of keysOf(opened, input, signal)) {
    const content = opened.may('read', key) ? await readUnlessGone(opened, key, signal) : null
    if (content === null) {
      leftOut.push(key)
      continue
    }
    await recordDownload(ctx, { ...input, file_key: key })
    await add(zip, nameOf(key), content)
  }
  if (leftOut.length > 0) zip.addBuffer(Buffer.from(explain(leftOut)), nameOf(input.base + LEFT_OUT))
  zip.end()
}

async function* keysOf(opened: OpenStorage, { file_key, prefix }: ZipObjects, signal: AbortSignal) {
  yield* new Set(file_key)
  for (const each of prefix) {
    let after: string | undefined
    do {
      const { objects, resume } = await listAllowedKeys(opened, { prefix: each, after, limit: MAX_PAGE_KEYS, signal })
      for (const { key } of objects) yield key
      after = resume ?? undefined
    } while (after !== undefined)
  }
}

/** null when it went away since it was listed. */
async function readUnlessGone(opened: OpenStorage, key: string, signal: AbortSignal): Promise<ObjectContent | null> {
  return opened
    .authorize('read', key)
    .read(key, { signal })
    .catch((error) => {
      if (error instanceof ObjectNotFound) return null
      throw error
    })
}

/** Resolves once the bytes have gone: the next object is opened no sooner. */
function add(zip: ZipFile, name: string, { info, body }: ObjectContent): Promise<void> {
  return new Promise((resolve, reject) => {
    body.once('error', reject).once('end', resolve)
    // What is stored is mostly compressed, or would hold the archive up.
    zip.addReadStreamLazy(name, { size: info.size, mtime: info.lastModified, compress: false }, givenOnce(body))
  })
}

/** The archive keeps what gives it a stream until its end: the stream itself shall not stay with it. */
function givenOnce(stream: Readable): (give: (error: unknown, stream: Readable) => void) => void {
  let held: Readable | null = stream
  return (give) => {
    const given = held
    held = null
    if (given) give(null, given)
  }
}

function explain(keys: readonly string[]): string {
  return `Not in this archive, since you may not read them or they went away meanwhile:\n\n${keys.join('\n')}\n`
}
