import 'server-only'
import { recordAudit } from '@/lib/audit/record-audit'
import { childText, malformed, readXml } from './read-xml'
import { receiveText } from './receive-body'
import type { BucketCall, S3Answer } from './s3-call'
import { checkTags, requireTagging } from './tags'
import { s3Document } from './xml'

// Ten tags, each character of which may be written as a number.
const MAX_BYTES = 64 * 1024

/** GetObjectTagging. */
export async function getTagging({ opened, target, signal }: BucketCall): Promise<S3Answer> {
  const tags = await requireTagging(opened.authorize('read', target.key)).read(target.key, { signal })
  const Tag = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }))
  return { status: 200, xml: s3Document('Tagging', { TagSet: { Tag } }) }
}

/** PutObjectTagging: all tags of an object at once. */
export async function putTagging(call: BucketCall): Promise<S3Answer> {
  const tagging = requireTagging(call.opened.authorize('write', call.target.key))
  const root = readXml(await receiveText(call, { maxBytes: MAX_BYTES, mustBeCovered: true }))
  const set = root.children.find(({ name }) => name === 'TagSet')
  if (root.name !== 'Tagging' || !set) throw malformed('it has no set of tags')
  const pairs = set.children.map((tag) => {
    const [name, value] = [childText(tag, 'Key'), childText(tag, 'Value')]
    if (tag.name !== 'Tag' || name === undefined || value === undefined) throw malformed('a tag has no key or no value')
    return [name, value] as const
  })
  await tagging.replace(call.target.key, checkTags(pairs))
  await record(call)
  return { status: 200 }
}

/** DeleteObjectTagging. */
export async function deleteTagging(call: BucketCall): Promise<S3Answer> {
  await requireTagging(call.opened.authorize('write', call.target.key)).replace(call.target.key, {})
  await record(call)
  return { status: 204 }
}

async function record({ ctx, target, storage }: BucketCall): Promise<void> {
  await recordAudit(ctx, { operation: 'objects.tag', action: 'update', resource: target.key, storage })
}
