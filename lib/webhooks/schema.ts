import * as z from 'zod'
import { pathSchema } from '@/lib/resources/path'

export const createWebhookSchema = z.object({
  path: pathSchema,
  label: z.string().trim().min(1, 'Say who calls it.').max(100, 'A label has at most 100 characters.'),
})
export type CreateWebhook = z.output<typeof createWebhookSchema>

export const listWebhooksSchema = z.object({ path: pathSchema })
export type ListWebhooks = z.output<typeof listWebhooksSchema>

export const revokeWebhookSchema = z.object({ id: z.string() })
export type RevokeWebhook = z.output<typeof revokeWebhookSchema>

/** A webhook as those see it who may revoke it: never its secret. */
export type WebhookSummary = {
  id: string
  label: string
  /** Username of whoever made it, in whose name it runs the script. */
  owner: string
  createdAt: Date
  lastUsedAt: Date | null
  expiresAt: Date | null
}
