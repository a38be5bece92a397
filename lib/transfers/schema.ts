import * as z from 'zod'
import { MAX_PAGE_KEYS } from '@/lib/objects/schema'
import { MAX_KEY_BYTES } from '@/lib/storage/keys'
import { storageNameSchema } from '@/lib/storage-settings/schema'

export const transferKinds = ['copy', 'move'] as const
export type TransferKind = (typeof transferKinds)[number]

/** What becomes of an object whose key is taken at the target. */
export const conflictPolicies = ['skip', 'overwrite', 'keep_both', 'newer', 'different'] as const
export type ConflictPolicy = (typeof conflictPolicies)[number]

/**
 * How a copy is checked. `told`: by the checksum that the target tells, and by reading it back where it tells none. `read_back`: by
 * reading it back in any case.
 */
export const verifications = ['told', 'read_back'] as const
export type Verification = (typeof verifications)[number]

export const transferStatuses = ['waiting', 'running', 'paused', 'done', 'failed', 'cancelled'] as const
export type TransferStatus = (typeof transferStatuses)[number]

/** Whether it is still being worked on, or will be. */
export const isActive = (status: TransferStatus) => status === 'waiting' || status === 'running'

const folderSchema = z
  .string()
  .default('')
  .refine((prefix) => prefix === '' || prefix.endsWith('/'), 'must be empty or end with /')

const keySchema = z.string().min(1).max(MAX_KEY_BYTES)

/** Each of them once, whoever named it twice. */
function selectionOf(schema: typeof keySchema) {
  const listed = z.array(schema).max(MAX_PAGE_KEYS).default([])
  return listed.transform((names) => [...new Set(names)])
}

/** Files and folders of one storage, and where they go: names below `from` are kept below `to`. */
export const createTransferSchema = z
  .object({
    kind: z.enum(transferKinds),
    source: storageNameSchema,
    target: storageNameSchema,
    keys: selectionOf(keySchema),
    prefixes: selectionOf(keySchema.endsWith('/', 'must end with /')),
    from: folderSchema,
    to: folderSchema,
    conflict: z.enum(conflictPolicies).default('skip'),
    verify: z.enum(verifications).default('told'),
    dryRun: z.boolean().default(false),
  })
  .refine(({ keys, prefixes }) => keys.length + prefixes.length > 0, 'Name at least one file or folder.')
  .refine(
    ({ from, keys, prefixes }) => [...keys, ...prefixes].every((key) => key.startsWith(from)),
    'keys and prefixes: must all lie in the folder `from`',
  )
export type CreateTransfer = z.output<typeof createTransferSchema>

export const transferIdSchema = z.object({ id: z.string() })
export type TransferId = z.output<typeof transferIdSchema>

/** Tries the failures of a transfer again, with its own conflict policy unless another one is named. */
export const retryTransferSchema = transferIdSchema.extend({ conflict: z.enum(conflictPolicies).optional() })
export type RetryTransfer = z.output<typeof retryTransferSchema>

/** Objects and bytes. */
export const amountSchema = z.object({ objects: z.number(), bytes: z.number() })
export type Amount = z.output<typeof amountSchema>

/** What became of the objects; in a dry run, what would. */
export const countsSchema = z.object({
  /** Copied or moved, with their bytes. */
  done: amountSchema,
  /** Left alone as the conflict policy says. */
  skipped: amountSchema,
  failed: amountSchema,
  /** Whose key is taken at the target, whatever the policy made of that. */
  conflicts: z.number(),
  /** Dry runs only: what the person may not read, delete at the source, or write at the target. */
  unreadable: z.number(),
  undeletable: z.number(),
  unwritable: z.number(),
})
export type Counts = z.output<typeof countsSchema>

const dateSchema = z.coerce.date()

export const transferSchema = z.object({
  id: z.string(),
  kind: z.enum(transferKinds),
  dryRun: z.boolean(),
  source: z.string(),
  target: z.string(),
  from: z.string(),
  to: z.string(),
  conflict: z.enum(conflictPolicies),
  verify: z.enum(verifications),
  /** What is transferred: the first name, and how many files and folders were named. */
  first: z.string(),
  files: z.number(),
  folders: z.number(),
  /** The transfer whose failures are tried again. */
  retryOf: z.string().nullable(),
  /** Username in the workspace; the e-mail address of somebody who is no member any more. */
  startedBy: z.string(),
  isOwn: z.boolean(),
  status: z.enum(transferStatuses),
  error: z.string().nullable(),
  /** null until they are counted. */
  total: amountSchema.nullable(),
  counts: countsSchema,
  /** Bytes of objects that are under way. */
  flightBytes: z.number(),
  /** Keys that are under way, as far as they are known. */
  flightKeys: z.array(z.string()),
  /** Bytes per second lately; null when nothing tells. */
  rate: z.number().nullable(),
  createdAt: dateSchema,
  startedAt: dateSchema.nullable(),
  endedAt: dateSchema.nullable(),
})
export type Transfer = z.output<typeof transferSchema>

export const listTransfersSchema = z.object({
  /** Only those that are worked on or wait, of the caller. */
  active: z.stringbool().default(false),
  /** Only those that were started before; for the next page. */
  before: z.coerce.date().optional(),
})
export type ListTransfers = z.output<typeof listTransfersSchema>

export const transferPageSchema = z.object({ transfers: z.array(transferSchema), more: z.boolean() })
export type TransferPage = z.output<typeof transferPageSchema>

export const transferFailureSchema = z.object({
  id: z.number(),
  key: z.string(),
  size: z.number().nullable(),
  target: z.string(),
  reason: z.string(),
})
export type TransferFailure = z.output<typeof transferFailureSchema>

export const listFailuresSchema = z.object({
  /** Only failures with a greater id: from the page before. */
  after: z.coerce.number().int().optional(),
})
export type ListFailures = z.output<typeof listFailuresSchema> & TransferId

export const failurePageSchema = z.object({ failures: z.array(transferFailureSchema), more: z.boolean() })
export type FailurePage = z.output<typeof failurePageSchema>
