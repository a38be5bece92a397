'use server'

import { defineAction } from '@/lib/actions/define-action'
import { archiveFlow, createFlow, deleteFlow, updateFlow } from './save-flow'
import { archiveFlowActionSchema, flowPathSchema, newFlowSchema, saveFlowSchema } from './schema'

export const createFlowAction = defineAction(newFlowSchema, createFlow)
export const updateFlowAction = defineAction(saveFlowSchema, updateFlow)
export const archiveFlowAction = defineAction(archiveFlowActionSchema, archiveFlow)
export const deleteFlowAction = defineAction(flowPathSchema, deleteFlow)
