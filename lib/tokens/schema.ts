import * as z from 'zod'

const MAX_LABEL_CHARS = 100

/** A prefix that a token is bound to is a folder: `a` would mean `abc` as well. */
const keyPrefixSchema = z
  .string()
  .trim()
  .max(1024, 'A prefix has at most 1024 characters.')
  .refine((prefix) => prefix === '' || prefix.endsWith('/'), 'A prefix ends with /, such as reports/.')

export const createTokenSchema = z
  .object({
    label: z
      .string()
      .trim()
      .min(1, 'Say what the token is for.')
      .max(MAX_LABEL_CHARS, 'A label has at most 100 characters.'),
    /** null: it does not expire. */
    expiresAt: z.coerce.date().nullable(),
    /** null: in every workspace of its user. */
    workspaceId: z.string().nullable().default(null),
    readOnly: z.boolean().default(false),
    /** null: everything that its user may do; otherwise only objects of this storage. */
    storage: z.string().nullable().default(null),
    /** '' for the whole storage. */
    prefix: keyPrefixSchema.default(''),
  })
  .superRefine(({ expiresAt, storage, prefix, workspaceId }, context) => {
    const refuse = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message })
    if (expiresAt && expiresAt.getTime() <= Date.now()) refuse('expiresAt', 'Choose a time in the future.')
    if (prefix && !storage) refuse('storage', 'Choose the storage that the prefix is in.')
    if (storage && !workspaceId) refuse('workspaceId', 'Choose the workspace that the storage is in.')
  })
export type CreateToken = z.output<typeof createTokenSchema>

export const deleteTokenSchema = z.object({ id: z.string() })
export type DeleteToken = z.output<typeof deleteTokenSchema>

/** What a token leaves of its user's rights. */
export type TokenScope = {
  workspaceId: string | null
  readOnly: boolean
  storage: string | null
  prefix: string
  /** Only to run the script there. */
  script: string | null
}

/** A token as its user sees it in a list: never its secret. */
export type TokenSummary = TokenScope & {
  id: string
  label: string
  /** 'api' was made by its user, 'login' by a sign-in over the API. */
  kind: string
  createdAt: Date
  expiresAt: Date | null
  lastUsedAt: Date | null
}
