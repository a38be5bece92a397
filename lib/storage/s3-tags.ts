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
        const sent = client.send(new GetObjectTaggingCommand(at(key)), { abortSignal: signal })
        const { TagSet = [] } = await sent.catch(notFound(key))
        return Object.fromEntries(TagSet.map(({ Key = '', Value = '' }) => [Key, Value]))
      }),
    replace: (key, tags) =>
      translated(bucket, undefined, async () => {
        const TagSet = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }))
        // Some servers take no empty set.
        const sent =
          TagSet.length === 0
            ? client.send(new DeleteObjectTaggingCommand(at(key)))
            : client.send(new PutObjectTaggingCommand({ ...at(key), Tagging: { TagSet } }))
        await (sent as Promise<unknown>).catch(notFound(key))
      }),
  }
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
