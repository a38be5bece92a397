import { randomUUID } from 'node:crypto'
import { openAzure } from '@/lib/storage/azure'
import { type AzureOptions, createContainer } from '@/lib/storage/azure-client'
import type { AzureSettings } from '@/lib/storage/azure-settings'
import type { ObjectStore } from '@/lib/storage/object-store'
import { LOOPBACK } from './s3-servers'
import type { TestServer } from './servers'

type Server = Pick<TestServer, 'endpoint' | 'accessKey' | 'secretKey' | 'ca'>

/** Settings of a container on Azurite. */
export function azureSettingsOf(server: Server, changes: Partial<AzureSettings> = {}): AzureSettings {
  return {
    accountName: server.accessKey,
    accessKey: server.secretKey,
    containerName: 'granary',
    endpoint: server.endpoint,
    useSSL: server.endpoint.startsWith('https:'),
    caCertificate: server.ca,
    ...changes,
  }
}

export interface TestContainer {
  settings: AzureSettings
  store: ObjectStore
  close(): Promise<void>
}

/** A new empty container with a store over it; closing removes both. */
export async function openTestContainer(server: TestServer, options: AzureOptions = {}): Promise<TestContainer> {
  const settings = azureSettingsOf(server, { containerName: `granary-${randomUUID()}` })
  const { client, close } = createContainer(settings, LOOPBACK)
  await client.create()
  const store = openAzure(settings, { ...LOOPBACK, ...options })
  return {
    settings,
    store,
    async close() {
      await store.close?.()
      await client.delete()
      close()
    },
  }
}
