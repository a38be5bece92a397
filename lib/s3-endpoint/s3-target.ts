import { decodeOnce, partTarget, readQuery } from './request-target'
import { S3Failure } from './s3-failure'

/** What a request of the S3 protocol is about; '' for what it does not name. */
export type S3Target = {
  bucket: string
  key: string
  query: Map<string, string>
}

const PROXY_PATH = /^\/api\/w\/[^/]+\/s3_proxy(?:\/([^/]*)(?:\/(.*))?)?$/s
const ROOT_PATH = /^\/([^/]*)(?:\/(.*))?$/s

/** Reads bucket and key from a request target, each decoded once. */
export function readS3Target(target: string): S3Target {
  return readTarget(target, PROXY_PATH)
}

/** The same for an endpoint at the root of its host. */
export function readRootTarget(target: string): S3Target {
  return readTarget(target, ROOT_PATH)
}

function readTarget(target: string, form: RegExp): S3Target {
  const { path, query } = partTarget(target)
  const [, bucketPart = '', keyPart = ''] = form.exec(path) ?? []
  const bucket = decodeOnce(bucketPart)
  const key = decodeOnce(keyPart)
  const pairs = readQuery(query)
  if (bucket === null || key === null || pairs === null)
    throw new S3Failure('InvalidURI', 'The address of the request is not UTF-8.')
  return { bucket, key, query: new Map(pairs) }
}

// Made before the body was: the SDK puts the checksum of no body at all into the addresses that it signs.
const SAYS_NOTHING = /^x-amz-(checksum-(?!mode|type|algorithm).*|sdk-checksum-algorithm)$/

/** What SDKs put into an address that they sign instead of into headers, by lower-case name. */
export function hoistedParameters({ query }: S3Target): Map<string, string> {
  if (!query.has('X-Amz-Signature')) return new Map()
  const named = [...query].map(([name, value]): [string, string] => [name.toLowerCase(), value])
  return new Map(
    named.filter(([name]) => name.startsWith('x-amz-') && !isAuthorization(name) && !SAYS_NOTHING.test(name)),
  )
}

/** Whether a parameter, by lower-case name, belongs to the signature. */
export function isAuthorization(name: string): boolean {
  return /^x-amz-(algorithm|credential|date|expires|signedheaders|signature|security-token|content-sha256)$/.test(name)
}

/** The parameters that say what is asked for: not those of the signature, nor what stands for headers, nor the SDK's own name for it. */
export function operationParameters({ query }: S3Target): string[] {
  const signed = query.has('X-Amz-Signature')
  return [...query.keys()].filter((name) => {
    if (name === 'x-id') return false
    return !(signed && name.toLowerCase().startsWith('x-amz-'))
  })
}
