'use client'

import { useMutation } from '@tanstack/react-query'
import { isNewFolder } from '@/components/resources/is-new-folder'
import type { Place } from '@/components/resources/path-fields'
import { runAction } from '@/lib/actions/run-action'
import { saveScriptAction } from '@/lib/scripts/actions'
import type { Running } from '@/lib/scripts/running'
import { type ScriptLanguage, scriptSettingsSchema, type WireScript } from '@/lib/scripts/schema'

export type ScriptDraft = {
  path: string
  summary: string
  description: string
  content: string
  language: ScriptLanguage
  running: Running
}

/** Saves a draft as the first version of a script, or as the one that takes the place of `saved`. Answers where it lies. */
export function useSaveScript(workspace: string, { saved, places }: { saved: WireScript | null; places: Place[] }) {
  return useMutation({
    mutationFn: async ({ running, ...draft }: ScriptDraft): Promise<string> => {
      const result = saveScriptAction(workspace, {
        ...(saved && keptSettings(saved)),
        ...running,
        ...draft,
        parent_hash: saved?.hash,
        newFolder: isNewFolder(draft.path, places),
      })
      return (await runAction(result)).path
    },
  })
}

/** What no form shows stays as it is; what the text tells by itself is told anew. */
function keptSettings(saved: WireScript) {
  const { auto_kind, has_preprocessor, deployment_message, ...settings } = scriptSettingsSchema.parse(saved)
  return settings
}
