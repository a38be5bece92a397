import { isIP } from 'node:net'
import { AppError } from '@/lib/errors'

/** How to reach one bucket; the value of a resource of type `s3`, its secrets in clear. */
export interface S3Settings {
  bucket: string
  /** Empty stands for us-east-1. */
  region: string
  /** Empty stands for AWS; else a host, with or without scheme, port and path. */
  endPoint: string
  useSSL: boolean
  pathStyle: boolean
  port?: number
  /** Both keys empty: the ambient AWS credential chain, where the options allow it. */
  accessKey?: string
  secretKey?: string
  /** Session token of temporary credentials. */
  token?: string
  /** The role that the keys, or a web identity, assume; its temporary credentials are what the bucket sees. */
  roleArn?: string
  /** What the role asks for besides the keys. */
  externalId?: string
  /** Who gives out roles: empty stands for the endpoint, or for AWS. */
  stsEndpoint?: string
  /** PEM of an authority that signed the server's certificate, besides the public ones. */
  caCertificate?: string
}

const DEFAULT_REGION = 'us-east-1'
const HOST_LABEL = /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/
const AMAZON_HOST = /(^|\.)amazonaws\.com(\.cn)?$/
const HOST_LABELS = /^(?=.{3,63}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/

/** The address of a custom endpoint, without trailing slash in its path; null for AWS. */
export function endpointUrl(
  settings: Pick<S3Settings, 'endPoint' | 'useSSL' | 'port'>,
  field: 'endPoint' | 'stsEndpoint' = 'endPoint',
): URL | null {
  const given = settings.endPoint.trim()
  if (given === '') return null
  const scheme = settings.useSSL ? 'https' : 'http'
  const url = parseUrl(/^[a-z][a-z0-9+.-]*:\/\//i.test(given) ? given : `${scheme}://${given}`)
  if (!url || !/^https?:$/.test(url.protocol) || url.search || url.hash || url.username || url.password) {
    throw invalidEndpoint(given, field)
  }
  if (url.port === '' && settings.port && !/:\d+(\/|$)/.test(given)) url.port = `${settings.port}`
  url.pathname = url.pathname.replace(/\/+$/, '')
  return url
}

/** The address of the server that gives out roles: a setting, else the endpoint of the bucket; null for AWS. */
export function stsUrl(settings: Pick<S3Settings, 'stsEndpoint' | 'endPoint' | 'useSSL' | 'port'>): URL | null {
  const { stsEndpoint = '', useSSL } = settings
  if (stsEndpoint.trim()) return endpointUrl({ endPoint: stsEndpoint, useSSL }, 'stsEndpoint')
  const url = endpointUrl(settings)
  // Amazon's buckets give out no roles, whatever address they are reached at.
  return url && AMAZON_HOST.test(url.hostname) ? null : url
}

/** The region to sign for; `auto` means something only to servers of others. */
export function signingRegion({ region, endPoint }: Pick<S3Settings, 'region' | 'endPoint'>): string {
  const given = region.trim()
  return given === '' || (given === 'auto' && endPoint.trim() === '') ? DEFAULT_REGION : given
}

/** The endpoint's own host and port, before a bucket name is put in front. */
export function endpointHost(settings: S3Settings): { host: string; port: number; secure: boolean } {
  const url = endpointUrl(settings)
  if (!url) return { host: awsHost(signingRegion(settings)), port: 443, secure: true }
  const secure = url.protocol === 'https:'
  return { host: url.hostname.replace(/^\[|\]$/g, ''), port: Number(url.port) || (secure ? 443 : 80), secure }
}

/** The host that requests go to: with the bucket in front, where style and name permit. Follows the rules of the SDK. */
export function requestHost(settings: S3Settings): { host: string; port: number; secure: boolean } {
  const endpoint = endpointHost(settings)
  // The certificate of *.s3.example.com does not cover a.b.s3.example.com.
  const fits = endpoint.secure ? HOST_LABEL : HOST_LABELS
  if (settings.pathStyle || isIP(endpoint.host) || !fits.test(settings.bucket)) return endpoint
  return { ...endpoint, host: `${settings.bucket}.${endpoint.host}` }
}

/** Refuses settings that no server could accept, field by field; without keys unless this machine's own, or a web identity, are meant. */
export function checkSettings(settings: S3Settings, { ambient = false, webIdentity }: Keyless = {}): void {
  if (settings.bucket.trim() === '') throw invalidField('bucket', 'The bucket has no name.')
  if (settings.accessKey && !settings.secretKey)
    throw invalidField('secretKey', 'There is an access key but no secret key.')
  if (!settings.accessKey && settings.secretKey)
    throw invalidField('accessKey', 'There is a secret key but no access key.')
  if (!settings.accessKey && !ambient && !webIdentity)
    throw invalidField('accessKey', 'There are no keys. Enter an access key and a secret key.')
  if (webIdentity && !settings.roleArn) throw invalidField('roleArn', 'There is no role to assume.')
  endpointUrl(settings)
  stsUrl(settings)
}

type Keyless = { ambient?: boolean; webIdentity?: object }

function awsHost(region: string): string {
  return `s3.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`
}

function parseUrl(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null
}

function invalidEndpoint(given: string, field: keyof S3Settings): AppError {
  const shown = given.replace(/\/\/[^/@]*@/, '//…@')
  return invalidField(
    field,
    `The endpoint ${JSON.stringify(shown)} is not an address. It should look like s3.example.com or https://storage.example.com:9000.`,
  )
}

function invalidField(field: keyof S3Settings, sentence: string): AppError {
  return new AppError('invalid', sentence, { fields: { [field]: [sentence] } })
}
