'use server'

import { definePersonAction } from '@/lib/actions/define-action'
import { createWorkspace } from './create-workspace'
import { deleteWorkspace } from './delete-workspace'
import { createWorkspaceSchema, workspaceSchema } from './schema'

export const createWorkspaceAction = definePersonAction(createWorkspaceSchema, createWorkspace)
export const deleteWorkspaceAction = definePersonAction(workspaceSchema, deleteWorkspace)
