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
  await new BlobServiceClient(endpoint, new StorageSharedKeyCredential(accountName, accessKey)).createContainer(
    containerName,
  )
  return { accountName, accessKey, containerName, endpoint }
}
