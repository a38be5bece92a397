import * as z from 'zod'
import { pathSchema } from '@/lib/resources/path'

export const createWebhookSchema = z.object({
  path: pathSchema,
  label: z.string().trim().min(1, 'Say who calls it.').max(100, 'A label has at most 100 characters.'),
})
export type CreateWebhook = z.output<typeof createWebhookSchema>
