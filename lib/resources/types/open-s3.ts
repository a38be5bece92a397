import 'server-only'
import * as z from 'zod'
import { env } from '@/lib/env'
import { type AddressPolicy, parseAddressPolicy } from '@/lib/storage/guarded-address'
import type { ObjectStore } from '@/lib/storage/object-store'
import { openS3 } from '@/lib/storage/s3'
import { createS3Client, type S3Options, type S3Uses } from '@/lib/storage/s3-client'
import type { S3Settings } from '@/lib/storage/s3-settings'
import { type Holder, resourceIdentity } from '@/lib/web-identity/resource-identity'

/**
 * `ambient`: a value without credentials means the server's own identity. `holder`: whose identity a value of its own kind means.
 * `uses`: what of S3 is made use of.
 */
export type OpenOptions = { ambient: boolean; holder: Holder; uses?: S3Uses }

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
    roleArn: emptyAsUnset(z.string()),
    externalId: emptyAsUnset(z.string()),
    stsEndpoint: emptyAsUnset(z.string()),
    caCertificate: emptyAsUnset(z.string()),
  })
  .transform((value) => ({ ...value, pathStyle: value.pathStyle ?? value.endPoint !== '' }))

/** A value whose references have been followed, as the settings of a connection. Throws `invalid`. */
export function readS3Settings(value: unknown): S3Settings {
  return settingsSchema.parse(value)
}

/** The audience of tokens where a value names none: what AWS expects. */
const AWS_AUDIENCE = 'sts.amazonaws.com'

const audienceSchema = z.object({ audience: emptyAsUnset(z.string()) })

/** How a bucket of type `s3` is opened. */
export function s3Access(value: unknown, { ambient, uses }: OpenOptions): S3Access {
  return { settings: readS3Settings(value), options: { policy: addressPolicy(), ambient, uses } }
}

/** The same for `s3_aws_oidc`: the resource shows who it is, and has no keys. */
export function s3OidcAccess(value: unknown, { holder, uses }: OpenOptions): S3Access {
  const { audience = AWS_AUDIENCE } = audienceSchema.parse(value)
  const webIdentity = resourceIdentity(holder, audience)
  return { settings: readS3Settings(value), options: { policy: addressPolicy(), webIdentity, uses } }
}

export type S3Access = { settings: S3Settings; options: S3Options }

/** The bucket that a value describes. */
export function openS3Resource(value: unknown, options: OpenOptions): ObjectStore {
  const access = s3Access(value, options)
  return openS3(access.settings, access.options)
}

/** The same for `s3_aws_oidc`. */
export function openS3OidcResource(value: unknown, options: OpenOptions): ObjectStore {
  const access = s3OidcAccess(value, options)
  return openS3(access.settings, access.options)
}

/** Settings that tools of others understand: in place of a role its temporary credentials. Throws `RoleRefused`. */
export async function settingsToHandOut({ settings, options }: S3Access): Promise<S3Settings> {
  if (!settings.roleArn) return settings
  const client = createS3Client(settings, options)
  try {
    const {
      accessKeyId: accessKey,
      secretAccessKey: secretKey,
      sessionToken: token,
    } = await client.config.credentials()
    return {
      ...settings,
      accessKey,
      secretKey,
      token,
      roleArn: undefined,
      externalId: undefined,
      stsEndpoint: undefined,
    }
  } finally {
    client.destroy()
  }
}

/** What endpoints may reach on this instance. */
export function addressPolicy(): AddressPolicy {
  const { allowPrivateEndpoints, isLoopback } = env()
  return parseAddressPolicy(allowPrivateEndpoints, { allowLoopback: isLoopback })
}
