'use server'

import { defineAction } from '@/lib/actions/define-action'
import { shareFolderSchema } from './schema'
import { shareFolder } from './share-folder'

export const shareFolderAction = defineAction(shareFolderSchema, shareFolder)
