'use server'

import { defineAction, defineReadingAction } from '@/lib/actions/define-action'
import { listGrants } from './list-grants'
import { itemSchema, setGrantsSchema } from './schema'
import { setGrants } from './set-grants'

export const listGrantsAction = defineReadingAction(itemSchema, listGrants)
export const setGrantsAction = defineAction(setGrantsSchema, setGrants)
