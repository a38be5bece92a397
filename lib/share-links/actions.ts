'use server'

import { defineAction, defineReadingAction } from '@/lib/actions/define-action'
import { createShareLink } from './create-share-link'
import { revokeShareLink } from './revoke-share-link'
import { createShareLinkSchema, shareLinkIdSchema } from './schema'

export const createShareLinkAction = defineAction(createShareLinkSchema, createShareLink)
/** For operators too, who may have shared something when they were developers. */
export const revokeShareLinkAction = defineReadingAction(shareLinkIdSchema, revokeShareLink)
