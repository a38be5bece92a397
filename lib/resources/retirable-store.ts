import 'server-only'
import { randomUUID } from 'node:crypto'
import { finished } from 'node:stream'
import type { ObjectContent, ObjectStore } from '@/lib/storage/object-store'

export type RetirableStore = { store: ObjectStore; retire: () => void }

/** A store that can be told to close as soon as nothing runs on it: a download of hours outlives an edit of its resource. */
export function retirable(inner: ObjectStore): RetirableStore {
  let running = 0
  let retired = false

  function end() {
    running -= 1
    closeIfDone()
  }

  function closeIfDone() {
    // Nobody waits for it, and a store that fails to close has nothing more to lose.
    if (retired && running === 0) inner.close?.().catch(() => undefined)
  }

  async function tracked<T>(work: () => Promise<T>): Promise<T> {
    running += 1
    try {
      return await work()
    } finally {
      end()
    }
  }

  async function reading(work: () => Promise<ObjectContent>): Promise<ObjectContent> {
    running += 1
    const content = await work().catch((error) => {
      end()
      throw error
    })
    finished(content.body, { writable: false }, end)
    return content
  }

  const { copy, copyFrom, multipart, localPath, tags, versions, presign } = inner
  const store: ObjectStore = {
    identity: randomUUID(),
    list: (options) => tracked(() => inner.list(options)),
    head: (key, options) => tracked(() => inner.head(key, options)),
    write: (key, body, options) => tracked(() => inner.write(key, body, options)),
    remove: (keys, options) => tracked(() => inner.remove(keys, options)),
    place: inner.place,
    ...(copy && { copy: (source, target, options) => tracked(() => copy.call(inner, source, target, options)) }),
    ...(copyFrom && {
      copyFrom: (from, source, target, options) => tracked(() => copyFrom.call(inner, from, source, target, options)),
    }),
    ...(tags && {
      tags: {
        read: (key, options) => tracked(() => tags.read(key, options)),
        replace: (key, wanted) => tracked(() => tags.replace(key, wanted)),
      },
    }),
    ...(versions && {
      versions: {
        head: (key, version, options) => tracked(() => versions.head(key, version, options)),
        read: (key, version, options) => reading(() => versions.read(key, version, options)),
      },
    }),
    ...(presign && {
      presign: {
        origin: presign.origin,
        partHeaders: presign.partHeaders,
        // A role, or an identity of Azure, asks a server for what it signs with.
        part: (part, expiresSeconds) => tracked(() => presign.part(part, expiresSeconds)),
        download: (key, disposition, expiresSeconds) =>
          tracked(() => presign.download(key, disposition, expiresSeconds)),
      },
    }),
    ...(multipart && {
      multipart: {
        create: (key, options) => tracked(() => multipart.create(key, options)),
        part: (part) => tracked(() => multipart.part(part)),
        parts: (upload, options) => tracked(() => multipart.parts(upload, options)),
        complete: (completion) => tracked(() => multipart.complete(completion)),
        abort: (upload) => tracked(() => multipart.abort(upload)),
        serverId: multipart.serverId,
        ...(multipart.list && { list: (options) => tracked(async () => (await multipart.list?.(options)) ?? []) }),
      },
    }),
    ...(localPath && { localPath: (key) => tracked(() => localPath.call(inner, key)) }),
    read: (key, options) => reading(() => inner.read(key, options)),
  }
  return {
    store,
    retire: () => {
      retired = true
      closeIfDone()
    },
  }
}
