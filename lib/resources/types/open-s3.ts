import 'server-only'
import * as z from 'zod'
import { env } from '@/lib/env'
import { type AddressPolicy, parseAddressPolicy } from '@/lib/storage/guarded-address'
import type { ObjectStore } from '@/lib/storage/object-store'
import { openS3 } from '@/lib/storage/s3'
import type { S3Settings } from '@/lib/storage/s3-settings'

/** `ambient`: a value without credentials means the server's own identity. */
export type OpenOptions = { ambient: boolean }

/** A field that may be left empty. */
export const emptyAsUnset = <S extends z.ZodType>(schema: S) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional())

const settingsSchema = z
  .object({
    bucket: z.string(),
    region: z.string().default(''),
    useSSL: z.boolean().default(true),
    endPoint: z.string().default(''),
    pathStyle: z.boolean().optional(),
    port: emptyAsUnset(z.coerce.number().int().min(1).max(65_535)),
    accessKey: emptyAsUnset(z.string()),
    secretKey: emptyAsUnset(z.string()),
    token: emptyAsUnset(z.string()),
    caCertificate: emptyAsUnset(z.string()),
  })
  .transform((value) => ({ ...value, pathStyle: value.pathStyle ?? value.endPoint !== '' }))

/** A value whose references have been followed, as the settings of a connection. Throws `invalid`. */
export function readS3Settings(value: unknown): S3Settings {
  return settingsSchema.parse(value)
}

/** The bucket that a value describes. */
export function openS3Resource(value: unknown, { ambient }: OpenOptions): ObjectStore {
  return openS3(readS3Settings(value), { policy: addressPolicy(), ambient })
}

/** What endpoints may reach on this instance. */
export function addressPolicy(): AddressPolicy {
  const { allowPrivateEndpoints, isLoopback } = env()
  return parseAddressPolicy(allowPrivateEndpoints, { allowLoopback: isLoopback })
}
