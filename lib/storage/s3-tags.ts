import { isDeepStrictEqual } from 'node:util'
import { DeleteObjectTaggingCommand, GetObjectTaggingCommand, PutObjectTaggingCommand } from '@aws-sdk/client-s3'
import { ObjectNotFound } from './errors'
import { checkKey } from './keys'
import type { ObjectTags, Tags } from './object-store'
import { type S3Bucket, translated } from './s3-bucket'
import { describeFailure } from './s3-errors'

/** The tags of the objects of a bucket, kept by its server. */
export function s3Tags(bucket: S3Bucket): ObjectTags {
  const { client, settings } = bucket
  const at = (key: string) => ({ Bucket: settings.bucket, Key: checkKey(key) })
  return {
    read: (key, { signal } = {}) =>
      translated(bucket, signal, async () => {
        const sent = readTags(bucket, checkKey(key), signal)
        return sent.catch(notFound(key))
      }),
    replace: (key, tags) =>
      translated(bucket, undefined, async () => {
        // Some servers take no empty set.
        const sent: Promise<unknown> =
          Object.keys(tags).length === 0
            ? client.send(new DeleteObjectTaggingCommand(at(key)))
            : putTags(bucket, checkKey(key), tags)
        await sent.catch(notFound(key))
      }),
  }
}

type Asked = { told?: number; signal?: AbortSignal }

/**
 * The tags of an object that is to be copied, as S3 itself copies them; undefined where there are none. `told`: how many its headers
 * speak of. Throws where there are some that may not be read: a copy without them would pass for a whole one.
 */
export async function findTags(bucket: S3Bucket, key: string, { told, signal }: Asked): Promise<Tags | undefined> {
  const tags = await readTags(bucket, key, signal).catch((error) => {
    // Many servers have no tags, and say so in many ways.
    if (told || !describeFailure(error)?.status) throw error
    return {}
  })
  return Object.keys(tags).length > 0 ? tags : undefined
}

/**
 * Sees to it that an object has the tags that its upload in parts was begun with: Ceph before 18 drops them. Whoever may set tags need
 * not be allowed to read them: then they are set once more.
 */
export async function keepTags(bucket: S3Bucket, key: string, tags: Tags, signal?: AbortSignal): Promise<void> {
  const found = await readTags(bucket, key, signal).catch((error) => {
    if (describeFailure(error)?.status !== 403) throw error
    return null
  })
  if (!isDeepStrictEqual(found, tags)) await putTags(bucket, key, tags, signal)
}

function putTags({ client, settings }: S3Bucket, key: string, tags: Tags, abortSignal?: AbortSignal) {
  const TagSet = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }))
  const request = new PutObjectTaggingCommand({ Bucket: settings.bucket, Key: key, Tagging: { TagSet } })
  return client.send(request, { abortSignal })
}

async function readTags({ client, settings }: S3Bucket, key: string, abortSignal?: AbortSignal): Promise<Tags> {
  const request = new GetObjectTaggingCommand({ Bucket: settings.bucket, Key: key })
  const { TagSet = [] } = await client.send(request, { abortSignal })
  return Object.fromEntries(TagSet.map(({ Key = '', Value = '' }) => [Key, Value]))
}

/** Tags as the header of a write carries them. */
export function taggingHeader(tags: Tags | undefined): string | undefined {
  return tags && new URLSearchParams(tags).toString().replaceAll('+', '%20')
}

function notFound(key: string) {
  return (error: unknown): never => {
    const failure = describeFailure(error)
    if (failure?.status === 404 && failure.code !== 'NoSuchBucket') throw new ObjectNotFound(key, { cause: error })
    throw error
  }
}
