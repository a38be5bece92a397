import 'server-only'
import type { Context } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import { BrokenReference } from '@/lib/resources/resolve-stored'
import {
  ObjectChanged,
  ObjectExists,
  ObjectNotFound,
  RangeNotSatisfiable,
  StaleCursor,
  StoreLacks,
  UploadNotFound,
} from '@/lib/storage/errors'
import { InvalidKey } from '@/lib/storage/keys'
import { type MultipartUploads, UnfitParts } from '@/lib/storage/multipart'
import type { ObjectStore } from '@/lib/storage/object-store'

// They speak of the key that the caller named, never of the bucket behind it.
const TELLING = [
  ObjectNotFound,
  ObjectExists,
  ObjectChanged,
  RangeNotSatisfiable,
  InvalidKey,
  UploadNotFound,
  UnfitParts,
  StaleCursor,
  StoreLacks,
]

/** A store for whoever may use a storage but not see its resource: its failures name neither bucket nor server. */
export function concealedStore(store: ObjectStore): ObjectStore {
  const { copy, copyFrom, multipart, localPath, tags, versions } = store
  return {
    identity: store.identity,
    place: store.place,
    list: (options) => concealed(() => store.list(options)),
    head: (key, options) => concealed(() => store.head(key, options)),
    read: (key, options) => concealed(() => store.read(key, options)),
    write: (key, body, options) => concealed(() => store.write(key, body, options)),
    remove: (keys, options) =>
      concealed(async () =>
        (await store.remove(keys, options)).map(({ key, isDenied }) => {
          return { key, reason: 'The storage refused to delete it.', isDenied }
        }),
      ),
    // The path goes to the query engine, never to a person.
    ...(localPath && { localPath: (key) => concealed(() => localPath.call(store, key)) }),
    ...(copy && { copy: (source, target, options) => concealed(() => copy.call(store, source, target, options)) }),
    ...(copyFrom && {
      copyFrom: (from, source, target, options) => concealed(() => copyFrom.call(store, from, source, target, options)),
    }),
    ...(tags && {
      tags: {
        read: (key, options) => concealed(() => tags.read(key, options)),
        replace: (key, wanted) => concealed(() => tags.replace(key, wanted)),
      },
    }),
    ...(versions && {
      versions: {
        head: (key, version, options) => concealed(() => versions.head(key, version, options)),
        read: (key, version, options) => concealed(() => versions.read(key, version, options)),
      },
    }),
    ...(multipart && { multipart: concealedUploads(multipart) }),
  }
}

function concealedUploads(uploads: MultipartUploads): MultipartUploads {
  return {
    create: (key, options) => concealed(() => uploads.create(key, options)),
    part: (part) => concealed(() => uploads.part(part)),
    parts: (upload, options) => concealed(() => uploads.parts(upload, options)),
    complete: (completion) => concealed(() => uploads.complete(completion)),
    abort: (upload) => concealed(() => uploads.abort(upload)),
    serverId: uploads.serverId,
    ...(uploads.list && { list: (options) => concealed(async () => (await uploads.list?.(options)) ?? []) }),
  }
}

/** Runs something that opens a resource; what the resource refers to is told to admins only. */
export async function openedFor<T>(ctx: Context, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    throw cause instanceof BrokenReference && !ctx.isAdmin ? concealedFailure(cause) : cause
  }
}

/** Runs something that may fail with details of a resource, and keeps them to the log of the server. */
export async function concealed<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    if (!(cause instanceof AppError) || TELLING.some((kind) => cause instanceof kind)) throw cause
    throw concealedFailure(cause)
  }
}

function concealedFailure(cause: AppError): AppError {
  const sentence = 'This storage did not do what was asked. Ask an admin of the workspace to look.'
  return new AppError('unavailable', sentence, { cause })
}
