import type { Destination, ResourceValue } from './resource-type'
import { endpointParts } from './s3-checks'

/**
 * Where the keys of a bucket go. The bucket may stand before or behind the endpoint or be left to path style: that is one
 * place.
 */
export function s3Destination({ endPoint, useSSL, port, region, ...value }: ResourceValue): Destination {
  const address = text(endPoint)
  const bucket = text(value.bucket)
  const keys = [bucket, text(value.accessKey), text(value.caCertificate), ...roleOf(value)]
  const role = text(value.stsEndpoint)
  const plainRole = /^http:/i.test(role) || (role !== '' && !role.includes('://') && useSSL === false)
  if (address === '') return { place: JSON.stringify([amazon(text(region)), ...keys]), secure: !plainRole }
  const parts = endpointParts(address)
  const secure = !plainRole && (parts?.scheme ? parts.scheme === 'https' : useSSL !== false)
  const given = Number(parts?.port ?? port) || 0
  const explicitPort = given === (secure ? 443 : 80) ? 0 : given
  const host = withoutBucket(parts?.host ?? address, `${bucket.toLowerCase()}.`)
  return { place: JSON.stringify([host, explicitPort, pathOf(parts?.path ?? '', bucket), ...keys]), secure }
}

// The keys go to whoever gives out the role, and what they open is another one with another role.
function roleOf({ roleArn, externalId, stsEndpoint }: ResourceValue): string[] {
  const role = [text(roleArn), text(externalId), text(stsEndpoint)]
  return role.some((part) => part !== '') ? role : []
}

// Within a partition a bucket's name is one bucket, whatever the region; another partition is run by somebody else.
function amazon(region: string): string {
  return `amazon ${/^(cn|us-gov|us-iso[a-z]*|eu-isoe|eusc)-/.exec(region.toLowerCase())?.[1] ?? ''}`
}

function pathOf(path: string, bucket: string): string {
  const end = `/${bucket}`
  const bare = path.replace(/\/+$/, '')
  return bucket !== '' && bare.endsWith(end) ? bare.slice(0, -end.length) : bare
}

function withoutBucket(host: string, prefix: string): string {
  return prefix !== '.' && host.startsWith(prefix) ? host.slice(prefix.length) : host
}

function text(part: unknown): string {
  return typeof part === 'string' ? part.trim() : ''
}
