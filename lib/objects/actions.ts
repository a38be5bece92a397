'use server'

import { defineAction } from '@/lib/actions/define-action'
import { createFolder } from './create-folder'
import { deleteObjects } from './delete-objects'
import { findExistingKeys } from './find-existing-keys'
import { moveObjects, renameObject } from './move-objects'
import {
  createFolderSchema,
  deleteObjectsSchema,
  existingKeysSchema,
  moveObjectsSchema,
  renameObjectSchema,
} from './schema'

export const createFolderAction = defineAction(createFolderSchema, createFolder)
export const deleteObjectsAction = defineAction(deleteObjectsSchema, deleteObjects)
export const findExistingKeysAction = defineAction(existingKeysSchema, findExistingKeys)
export const moveObjectsAction = defineAction(moveObjectsSchema, moveObjects)
export const renameObjectAction = defineAction(renameObjectSchema, renameObject)
