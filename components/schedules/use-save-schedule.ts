'use client'

import { useMutation } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { toast } from 'sonner'
import { runAction } from '@/lib/actions/run-action'
import {
  createScheduleAction,
  deleteScheduleAction,
  setScheduleEnabledAction,
  updateScheduleAction,
} from '@/lib/schedules/actions'
import type { WireSchedule } from '@/lib/schedules/schema'
import type { ScheduleDraft } from './schedule-draft'

type Beside = { args: Record<string, unknown>; newFolder: boolean }

/** Saves a schedule as a new one, or in place of `saved`. */
export function useSaveSchedule(workspace: string, saved: WireSchedule | null, onSaved: () => void) {
  const router = useRouter()
  return useMutation({
    mutationFn: ({ path, scriptPath, isFlow, overlap, newFolder, ...draft }: ScheduleDraft & Beside) => {
      const fields = { ...draft, no_flow_overlap: !overlap }
      return runAction(
        saved
          ? updateScheduleAction(workspace, { ...keptFields(saved), ...fields, path: saved.path })
          : createScheduleAction(workspace, { ...fields, path, script_path: scriptPath, is_flow: isFlow, newFolder }),
      )
    },
    onSuccess: ({ path }) => {
      toast('Schedule saved', { description: path })
      router.refresh()
      onSaved()
    },
  })
}

/** What no field of the form shows stays as it is. */
function keptFields({ description, retry, tag }: WireSchedule) {
  return { description, retry, tag }
}

/** Switches a schedule on or off. */
export function useEnableSchedule(workspace: string, path: string) {
  const router = useRouter()
  return useMutation({
    mutationFn: (enabled: boolean) => runAction(setScheduleEnabledAction(workspace, { path, enabled })),
    onSuccess: () => router.refresh(),
    onError: (error) => toast.error(`${path} was not changed`, { description: error.message }),
  })
}

/** Deletes a schedule. */
export function useDeleteSchedule(workspace: string, path: string, onDeleted: () => void) {
  const router = useRouter()
  return useMutation({
    mutationFn: () => runAction(deleteScheduleAction(workspace, { path })),
    onSuccess: () => {
      toast('Schedule deleted', { description: path })
      router.refresh()
      onDeleted()
    },
  })
}
