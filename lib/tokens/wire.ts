import * as z from 'zod'
import { parse } from '@/lib/parse'
import { type CreateToken, createTokenSchema, type TokenSummary } from './schema'

/** What published clients send for a new token, and our own fields beside theirs. */
export const newTokenSchema = z.object({
  label: z.string().nullish(),
  expiration: z.string().nullish(),
  workspace_id: z.string().nullish(),
  scopes: z.array(z.string()).nullish(),
  read_only: z.boolean().nullish(),
  storage: z.string().nullish(),
  prefix: z.string().nullish(),
})

/** The input of `createToken`. The scopes of the original are its own; of them, only what we keep to is taken. */
export function toNewToken(body: z.output<typeof newTokenSchema>): CreateToken {
  return parse(createTokenSchema, {
    label: body.label || 'Made over the API',
    expiresAt: body.expiration ?? null,
    workspaceId: body.workspace_id ?? null,
    readOnly: body.read_only ?? false,
    storage: body.storage ?? null,
    prefix: body.prefix ?? '',
  })
}

export const tokenListSchema = z.object({ exclude_ephemeral: z.enum(['true', 'false']).optional() })

export const wireTokenSchema = z.object({
  token_prefix: z.string(),
  label: z.string(),
  created_at: z.string(),
  last_used_at: z.string(),
  expiration: z.string().optional(),
  workspace_id: z.string().optional(),
  scopes: z.array(z.string()),
  read_only: z.boolean(),
  storage: z.string().optional(),
  prefix: z.string().optional(),
})

/** A token in the words of published clients, which expect a last use even of one that was never used. */
export function describeToken(token: TokenSummary): z.output<typeof wireTokenSchema> {
  return {
    token_prefix: token.id.slice(0, 10),
    label: token.label,
    created_at: token.createdAt.toISOString(),
    last_used_at: (token.lastUsedAt ?? token.createdAt).toISOString(),
    expiration: token.expiresAt?.toISOString(),
    workspace_id: token.workspaceId ?? undefined,
    scopes: [],
    read_only: token.readOnly,
    storage: token.storage ?? undefined,
    prefix: token.prefix || undefined,
  }
}
