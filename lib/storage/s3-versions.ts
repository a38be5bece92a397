import { HeadObjectCommand } from '@aws-sdk/client-s3'
import { ObjectNotFound, StoreLacks } from './errors'
import { checkKey } from './keys'
import type { HeadOptions, ObjectContent, ObjectInfo, ObjectVersions, ReadOptions } from './object-store'
import { type S3Bucket, translated } from './s3-bucket'
import { askForChecksums } from './s3-checksums'
import { describeFailure } from './s3-errors'
import { readObject } from './s3-read'
import { toInfo } from './s3-translation'

type Asked<O> = { key: string; version: string; options: O }

/** Versions that the bucket keeps. An answer that is not of the version that was asked for is `StoreLacks`. */
export function s3Versions(bucket: S3Bucket): ObjectVersions {
  return {
    head: (key, version, options = {}) =>
      translated(bucket, options.signal, () => head(bucket, { key: checkKey(key), version, options })),
    read: (key, version, options = {}) =>
      translated(bucket, options.signal, () => read(bucket, { key: checkKey(key), version, options })),
  }
}

async function head(bucket: S3Bucket, { key, version, options }: Asked<HeadOptions>): Promise<ObjectInfo> {
  const { signal, checksums } = options
  const where = { Bucket: bucket.settings.bucket, Key: key, VersionId: version }
  const request = askForChecksums(new HeadObjectCommand(where), checksums)
  try {
    const found = await bucket.client.send(request, { abortSignal: signal })
    requireVersion(found.VersionId, version)
    return toInfo(key, found.ContentLength ?? 0, found)
  } catch (error) {
    const status = describeFailure(error)?.status ?? 0
    if (status === 404 || status === 405) throw new ObjectNotFound(key, { cause: error })
    if (status !== 400) throw error
    // A refusal of HEAD comes without the words for it: the same question by GET has them.
    const { info, body } = await read(bucket, { key, version, options: { signal } })
    body.destroy()
    return info
  }
}

async function read(bucket: S3Bucket, { key, version, options }: Asked<ReadOptions>): Promise<ObjectContent> {
  const content = await readObject(bucket, key, { ...options, versionId: version }).catch((error) => {
    const { status, code = '' } = describeFailure(error) ?? {}
    // An id that cannot be one, and that of a mark that the object was removed (Amazon S3 API reference, GetObject).
    const isAbsent = (status === 400 && code === 'InvalidArgument') || status === 405
    throw isAbsent ? new ObjectNotFound(key, { cause: error }) : error
  })
  try {
    requireVersion(content.info.versionId, version)
    return content
  } catch (error) {
    content.body.destroy()
    throw error
  }
}

/** What has no versions has one whose id is `null`, and servers may leave that out. One that knows no versions sends the newest. */
function requireVersion(told: string | null | undefined, asked: string): void {
  if ((told ?? 'null') !== asked) throw new StoreLacks()
}
