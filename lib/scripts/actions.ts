'use server'

import { defineAction } from '@/lib/actions/define-action'
import { createScript } from './create-script'
import { readScript } from './read-script'
import { archiveScript, deleteScript } from './remove-script'
import { readScriptSchema, saveScriptSchema, scriptPathSchema } from './schema'

export const saveScriptAction = defineAction(saveScriptSchema, createScript)
export const readScriptAction = defineAction(readScriptSchema, readScript)
export const archiveScriptAction = defineAction(scriptPathSchema, archiveScript)
export const deleteScriptAction = defineAction(scriptPathSchema, deleteScript)
