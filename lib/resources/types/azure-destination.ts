import { readConnectionString } from '@/lib/storage/azure-connection-string'
import type { Destination, ResourceValue } from './resource-type'
import { endpointParts } from './s3-checks'

/** Where the secrets of a container go: to its server and, for a service principal, to its tenant. */
export function azureDestination(value: ResourceValue): Destination {
  const parts = readConnectionString(text(value.connectionString))
  const account = parts?.accountName ?? text(value.accountName)
  const address = text(value.endpoint) || parts?.endpoint || ''
  const owner = [
    account,
    text(value.containerName),
    text(value.caCertificate),
    text(value.tenantId),
    text(value.clientId),
  ]
  if (address === '') return { place: JSON.stringify(['azure', ...owner]), secure: true }
  const given = endpointParts(address)
  const secure = given?.scheme ? given.scheme === 'https' : (parts?.secure ?? value.useSSL !== false)
  const port = given?.port === (secure ? 443 : 80) ? 0 : (given?.port ?? 0)
  const path = (given?.path ?? '').replace(/\/+$/, '')
  return { place: JSON.stringify([given?.host ?? address, port, path, ...owner]), secure }
}

function text(part: unknown): string {
  return typeof part === 'string' ? part.trim() : ''
}
