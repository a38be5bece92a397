import * as z from 'zod'
import { locateObject } from '@/lib/objects/schema'
import { storageNameSchema } from '@/lib/storage-settings/schema'

const DEFAULT_EXPIRY_SECONDS = 12 * 3600
const MIN_EXPIRY_SECONDS = 60
const MAX_EXPIRY_SECONDS = 7 * 24 * 3600
const MAX_OBJECTS = 10_000

/** An object as scripts hold it, with whatever else they keep in it, or its URI. Fields that are null count as absent. */
const signableSchema = z
  .union([
    z
      .string()
      .startsWith('s3://', 'must be an object with s3, or begin with s3://')
      .transform((s3) => ({ s3 })),
    z.looseObject({ s3: z.string().min(1, 'is missing') }),
  ])
  .transform(withoutNulls)
  .pipe(z.looseObject({ s3: z.string(), storage: storageNameSchema.optional() }))

/** A body of `sign_s3_objects`. */
export const signObjectsSchema = z.object({
  s3_objects: z.union([z.array(signableSchema).max(MAX_OBJECTS), signableSchema.transform((object) => [object])]),
  expiry_secs: z
    .number()
    .nullish()
    .transform((seconds) => clamp(Math.floor(seconds ?? DEFAULT_EXPIRY_SECONDS))),
})
export type SignObjects = z.output<typeof signObjectsSchema>
export type Signable = SignObjects['s3_objects'][number]

/** The same objects in the same order, each with what makes its address a link. */
export const signedObjectsSchema = z.array(z.looseObject({ s3: z.string(), presigned: z.string() }))

/** The query of a link. Names that are asked for twice are no link. */
export const linkQuerySchema = z.object({
  exp: z
    .string()
    .regex(/^\d{1,12}$/)
    .transform(Number),
  sig: z.string().regex(/^[0-9a-f]{64}$/),
  by: z.string(),
})

function clamp(seconds: number): number {
  return Math.min(MAX_EXPIRY_SECONDS, Math.max(MIN_EXPIRY_SECONDS, seconds))
}

function withoutNulls(object: { s3: string }) {
  const kept = Object.fromEntries(Object.entries(object).filter(([, value]) => value !== null))
  return { ...kept, s3: object.s3 }
}

/** The key and the storage that an object names, a URI in its `s3` included. */
export function locateSignable({ s3, storage }: Signable): { key: string; storage: string } {
  const located = locateObject({ file_key: s3, storage: storageNameSchema.parse(storage) })
  return { key: located.file_key, storage: located.storage }
}
