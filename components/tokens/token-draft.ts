import type * as z from 'zod'
import type { createTokenSchema } from '@/lib/tokens/schema'

/** How long a token lives: days, until a day, or for ever. */
export const lifetimes = ['7', '30', '90', 'date', 'never'] as const
export type Lifetime = (typeof lifetimes)[number]

/** A token in the form. '' is no limit. */
export type TokenDraft = {
  label: string
  lifetime: Lifetime
  /** `2027-01-31`, for the lifetime until a day. */
  day: string
  workspace: string
  readOnly: boolean
  storage: string
  folder: string
}

export const newTokenDraft: TokenDraft = {
  label: '',
  lifetime: '30',
  day: '',
  workspace: '',
  readOnly: false,
  storage: '',
  folder: '',
}

const DAY_MS = 24 * 3600 * 1000

/** What the draft means at the time `now`, in milliseconds. */
export function toTokenInput(draft: TokenDraft, now: number): z.input<typeof createTokenSchema> {
  const storage = draft.workspace === '' ? '' : draft.storage
  return {
    label: draft.label,
    expiresAt: expiryOf(draft, now),
    workspaceId: draft.workspace || null,
    readOnly: draft.readOnly,
    storage: storage || null,
    prefix: storage === '' ? '' : asFolder(draft.folder.trim()),
  }
}

/** Until the end of the chosen day, where the person is. No day at all is told from "never" by being no date. */
function expiryOf({ lifetime, day }: TokenDraft, now: number): Date | null {
  if (lifetime === 'never') return null
  if (lifetime === 'date') return new Date(`${day}T23:59:59`)
  return new Date(now + Number(lifetime) * DAY_MS)
}

/** A folder may be typed without the slash that ends it. */
function asFolder(folder: string): string {
  return folder === '' || folder.endsWith('/') ? folder : `${folder}/`
}
