import 'server-only'
import { ObjectNotFound } from '@/lib/storage/errors'
import type { Checksums, ObjectInfo } from '@/lib/storage/object-store'
import { headerOf } from './object-attributes'
import type { BucketCall, S3Answer } from './s3-call'
import { S3Failure } from './s3-failure'
import { s3Document, type XmlElements } from './xml'

/** What each attribute is told by; nothing for what is not known of an object, as S3 does it. */
const ATTRIBUTES: Readonly<Record<string, (info: ObjectInfo) => XmlElements>> = {
  ETag: ({ etag }) => ({ ETag: etag }),
  Checksum: ({ checksums }) => ({ Checksum: checksums && toldOf(checksums) }),
  ObjectParts: ({ etag }) => ({ ObjectParts: partsOf(etag) }),
  StorageClass: ({ storageClass }) => ({ StorageClass: storageClass ?? 'STANDARD' }),
  ObjectSize: ({ size }) => ({ ObjectSize: size }),
}

/** GetObjectAttributes: of the attributes that were asked for those that are known. */
export async function getAttributes(call: BucketCall): Promise<S3Answer> {
  const { opened, target, signal } = call
  const asked = (headerOf(call, 'x-amz-object-attributes') ?? '').split(',').map((name) => name.trim())
  const unknown = asked.find((name) => !Object.hasOwn(ATTRIBUTES, name))
  if (unknown !== undefined)
    throw new S3Failure(
      'InvalidArgument',
      `x-amz-object-attributes names some of ${Object.keys(ATTRIBUTES).join(', ')}.`,
    )
  const info = await opened
    .authorize('read', target.key)
    .head(target.key, { signal, checksums: asked.includes('Checksum') })
  if (!info) throw new ObjectNotFound(target.key)
  const told = Object.entries(ATTRIBUTES).map(([name, tell]) => (asked.includes(name) ? tell(info) : {}))
  return {
    status: 200,
    headers: { 'last-modified': info.lastModified.toUTCString() },
    xml: s3Document('GetObjectAttributesResponse', Object.assign({}, ...told)),
  }
}

function toldOf({ type, values }: Checksums): XmlElements {
  const all = Object.entries(values).map(([name, value]) => [`Checksum${name.toUpperCase()}`, value])
  return { ...Object.fromEntries(all), ChecksumType: type }
}

/** The ETag of an upload in parts counts them. */
function partsOf(etag: string | null): XmlElements | undefined {
  const [, count] = /^[0-9a-f]{32}-(\d+)$/.exec(etag ?? '') ?? []
  return count === undefined ? undefined : { PartsCount: count }
}
