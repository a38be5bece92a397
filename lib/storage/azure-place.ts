import { createHash } from 'node:crypto'
import { type AzureAccess, azureHost } from './azure-settings'
import type { StorePlace } from './object-store'

/** Where the blobs of a container lie. The digest of the credentials is only there to be compared. */
export function azurePlace(access: AzureAccess): StorePlace {
  const { accessKey, sasToken, tenantId, clientId, clientSecret } = access
  const account = createHash('sha256')
    .update(JSON.stringify([accessKey, sasToken, tenantId, clientId, clientSecret]))
    .digest('base64')
  const { host, port } = azureHost(access)
  // Where no name stands for the account, the path does.
  const server = `${host}:${port}${access.service.pathname.replace(/\/$/, '')}`
  return { server, container: access.containerName.trim(), account }
}
