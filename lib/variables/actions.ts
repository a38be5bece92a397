'use server'

import { defineAction } from '@/lib/actions/define-action'
import { createVariable } from './create-variable'
import { deleteVariable } from './delete-variable'
import { createVariableSchema, updateVariableSchema, variablePathSchema } from './schema'
import { updateVariable } from './update-variable'

export const createVariableAction = defineAction(createVariableSchema, createVariable)
export const updateVariableAction = defineAction(updateVariableSchema, updateVariable)
export const deleteVariableAction = defineAction(variablePathSchema, deleteVariable)
