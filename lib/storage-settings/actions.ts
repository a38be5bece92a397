'use server'

import { defineAction } from '@/lib/actions/define-action'
import { saveStorageSettings } from './save-storage-settings'
import { saveStorageSettingsSchema } from './schema'

export const saveStorageSettingsAction = defineAction(saveStorageSettingsSchema, saveStorageSettings)
