'use server'

import { defineAction } from '@/lib/actions/define-action'
import { saveScriptSettings } from './save-script-settings'
import { scriptSettingsSchema } from './schema'

export const saveScriptSettingsAction = defineAction(scriptSettingsSchema, saveScriptSettings)
