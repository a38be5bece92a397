'use client'

import { useMutation } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { toast } from 'sonner'
import { runAction } from '@/lib/actions/run-action'
import { createVariableAction, updateVariableAction } from '@/lib/variables/actions'
import type { VariableSummary } from '@/lib/variables/schema'

/** What is typed; without a value the stored one stays. */
export type VariableDraft = { path: string; description: string; isSecret: boolean; value: string | undefined }

/** Saves a variable as a new one, or as the next version of `saved`. */
export function useSaveVariable(workspace: string, saved: VariableSummary | null, onSaved: () => void) {
  const router = useRouter()
  return useMutation({
    mutationFn: ({ path, ...draft }: VariableDraft & { newFolder: boolean }) =>
      runAction(
        saved
          ? updateVariableAction(workspace, { ...draft, path: saved.path, newPath: path, editedAt: saved.editedAt })
          : createVariableAction(workspace, { ...draft, path, value: draft.value ?? '' }),
      ),
    onSuccess: ({ path }) => {
      toast('Variable saved', { description: path })
      router.refresh()
      onSaved()
    },
  })
}
