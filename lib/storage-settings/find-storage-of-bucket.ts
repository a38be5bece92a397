import 'server-only'
import type { Context } from '@/lib/auth/context'
import { cachedIdentity } from '@/lib/people/identity-cache'
import { findBucketName } from '@/lib/resources/find-bucket-name'
import { listStoredStorages } from './store'

/**
 * The storage that tools of the S3 protocol mean by a bucket: its name, or the bucket's own name for who may see the resource, since scripts build
 * `s3://bucket/key` from it. The primary storage comes first. Null when there is none.
 */
export async function findStorageOfBucket(ctx: Context, bucket: string): Promise<string | null> {
  const { id } = ctx.workspace
  const storages = (await cachedIdentity(`storages:${id}`, () => listStoredStorages(id))) ?? []
  if (storages.some(({ name }) => name === bucket)) return bucket
  for (const { name, resourcePath } of storages) if ((await findBucketName(ctx, resourcePath)) === bucket) return name
  return null
}
