'use client'

import { useMutation } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { toast } from 'sonner'
import { runAction } from '@/lib/actions/run-action'
import { archiveFlowAction } from '@/lib/pipelines/actions'

/** Takes an archived pipeline back into use. */
export function useRestorePipeline(workspace: string, path: string) {
  const router = useRouter()
  return useMutation({
    mutationFn: () => runAction(archiveFlowAction(workspace, { path, archived: false })),
    onSuccess: () => {
      toast('Pipeline restored', { description: path })
      router.refresh()
    },
    onError: (error) => toast.error(`${path} was not restored`, { description: error.message }),
  })
}
