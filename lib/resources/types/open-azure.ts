import 'server-only'
import * as z from 'zod'
import { openAzure } from '@/lib/storage/azure'
import type { AzureSettings } from '@/lib/storage/azure-settings'
import type { ObjectStore } from '@/lib/storage/object-store'
import { addressPolicy, emptyAsUnset, type OpenOptions } from './open-s3'

const text = emptyAsUnset(z.string())

const settingsSchema = z.object({
  accountName: z.string().default(''),
  containerName: z.string(),
  endpoint: z.string().default(''),
  useSSL: z.boolean().default(true),
  accessKey: text,
  sasToken: text,
  connectionString: text,
  tenantId: text,
  clientId: text,
  clientSecret: text,
  federatedTokenFile: text,
  caCertificate: text,
})

/** A value whose references have been followed, as the settings of a connection. Throws `invalid`. */
export function readAzureSettings(value: unknown): AzureSettings {
  return settingsSchema.parse(value)
}

/** The container that a value describes. */
export function openAzureResource(value: unknown, { ambient }: OpenOptions): ObjectStore {
  return openAzure(readAzureSettings(value), { policy: addressPolicy(), ambient })
}
