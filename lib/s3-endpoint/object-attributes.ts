import type { WriteOptions } from '@/lib/storage/object-store'
import { decodeHeader } from '@/lib/storage/s3-translation'
import { singleHeader } from './received-request'
import type { S3Call } from './s3-call'
import { notImplemented, S3Failure } from './s3-failure'
import { hoistedParameters } from './s3-target'

const META = 'x-amz-meta-'
/** Names and values together (Amazon S3 user guide, "Working with object metadata"). */
const MAX_METADATA_BYTES = 2048

type Attributes = Pick<
  WriteOptions,
  'contentType' | 'contentDisposition' | 'contentEncoding' | 'cacheControl' | 'metadata'
>

/** What a request says of the object that it makes. Throws `NotImplemented` for what would be lost. */
export function readAttributes(call: S3Call): Attributes {
  for (const name of ['expires', 'content-language'])
    if (headerOf(call, name) !== undefined) throw notImplemented(`The header ${name}`)
  return {
    contentType: headerOf(call, 'content-type'),
    contentDisposition: headerOf(call, 'content-disposition'),
    contentEncoding: withoutChunking(headerOf(call, 'content-encoding')),
    cacheControl: headerOf(call, 'cache-control'),
    metadata: readMetadata(call),
  }
}

/** Headers of a request; what somebody signed in advance may stand in the address instead. */
export function headerOf({ request, target }: S3Call, name: string): string | undefined {
  const value = singleHeader(request, name)
  if (value === null) throw new S3Failure('InvalidArgument', `The header ${name} was sent twice.`)
  return value === undefined ? hoistedParameters(target).get(name) : fromBytes(value) || undefined
}

function readMetadata({ request, target }: S3Call): Record<string, string> {
  const sent = Object.entries(request.headers).map(([name, values]): [string, string] => [
    name,
    fromBytes(values.join(',').trim()),
  ])
  const found = [...hoistedParameters(target), ...sent].filter(([name]) => name.startsWith(META))
  const metadata = Object.fromEntries(found.map(([name, value]) => [name.slice(META.length), decodeHeader(value)]))
  const bytes = Object.entries(metadata).reduce((sum, [name, value]) => sum + name.length + Buffer.byteLength(value), 0)
  if (bytes > MAX_METADATA_BYTES)
    throw new S3Failure('MetadataTooLarge', `The metadata has more than ${MAX_METADATA_BYTES} bytes.`)
  return metadata
}

/** Node reads headers as Latin-1; what is UTF-8 is taken for it. */
function fromBytes(text: string): string {
  const bytes = Buffer.from(text, 'latin1')
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return text
  }
}

/** `aws-chunked` says how the body comes, not what it is. */
function withoutChunking(encoding: string | undefined): string | undefined {
  const kept = (encoding ?? '').split(',').map((each) => each.trim())
  return kept.filter((each) => each !== '' && each !== 'aws-chunked').join(', ') || undefined
}
