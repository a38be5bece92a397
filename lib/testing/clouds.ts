import type { ObjectStore } from '@/lib/storage/object-store'
import { azureSettingsOf, openTestContainer } from './azure-servers'
import { gcsSettingsOf, openTestGcs } from './gcs-servers'
import type { ServerName, TestServer } from './servers'

/** A new container or bucket behind a proxy: a store straight to it, and what a resource that goes by the proxy holds. */
export interface CloudPlace {
  store: ObjectStore
  container: string
  value: object
  close(): Promise<unknown>
}

/** A kind of storage that does not speak S3, on the server that stands for it. */
export interface Cloud {
  name: string
  server: ServerName
  resourceType: string
  open(server: TestServer, proxy: string): Promise<CloudPlace>
  /** A refusal in its own form. */
  refuse(status: number, code: string): { status: number; headers: Record<string, string>; body: string }
}

export const clouds: Cloud[] = [
  {
    ...{ name: 'Azure Blob', server: 'azurite', resourceType: 'azure_blob' },
    async open(server, proxy) {
      const { settings, store, close } = await openTestContainer(server)
      const endpoint = `${proxy}${new URL(server.endpoint).pathname}`
      const value = azureSettingsOf(server, { containerName: settings.containerName, endpoint })
      return { store, container: settings.containerName, value, close }
    },
    refuse: (status, code) => ({
      status,
      headers: { 'content-type': 'application/xml', 'x-ms-error-code': code },
      body: `<?xml version="1.0"?><Error><Code>${code}</Code><Message>for a test</Message></Error>`,
    }),
  },
  {
    ...{ name: 'Google Cloud Storage', server: 'fake-gcs', resourceType: 'gcloud_storage' },
    async open(server, proxy) {
      const { settings, store, close } = await openTestGcs(server)
      const { bucket } = settings
      const { serviceAccountKey, ...rest } = gcsSettingsOf({ endpoint: proxy }, { bucket })
      const value = { ...rest, serviceAccountKey: { type: 'service_account', ...serviceAccountKey } }
      return { store, container: bucket, value, close }
    },
    refuse: (status, code) => ({
      status,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ error: { code: status, message: 'for a test', errors: [{ reason: code }] } }),
    }),
  },
]
