'use server'

import { defineAction, defineReadingAction } from '@/lib/actions/define-action'
import { emptySchema } from '@/lib/parse'
import { createFolder } from './create-folder'
import { deleteFolder } from './delete-folder'
import { listFolders } from './list-folders'
import { createFolderSchema, folderSchema, shareFolderSchema, updateFolderSchema } from './schema'
import { shareFolder } from './share-folder'
import { updateFolder } from './update-folder'

export const listFoldersAction = defineReadingAction(emptySchema, listFolders)
export const createFolderAction = defineAction(createFolderSchema, createFolder)
export const updateFolderAction = defineAction(updateFolderSchema, updateFolder)
export const deleteFolderAction = defineAction(folderSchema, deleteFolder)
export const shareFolderAction = defineAction(shareFolderSchema, shareFolder)
