import { randomBytes } from 'node:crypto'
import { BlobServiceClient, StorageSharedKeyCredential } from '@azure/storage-blob'

export type Container = { accountName: string; accessKey: string; containerName: string; endpoint: string }

/** A fresh container on Azurite, or the reason why there is none on this machine. */
export async function createContainer(): Promise<Container | string> {
  const response = await fetch(`${process.env.GRANARY_TEST_SERVERS}/azurite`)
  const { available, reason, endpoint, accessKey: accountName, secretKey: accessKey } = await response.json()
  if (!available && process.env.GRANARY_REQUIRE_SERVERS === '1') throw new Error(`Azurite is required: ${reason}`)
  if (!available) return String(reason)
  const containerName = `e2e-${randomBytes(5).toString('hex')}`
  await serviceOf({ endpoint, accountName, accessKey }).createContainer(containerName)
  return { accountName, accessKey, containerName, endpoint }
}

/** Lets pages of that origin alone read and write the account's blobs; null: pages of no origin. */
export async function setAzureCors(container: Container, origin: string | null): Promise<void> {
  const rule = { allowedMethods: 'GET,HEAD,PUT', allowedHeaders: '*', exposedHeaders: '*', maxAgeInSeconds: 0 }
  await serviceOf(container).setProperties({ cors: origin ? [{ ...rule, allowedOrigins: origin }] : [] })
}

function serviceOf({ endpoint, accountName, accessKey }: Omit<Container, 'containerName'>): BlobServiceClient {
  return new BlobServiceClient(endpoint, new StorageSharedKeyCredential(accountName, accessKey))
}
