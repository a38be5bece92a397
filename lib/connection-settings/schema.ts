import * as z from 'zod'
import { storageNameSchema } from '@/lib/storage-settings/schema'

const orUndefined = <S extends z.ZodType>(schema: S) =>
  z.preprocess((value) => (value === null || value === '' ? undefined : value), schema.optional())

/** Which bucket somebody wants to connect to: a resource that they may read, else a storage of the workspace. */
export const connectionTargetSchema = z.object({
  s3_resource_path: orUndefined(z.string().transform((path) => path.replace(/^(\$res:|res:\/\/)/, ''))),
  storage: z.preprocess((value) => value ?? undefined, storageNameSchema),
})
export type ConnectionTarget = z.output<typeof connectionTargetSchema>

/** What clients of the S3 protocol need. The endpoint has no scheme, but may have a path. */
export const connectionSchema = z.object({
  bucket: z.string(),
  region: z.string(),
  endPoint: z.string(),
  useSSL: z.boolean(),
  /** Null for a bucket without keys; clients look for both. */
  accessKey: z.string().nullable(),
  secretKey: z.string().nullable(),
  pathStyle: z.boolean(),
  /** Session token of temporary credentials. */
  token: z.string().optional(),
})
export type Connection = z.output<typeof connectionSchema>

/** A whole resource as scripts hold one, which older clients send to have it written in another form. */
export const writtenOutSchema = z.object({
  s3_resource: z.object({
    bucket: z.string(),
    region: z.string().nullish(),
    endPoint: z.string().nullish(),
    useSSL: z.boolean().nullish(),
    accessKey: z.string().nullish(),
    secretKey: z.string().nullish(),
    pathStyle: z.boolean().nullish(),
    port: orUndefined(z.coerce.number().int().min(1).max(65_535)),
    token: z.string().nullish(),
  }),
})
export type WrittenOut = z.output<typeof writtenOutSchema>

export const s3fsArgsSchema = z.object({
  endpoint_url: z.string(),
  key: z.string().optional(),
  secret: z.string().optional(),
  token: z.string().optional(),
  use_ssl: z.boolean(),
  cache_regions: z.boolean(),
  client_kwargs: z.object({ region_name: z.string() }),
})

export const polarsSettingsSchema = z.object({
  s3fs_args: s3fsArgsSchema,
  storage_options: z.record(z.string(), z.string()),
})
export type PolarsSettings = z.output<typeof polarsSettingsSchema>

export const duckdbSettingsSchema = z.object({ connection_settings_str: z.string() })
export const duckdbBucketSettingsSchema = duckdbSettingsSchema.extend({ s3_bucket: z.string() })
