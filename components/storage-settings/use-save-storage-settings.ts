'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import type * as z from 'zod'
import { runAction } from '@/lib/actions/run-action'
import { saveStorageSettingsAction } from '@/lib/storage-settings/actions'
import type { saveStorageSettingsSchema } from '@/lib/storage-settings/schema'

/** Saves all storages at once. What was listed before may come from other buckets now, so all of it is asked again. */
export function useSaveStorageSettings(workspace: string) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (input: z.input<typeof saveStorageSettingsSchema>) =>
      runAction(saveStorageSettingsAction(workspace, input)),
    onSuccess: () => queryClient.invalidateQueries(),
  })
}
