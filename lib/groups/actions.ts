'use server'

import { defineAction, defineReadingAction } from '@/lib/actions/define-action'
import { emptySchema } from '@/lib/parse'
import { deleteGroup, updateGroup } from './change-group'
import { setGroupMembers } from './change-members'
import { createGroup } from './create-group'
import { listGroupUses } from './list-group-uses'
import { listGroups } from './list-groups'
import { createGroupSchema, groupSchema, setGroupMembersSchema, updateGroupSchema } from './schema'

export const listGroupsAction = defineReadingAction(emptySchema, listGroups)
export const listGroupUsesAction = defineReadingAction(groupSchema, listGroupUses)
export const createGroupAction = defineAction(createGroupSchema, createGroup)
export const updateGroupAction = defineAction(updateGroupSchema, updateGroup)
export const deleteGroupAction = defineAction(groupSchema, deleteGroup)
export const setGroupMembersAction = defineAction(setGroupMembersSchema, setGroupMembers)
