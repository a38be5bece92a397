'use server'

import { definePersonAction } from '@/lib/actions/define-action'
import { createToken } from './create-token'
import { deleteToken } from './delete-token'
import { createTokenSchema, deleteTokenSchema } from './schema'

export const createTokenAction = definePersonAction(createTokenSchema, createToken)
export const deleteTokenAction = definePersonAction(deleteTokenSchema, deleteToken)
