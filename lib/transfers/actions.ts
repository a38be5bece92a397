'use server'

import { defineAction, defineReadingAction } from '@/lib/actions/define-action'
import { cancelTransfer, pauseTransfer, resumeTransfer } from './control-transfer'
import { createTransfer } from './create-transfer'
import { deleteTransfer } from './delete-transfer'
import { retryTransfer } from './retry-transfer'
import { createTransferSchema, retryTransferSchema, transferIdSchema } from './schema'

export const createTransferAction = defineAction(createTransferSchema, createTransfer)
export const resumeTransferAction = defineAction(transferIdSchema, resumeTransfer)
export const retryTransferAction = defineAction(retryTransferSchema, retryTransfer)
/** For operators too, who may have started something when they were developers. */
export const pauseTransferAction = defineReadingAction(transferIdSchema, pauseTransfer)
export const cancelTransferAction = defineReadingAction(transferIdSchema, cancelTransfer)
export const deleteTransferAction = defineReadingAction(transferIdSchema, deleteTransfer)
