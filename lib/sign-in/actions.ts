'use server'

import { defineFormAction } from '@/lib/actions/define-action'
import { requestAddress } from '@/lib/auth/page-context'
import { enterWithPassword, enterWithProvider, returnToSignIn } from '@/lib/auth/page-session'
import { createFirstAdmin } from '@/lib/people/create-first-admin'
import { nextSchema, setUpSchema, signInSchema } from './schema'

export const signInAction = defineFormAction(signInSchema, enterWithPassword)
export const signInWithProviderAction = defineFormAction(nextSchema, enterWithProvider)
export const signOutAction = returnToSignIn
export const setUpAction = defineFormAction(setUpSchema, async (input) => {
  await createFirstAdmin({ ...input, address: await requestAddress() })
  await enterWithPassword({ ...input, next: '/' })
})
