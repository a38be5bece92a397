import { AppError } from '@/lib/errors'

/** The key of a service account, as Google gives it out; what else is in it has no meaning here. */
export interface ServiceAccountKey {
  client_email: string
  private_key: string
  private_key_id?: string
  universe_domain?: string
}

/** How to reach one bucket; the value of a resource of type `gcloud_storage`, its secrets in clear. */
export interface GcsSettings {
  bucket: string
  /** None: this machine's own Google identity, where the options allow it. */
  serviceAccountKey?: ServiceAccountKey
  /** Empty stands for Google; else a host, with or without scheme, port and path. */
  endpoint: string
  /** PEM of an authority that signed the server's certificate, besides the public ones. */
  caCertificate?: string
}

const DEFAULT_UNIVERSE = 'googleapis.com'

/** The server's address, without trailing slash. Throws `invalid`, field by field, for settings that no server could accept. */
export function resolveGcs(settings: GcsSettings, { ambient = false }: { ambient?: boolean } = {}): URL {
  const { bucket, serviceAccountKey } = settings
  if (bucket.trim() === '') throw invalidField('bucket', 'The bucket has no name.')
  if (!serviceAccountKey && !ambient)
    throw invalidField('serviceAccountKey', 'There is no key. Enter the JSON key of a service account.')
  if (serviceAccountKey && !/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(serviceAccountKey.private_key))
    throw invalidField('serviceAccountKey', 'The private key in the service account key is none. Copy the whole file.')
  return endpointOf(settings)
}

/** Host, port and scheme that requests go to. */
export function gcsHost(url: URL): { host: string; port: number; secure: boolean } {
  const secure = url.protocol === 'https:'
  return { host: url.hostname.replace(/^\[|\]$/g, ''), port: Number(url.port) || (secure ? 443 : 80), secure }
}

function endpointOf({ endpoint, serviceAccountKey }: GcsSettings): URL {
  const universe = serviceAccountKey?.universe_domain || DEFAULT_UNIVERSE
  const given = endpoint.trim() || `storage.${universe}`
  const text = /^[a-z][a-z0-9+.-]*:\/\//i.test(given) ? given : `https://${given}`
  const url = URL.canParse(text) ? new URL(text) : null
  if (!url || !/^https?:$/.test(url.protocol) || url.search || url.hash || url.username || url.password)
    throw invalidField(
      'endpoint',
      'The endpoint is not an address. It should look like https://storage.googleapis.com.',
    )
  url.pathname = url.pathname.replace(/\/+$/, '')
  return url
}

function invalidField(field: keyof GcsSettings, sentence: string): AppError {
  return new AppError('invalid', sentence, { fields: { [field]: [sentence] } })
}
