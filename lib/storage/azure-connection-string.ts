/** What a connection string of Azure Storage says of its blob service. */
export interface ConnectionParts {
  accountName?: string
  accountKey?: string
  sasToken?: string
  /** The blob service, or the suffix that follows the account. */
  endpoint?: string
  secure: boolean
}

/** Takes a connection string apart; null where it names no blob service or no credentials. */
export function readConnectionString(text: string): ConnectionParts | null {
  const fields = new Map(text.split(';').map((part) => fieldOf(part)))
  const accountKey = fields.get('accountkey')
  const sasToken = fields.get('sharedaccesssignature')
  const blobEndpoint = fields.get('blobendpoint')
  const suffix = fields.get('endpointsuffix')
  const accountName = fields.get('accountname') ?? accountIn(blobEndpoint)
  if (!accountName || (!accountKey && !sasToken)) return null
  return {
    ...{ accountName, accountKey, sasToken: sasToken?.replace(/^\?/, '') },
    endpoint: blobEndpoint ?? (suffix && `blob.${suffix}`),
    secure: (fields.get('defaultendpointsprotocol') ?? 'https').toLowerCase() !== 'http',
  }
}

function fieldOf(part: string): [string, string] {
  const [name = '', ...rest] = part.split('=')
  return [name.trim().toLowerCase(), rest.join('=').trim()]
}

// https://account.blob.core.windows.net
function accountIn(endpoint: string | undefined): string | undefined {
  return /^https?:\/\/([a-z0-9]+)\.blob\./i.exec(endpoint ?? '')?.[1]
}
