import 'server-only'
import type { OutgoingHttpHeaders } from 'node:http'
import { ObjectNotFound } from '@/lib/storage/errors'
import type { ObjectInfo, ObjectStore } from '@/lib/storage/object-store'
import { present } from './headers-of-object'
import { notImplemented, S3Failure } from './s3-failure'

/** What reads one object, as it is now or as one version of it was. */
export type ObjectReader = Pick<ObjectStore, 'head' | 'read'>

/**
 * The reader of the version that somebody asks for; without one the store itself. Throws `NotImplemented` where a store gives out no
 * versions: the newest is never passed off as another one. What it reads may be `NoSuchVersion`.
 */
export function readerOf(store: ObjectStore, version: string | undefined): ObjectReader {
  if (version === undefined) return store
  const { versions } = store
  if (!versions) throw notImplemented('A version of an object in this kind of storage')
  if (version === '') throw new S3Failure('InvalidArgument', 'Version id cannot be the empty string.')
  return {
    head: (key, options) => versions.head(key, version, options).catch(noSuchVersion(version)),
    read: (key, options) => versions.read(key, version, options).catch(noSuchVersion(version)),
  }
}

/** Tells which version an object is, where it can be asked for again. */
export function versionHeader(store: ObjectStore, { versionId }: ObjectInfo): OutgoingHttpHeaders {
  return store.versions ? present('x-amz-version-id', versionId) : {}
}

/** For `catch`. */
function noSuchVersion(version: string) {
  return (error: unknown): never => {
    if (!(error instanceof ObjectNotFound)) throw error
    throw new S3Failure('NoSuchVersion', `The object has no version ${JSON.stringify(version)}.`, { cause: error })
  }
}
