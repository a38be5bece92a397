'use server'

import { definePersonAction } from '@/lib/actions/define-action'
import { createWorkspace } from './create-workspace'
import { createWorkspaceSchema } from './schema'

export const createWorkspaceAction = definePersonAction(createWorkspaceSchema, createWorkspace)
