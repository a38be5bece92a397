import 'server-only'
import { pipeline, Transform } from 'node:stream'
import type { MultipartUploads } from '@/lib/storage/multipart'
import type { ObjectContent, ObjectStore, ObjectVersions, PresignedUrls } from '@/lib/storage/object-store'
import type { FileAccess } from './schema'

type Tell = (use: { key: string; access: FileAccess; bytes: number | null }) => void

/**
 * A store that tells what is read and written through it: of a read the bytes that went out, of a write those that are kept; null where
 * they are not seen.
 */
export function observedStore(store: ObjectStore, tell: Tell): ObjectStore {
  const { copy, copyFrom, multipart, localPath, tags, versions, presign, close } = store
  const tellCopy = async (source: string | null, target: string) => {
    // The copy is whole, whatever comes of asking how long it is.
    const bytes = (await store.head(target).catch(() => null))?.size ?? null
    if (source !== null) tell({ key: source, access: 'read', bytes })
    tell({ key: target, access: 'write', bytes })
  }
  return {
    identity: store.identity,
    place: store.place,
    list: (options) => store.list(options),
    head: (key, options) => store.head(key, options),
    read: async (key, options) =>
      counted(await store.read(key, options), (bytes) => tell({ key, access: 'read', bytes })),
    async write(key, body, options) {
      const written = await store.write(key, body, options)
      tell({ key, access: 'write', bytes: written.size })
      return written
    },
    async remove(keys, options) {
      const failures = await store.remove(keys, options)
      const kept = new Set(failures.map(({ key }) => key))
      for (const key of keys) if (!kept.has(key)) tell({ key, access: 'delete', bytes: 0 })
      return failures
    },
    ...(tags && { tags }),
    ...(versions && { versions: observedVersions(versions, tell) }),
    ...(close && { close: () => close.call(store) }),
    ...(localPath && {
      localPath(key: string) {
        tell({ key, access: 'read', bytes: null })
        return localPath.call(store, key)
      },
    }),
    ...(copy && {
      copy: async (source, target, options) => {
        await copy.call(store, source, target, options)
        await tellCopy(source, target)
      },
    }),
    ...(copyFrom && {
      copyFrom: async (container, source, target, options) => {
        await copyFrom.call(store, container, source, target, options)
        await tellCopy(null, target)
      },
    }),
    ...(multipart && { multipart: observedUploads(multipart, tell) }),
    ...(presign && { presign: observedUrls(presign, tell) }),
  }
}

function observedVersions(versions: ObjectVersions, tell: Tell): ObjectVersions {
  return {
    head: (key, version, options) => versions.head(key, version, options),
    read: async (key, version, options) =>
      counted(await versions.read(key, version, options), (bytes) => tell({ key, access: 'read', bytes })),
  }
}

function counted(content: ObjectContent, ended: (bytes: number) => void): ObjectContent {
  let bytes = 0
  const counter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length
      done(null, chunk)
    },
  })
  // Whoever reads sees a failure in the counter itself.
  pipeline(content.body, counter, () => ended(bytes))
  return { ...content, body: counter }
}

function observedUploads(uploads: MultipartUploads, tell: Tell): MultipartUploads {
  const { list } = uploads
  return {
    create: (key, options) => uploads.create(key, options),
    part: (part) => uploads.part(part),
    parts: (upload, options) => uploads.parts(upload, options),
    async complete(completion) {
      const written = await uploads.complete(completion)
      tell({ key: completion.key, access: 'write', bytes: written.size })
      return written
    },
    abort: (upload) => uploads.abort(upload),
    serverId: uploads.serverId,
    ...(list && { list: (options) => list.call(uploads, options) }),
  }
}

/** What goes past us to the store is not counted, only that it was asked for. */
function observedUrls(urls: PresignedUrls, tell: Tell): PresignedUrls {
  const { partHeaders } = urls
  return {
    origin: urls.origin,
    part: (part, expiresSeconds) => urls.part(part, expiresSeconds),
    ...(partHeaders && { partHeaders: (size) => partHeaders.call(urls, size) }),
    download(key, disposition, expiresSeconds) {
      tell({ key, access: 'read', bytes: null })
      return urls.download(key, disposition, expiresSeconds)
    },
  }
}
