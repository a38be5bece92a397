import { isIP } from 'node:net'
import { AppError } from '@/lib/errors'
import { readConnectionString } from './azure-connection-string'

/** How to reach one container; the value of a resource of type `azure_blob`, its secrets in clear. */
export interface AzureSettings {
  /** May be empty where the connection string names it. */
  accountName: string
  containerName: string
  /** Empty stands for Azure; else the blob service, with or without scheme, port and path. */
  endpoint: string
  useSSL: boolean
  accessKey?: string
  /** What a shared access signature URL holds behind its `?`. */
  sasToken?: string
  connectionString?: string
  /** A service principal with `clientSecret`, the identity of a workload without. */
  tenantId?: string
  clientId?: string
  clientSecret?: string
  /** Where this machine keeps the token of its workload identity. */
  federatedTokenFile?: string
  /** PEM of an authority that signed the server's certificate, besides the public ones. */
  caCertificate?: string
}

/** The same with the connection string taken apart, and the address of the blob service. */
export interface AzureAccess extends AzureSettings {
  /** Without trailing slash. */
  service: URL
}

const DEFAULT_SUFFIX = 'blob.core.windows.net'
const SERVICE_SUFFIX = /^blob(\.[a-z0-9-]+)+$/i

/** Settings as requests need them. Throws `invalid`, field by field, for those that no server could accept. */
export function resolveAzure(settings: AzureSettings, { ambient = false }: { ambient?: boolean } = {}): AzureAccess {
  const given = settings.connectionString ? fromConnectionString(settings) : settings
  if (given.accountName.trim() === '') throw invalidField('accountName', 'The storage account has no name.')
  if (given.containerName.trim() === '') throw invalidField('containerName', 'The container has no name.')
  if (given.accessKey && !isBase64(given.accessKey))
    throw invalidField('accessKey', 'This is not a key of a storage account: those are base64 texts.')
  if (given.clientSecret && !(given.tenantId && given.clientId))
    throw invalidField('clientSecret', 'A client secret needs its tenant ID and client ID.')
  if (!hasSecret(given) && !ambient)
    throw invalidField(
      'accessKey',
      'There are no credentials. Enter an access key, a SAS token or a connection string.',
    )
  const service = serviceUrl(given)
  if (given.clientSecret && service.protocol !== 'https:')
    throw invalidField('useSSL', 'A service principal works over HTTPS alone. Turn SSL on.')
  return { ...given, service }
}

/** Whether the settings hold a secret of their own, so that this machine's identity is not needed. */
export function hasSecret({ accessKey, sasToken, connectionString, clientSecret }: Partial<AzureSettings>): boolean {
  return Boolean(accessKey || sasToken || connectionString || clientSecret)
}

/** Host, port and scheme that requests go to. */
export function azureHost({ service }: AzureAccess): { host: string; port: number; secure: boolean } {
  const secure = service.protocol === 'https:'
  const host = service.hostname.replace(/^\[|\]$/g, '')
  return { host, port: Number(service.port) || (secure ? 443 : 80), secure }
}

function fromConnectionString(settings: AzureSettings): AzureSettings {
  const parts = readConnectionString(settings.connectionString ?? '')
  if (!parts)
    throw invalidField('connectionString', 'This is not a connection string, such as AccountName=…;AccountKey=….')
  const { accountName = settings.accountName, accountKey: accessKey, sasToken, endpoint = '', secure } = parts
  return { ...settings, accountName, accessKey, sasToken, endpoint: settings.endpoint || endpoint, useSSL: secure }
}

function serviceUrl({ endpoint, useSSL, accountName }: AzureSettings): URL {
  const given = endpoint.trim() || DEFAULT_SUFFIX
  // Azure itself takes keys over HTTPS alone, whatever the switch says.
  const scheme = useSSL || endpoint.trim() === '' ? 'https' : 'http'
  const url = parseUrl(/^[a-z][a-z0-9+.-]*:\/\//i.test(given) ? given : `${scheme}://${given}`)
  if (!url || !/^https?:$/.test(url.protocol) || url.search || url.hash || url.username || url.password)
    throw invalidEndpoint(given)
  url.pathname = url.pathname.replace(/\/+$/, '')
  if (SERVICE_SUFFIX.test(url.hostname)) url.hostname = `${accountName.trim()}.${url.hostname}`
  // What has no name to put the account in front of has it in the path.
  else if (url.pathname === '/' && (isIP(url.hostname.replace(/^\[|\]$/g, '')) || !url.hostname.includes('.')))
    url.pathname = `/${encodeURIComponent(accountName.trim())}`
  return url
}

function isBase64(text: string): boolean {
  return /^[A-Za-z0-9+/]+={0,2}$/.test(text.trim())
}

function parseUrl(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null
}

function invalidEndpoint(given: string): AppError {
  const shown = given.replace(/\/\/[^/@]*@/, '//…@')
  return invalidField(
    'endpoint',
    `The endpoint ${JSON.stringify(shown)} is not an address. It should look like https://account.blob.core.windows.net.`,
  )
}

function invalidField(field: keyof AzureSettings, sentence: string): AppError {
  return new AppError('invalid', sentence, { fields: { [field]: [sentence] } })
}
