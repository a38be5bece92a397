import 'server-only'
import * as z from 'zod'
import { AppError } from '@/lib/errors'
import { openGcs } from '@/lib/storage/gcs'
import { readServiceAccount } from '@/lib/storage/gcs-service-account'
import type { GcsSettings } from '@/lib/storage/gcs-settings'
import type { ObjectStore } from '@/lib/storage/object-store'
import { addressPolicy, emptyAsUnset, type OpenOptions } from './open-s3'

const settingsSchema = z.object({
  bucket: z.string(),
  serviceAccountKey: z.union([z.string(), z.record(z.string(), z.unknown())]).optional(),
  endpoint: z.string().default(''),
  caCertificate: emptyAsUnset(z.string()),
})

/** A value whose references have been followed, as the settings of a connection. Throws `invalid`. */
export function readGcsSettings(value: unknown): GcsSettings {
  const { serviceAccountKey: given, ...settings } = settingsSchema.parse(value)
  if (!given || (typeof given === 'object' && Object.keys(given).length === 0)) return settings
  const { key, problem } = readServiceAccount(given)
  if (!key) throw new AppError('invalid', problem, { fields: { 'value.serviceAccountKey': [problem] } })
  return { ...settings, serviceAccountKey: key }
}

/** The bucket that a value describes. */
export function openGcsResource(value: unknown, { ambient }: OpenOptions): ObjectStore {
  return openGcs(readGcsSettings(value), { policy: addressPolicy(), ambient })
}
