'use server'

import { defineAction } from '@/lib/actions/define-action'
import { explainStorageAccess } from './explain-storage-access'
import { saveStorageSettings } from './save-storage-settings'
import { explainStorageAccessSchema, saveStorageSettingsSchema } from './schema'

export const saveStorageSettingsAction = defineAction(saveStorageSettingsSchema, saveStorageSettings)
export const explainStorageAccessAction = defineAction(explainStorageAccessSchema, explainStorageAccess)
