import * as z from 'zod'
import { storageNameSchema } from '@/lib/storage-settings/schema'

const MAX_LABEL_CHARS = 100
export const MIN_PASSWORD_CHARS = 8
const MAX_DOWNLOADS = 1_000_000

const keySchema = z.string().min(1, 'is missing')

export const createShareLinkSchema = z.object({
  storage: storageNameSchema,
  key: keySchema,
  label: z.string().trim().max(MAX_LABEL_CHARS, `A label has at most ${MAX_LABEL_CHARS} characters.`).default(''),
  /** null: it does not expire. */
  expiresAt: z.coerce
    .date()
    .refine((date) => date.getTime() > Date.now(), 'Choose a time in the future.')
    .nullable(),
  /** null: whoever has the link needs none. */
  password: z
    .string()
    .min(MIN_PASSWORD_CHARS, `A password has at least ${MIN_PASSWORD_CHARS} characters.`)
    .max(200, 'A password has at most 200 characters.')
    .nullable()
    .default(null),
  /** null: as often as wanted. */
  maxDownloads: z
    .number()
    .int()
    .min(1, 'Allow at least one download.')
    .max(MAX_DOWNLOADS, 'Leave it empty for no limit.')
    .nullable()
    .default(null),
})
export type CreateShareLink = z.output<typeof createShareLinkSchema>

export const shareLinkIdSchema = z.object({ id: z.string() })
export type ShareLinkId = z.output<typeof shareLinkIdSchema>

/** Links of one file, or of all. */
export const listShareLinksSchema = z.object({ storage: storageNameSchema, key: z.string().optional() })
export type ListShareLinks = z.output<typeof listShareLinksSchema>

const dateSchema = z.coerce.date()

export const shareLinkSchema = z.object({
  id: z.string(),
  storage: z.string(),
  key: z.string(),
  label: z.string(),
  /** Username in the workspace; the e-mail address of somebody who is no member any more. */
  owner: z.string(),
  isOwn: z.boolean(),
  /** For its owner alone. */
  url: z.string().nullable(),
  state: z.enum(['active', 'expired', 'used_up']),
  hasPassword: z.boolean(),
  maxDownloads: z.number().nullable(),
  downloads: z.number(),
  createdAt: dateSchema,
  expiresAt: dateSchema.nullable(),
  lastUsedAt: dateSchema.nullable(),
})
export type ShareLink = z.output<typeof shareLinkSchema>

/** Why a link gives no file, in words for whoever has it. */
export const shareProblems = {
  unknown: 'There is no such link. Check that its address was copied whole.',
  revoked: 'This link was taken back. Ask whoever sent it for a new one.',
  expired: 'This link has expired. Ask whoever sent it for a new one.',
  used_up: 'This link has been used as often as it may be. Ask whoever sent it for a new one.',
  ended: 'This link does not work any more. Ask whoever sent it for a new one.',
  missing: 'The file behind this link is not there any more.',
  unavailable: 'The file cannot be reached at the moment. Try again later.',
} as const
export type ShareProblem = keyof typeof shareProblems

export const sharePasswordSchema = z.object({ password: z.string().max(200).default('') })

/** What the page of a link says after a download was refused. */
export const sharePageProblems = {
  password: 'This is not the password of this link.',
  held_back: 'There were too many wrong passwords. Try again in a while, 15 minutes at most.',
} as const

/** The sentence for `?problem=…` in the address; undefined for what means nothing. */
export function sharePageProblem(code: unknown): string | undefined {
  return code === 'password' || code === 'held_back' ? sharePageProblems[code] : undefined
}
