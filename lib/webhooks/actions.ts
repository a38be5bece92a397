'use server'

import { defineReadingAction } from '@/lib/actions/define-action'
import { createWebhook } from './create-webhook'
import { revokeWebhook } from './revoke-webhook'
import { createWebhookSchema, revokeWebhookSchema } from './schema'

/** Operators run scripts, and so may their programs. */
export const createWebhookAction = defineReadingAction(createWebhookSchema, createWebhook)
export const revokeWebhookAction = defineReadingAction(revokeWebhookSchema, revokeWebhook)
