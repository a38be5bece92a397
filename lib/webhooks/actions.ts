'use server'

import { defineReadingAction } from '@/lib/actions/define-action'
import { createWebhook } from './create-webhook'
import { createWebhookSchema } from './schema'

/** Operators run scripts, and so may their programs. */
export const createWebhookAction = defineReadingAction(createWebhookSchema, createWebhook)
