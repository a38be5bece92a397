'use server'

import { defineAction, definePersonAction } from '@/lib/actions/define-action'
import { renewSession, returnToSignIn } from '@/lib/auth/page-session'
import { emptySchema } from '@/lib/parse'
import { addMember } from './add-member'
import { changePassword } from './change-password'
import { createUser } from './create-user'
import { deleteUser } from './delete-user'
import { endSessions } from './end-sessions'
import { removeMember } from './remove-member'
import { resetPassword } from './reset-password'
import {
  addMemberSchema,
  changePasswordSchema,
  createUserSchema,
  deleteUserSchema,
  removeMemberSchema,
  resetPasswordSchema,
  updateMemberSchema,
  updateProfileSchema,
  updateUserSchema,
} from './schema'
import { updateMember } from './update-member'
import { updateProfile } from './update-profile'
import { updateUser } from './update-user'

export const createUserAction = definePersonAction(createUserSchema, createUser)
export const updateUserAction = definePersonAction(updateUserSchema, updateUser)
export const deleteUserAction = definePersonAction(deleteUserSchema, deleteUser)
export const resetPasswordAction = definePersonAction(resetPasswordSchema, resetPassword)
export const updateProfileAction = definePersonAction(updateProfileSchema, updateProfile)
export const changePasswordAction = definePersonAction(changePasswordSchema, async (ctx, input) =>
  renewSession(await changePassword(ctx, input)),
)
export const endSessionsAction = definePersonAction(emptySchema, async (ctx) => {
  await endSessions(ctx)
  return returnToSignIn()
})
export const addMemberAction = defineAction(addMemberSchema, addMember)
export const updateMemberAction = defineAction(updateMemberSchema, updateMember)
export const removeMemberAction = defineAction(removeMemberSchema, removeMember)
