import * as z from 'zod'
import { PRIMARY_STORAGE, storageNameSchema } from '@/lib/storage-settings/schema'

/** The most that one page of a listing holds, folders and files together (S3's own limit). */
export const MAX_PAGE_KEYS = 1000

/** Of the first page that a screen asks for: a screenful many times over, still a small answer. */
export const FIRST_PAGE_KEYS = 500

const resourcePathSchema = z
  .string()
  .transform((path) => path.replace(/^(\$res:|res:\/\/)/, ''))
  .optional()

/** Which storage a request means: one of the workspace's by name, or a resource that the caller may read. */
export const targetSchema = z.object({ storage: storageNameSchema, s3_resource_path: resourcePathSchema })
export type Target = z.output<typeof targetSchema>

const keySchema = z.string().min(1, 'is missing')

/** A query that names one object; see `locateObject` for the forms that a key may have. */
export const objectTargetSchema = targetSchema.extend({ file_key: keySchema }).transform(locateObject)
export type ObjectTarget = z.output<typeof objectTargetSchema>

type Located = { storage: string; file_key?: string }

/**
 * Understands `s3://storage/key`, or `s3:///key` in the primary storage, wherever a request names an object by its key: the
 * storage in the URI is then the one that is meant. Everything else is a key as it stands.
 */
export function locateObject<T extends Located>(target: T): T {
  const match = /^s3:\/\/([^/]*)\/(.+)$/s.exec(target.file_key ?? '')
  return match ? { ...target, storage: match[1] || PRIMARY_STORAGE, file_key: match[2] } : target
}

const s3RecordSchema = targetSchema.extend({ s3: keySchema })

/** An object as scripts hold it: `{ s3, storage }`, or its URI. */
export const s3ObjectSchema = z.union([z.string().startsWith('s3://'), s3RecordSchema]).transform((object) => {
  const { s3, ...target } = typeof object === 'string' ? { ...targetSchema.parse({}), s3: object } : object
  return locateObject({ ...target, file_key: s3 })
})

/** Copies an object within a storage or from one to another. */
export const copyObjectSchema = z.object({
  src: s3ObjectSchema,
  dest: s3ObjectSchema,
  /** `false` refuses to replace an object at the target. */
  overwrite: z.boolean().default(true),
})
export type CopyObject = z.output<typeof copyObjectSchema>

const listSchema = z.preprocess(
  (value) => (typeof value === 'string' ? [value] : value),
  z.array(keySchema).default([]),
)

/** Files and folders of one level, as a form sends them; `prefix` are folders and end with `/`. */
export const zipObjectsSchema = targetSchema
  .extend({
    file_key: listSchema,
    prefix: listSchema,
    /** The folder that they lie in: names in the archive begin after it. */
    base: z.string().default(''),
  })
  .refine(({ file_key, prefix }) => file_key.length + prefix.length > 0, 'Name a file_key or a prefix.')
  .refine(
    ({ file_key, prefix, base }) => [...file_key, ...prefix].every((each) => each.startsWith(base)),
    'Every file_key and prefix must begin with base.',
  )
export type ZipObjects = z.output<typeof zipObjectsSchema>

const pageSizeSchema = z.coerce.number().int().min(1).max(MAX_PAGE_KEYS)

/** One folder level. `prefix` ends with `/` or is empty; `search` narrows to names that start with it. */
export const listLevelSchema = targetSchema.extend({
  prefix: z
    .string()
    .default('')
    .refine((prefix) => prefix === '' || prefix.endsWith('/'), 'must be empty or end with /'),
  search: z.string().default(''),
  max_keys: pageSizeSchema.default(500),
  page_token: z.string().optional(),
})
export type ListLevel = z.output<typeof listLevelSchema>

/** Every key under a prefix, without folders. `search` is a raw key prefix. */
export const listFlatSchema = targetSchema.extend({
  prefix: z.string().default(''),
  search: z.string().default(''),
  max_keys: pageSizeSchema,
  marker: z.string().optional(),
})
export type ListFlat = z.output<typeof listFlatSchema>

const dateSchema = z.coerce.date()

const folderSchema = z.object({ prefix: z.string(), name: z.string() })
const fileSchema = z.object({
  key: z.string(),
  name: z.string(),
  size: z.number(),
  last_modified: dateSchema,
  etag: z.string().nullable(),
})
export type Folder = z.output<typeof folderSchema>
export type File = z.output<typeof fileSchema>

export const levelPageSchema = z.object({
  folders: z.array(folderSchema),
  files: z.array(fileSchema),
  next_page_token: z.string().nullable(),
  /** true for whoever may not browse this storage: then nothing is listed. */
  restricted_access: z.boolean(),
})
export type LevelPage = z.output<typeof levelPageSchema>

export const flatPageSchema = z.object({
  windmill_large_files: z.array(z.object({ s3: z.string() })),
  next_marker: z.string().nullable(),
  restricted_access: z.boolean(),
})
export type FlatPage = z.output<typeof flatPageSchema>

export const metadataSchema = z.object({
  mime_type: z.string().nullable(),
  size_in_bytes: z.number(),
  last_modified: dateSchema,
  expires: dateSchema.nullable(),
  version_id: z.string().nullable(),
  etag: z.string().nullable(),
  content_disposition: z.string().nullable(),
  content_encoding: z.string().nullable(),
  cache_control: z.string().nullable(),
  storage_class: z.string().nullable(),
  metadata: z.record(z.string(), z.string()),
})
export type Metadata = z.output<typeof metadataSchema>

/** null where a download goes through the server. */
export const signedDownloadSchema = z.object({ url: z.string().nullable() })

const uploadFieldsSchema = targetSchema.extend({
  /** Empty or absent: a key is invented under `windmill_uploads/`. */
  file_key: z.string().optional(),
  file_extension: z.string().optional(),
  content_type: z.string().optional(),
  content_disposition: z.string().optional(),
})

/** `overwrite` false refuses to replace an object of that key. */
export const uploadSchema = uploadFieldsSchema
  .extend({ overwrite: z.stringbool().default(true) })
  .transform(locateObject)
export type Upload = z.output<typeof uploadSchema>

/** The same as JSON: an upload in parts. */
export const createUploadSchema = uploadFieldsSchema
  .extend({ overwrite: z.boolean().default(true) })
  .transform(locateObject)
export type CreateUpload = z.output<typeof createUploadSchema>

/** Moves an object within one storage, which a URI in the place of either key may name. */
export const moveObjectSchema = targetSchema
  .extend({ src_file_key: keySchema, dest_file_key: keySchema })
  .transform((input, context) => {
    const source = locateObject({ ...input, file_key: input.src_file_key })
    const target = locateObject({ ...input, storage: source.storage, file_key: input.dest_file_key })
    if (source.storage === target.storage)
      return { ...input, storage: source.storage, src_file_key: source.file_key, dest_file_key: target.file_key }
    context.addIssue('A move stays within one storage. Copy the object to the other one, then delete it here.')
    return z.NEVER
  })
export type MoveObject = z.output<typeof moveObjectSchema>

/** Some keys and everything under some prefixes (each ending with `/`). */
const selectionSchema = z.object({
  keys: z.array(keySchema).max(MAX_PAGE_KEYS),
  prefixes: z.array(keySchema).max(MAX_PAGE_KEYS),
})

/** Where a long change goes on: opaque, from the answer before. */
const resumeSchema = z.string().optional()

export const deleteObjectsSchema = selectionSchema.extend({ storage: storageNameSchema, resume: resumeSchema })
export type DeleteObjects = z.output<typeof deleteObjectsSchema>

/** Moves what is selected from folder `from` into folder `to`, keeping the names below `from`. */
export const moveObjectsSchema = selectionSchema.extend({
  storage: storageNameSchema,
  from: z.string(),
  to: z.string(),
  overwrite: z.boolean().default(false),
  resume: resumeSchema,
})
export type MoveObjects = z.output<typeof moveObjectsSchema>

/** Renames one object, or with a trailing slash on both everything under a prefix. */
export const renameObjectSchema = z.object({
  storage: storageNameSchema,
  source: keySchema,
  target: keySchema,
  overwrite: z.boolean().default(false),
  resume: resumeSchema,
})
export type RenameObject = z.output<typeof renameObjectSchema>

/** Why a key could not be changed; `exists` when only an object at the target stands in the way. */
export type ChangeFailure = { key: string; reason: string; exists?: boolean }

/** What one step of a long change did; `resume` is null when nothing is left to do. */
export type ChangeStep = { done: number; failures: ChangeFailure[]; resume: string | null }

export const createFolderSchema = z.object({
  storage: storageNameSchema,
  prefix: z
    .string()
    .min(2, 'Give the folder a name')
    .refine((prefix) => prefix.endsWith('/'), 'must end with /'),
})
export type CreateFolder = z.output<typeof createFolderSchema>

export const countObjectsSchema = targetSchema.extend({
  prefix: z.string().default(''),
  page_token: z.string().optional(),
})
export type CountObjects = z.output<typeof countObjectsSchema>

/** What lies under a prefix, counted up to `next_page_token`. */
export const objectCountSchema = z.object({
  count: z.number(),
  bytes: z.number(),
  next_page_token: z.string().nullable(),
})
export type ObjectCount = z.output<typeof objectCountSchema>

/** Which of these keys are taken: asked before an upload. */
export const existingKeysSchema = z.object({ storage: storageNameSchema, keys: z.array(keySchema).max(MAX_PAGE_KEYS) })
export type ExistingKeys = z.output<typeof existingKeysSchema>

export const checkFolderSchema = targetSchema
  .extend({ file_key: keySchema, marker_file: z.string().optional() })
  .transform(locateObject)
export type CheckFolder = z.output<typeof checkFolderSchema>

export const folderCheckSchema = z.object({ exists: z.boolean(), is_folder: z.boolean() })
export type FolderCheck = z.output<typeof folderCheckSchema>
