'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { RotateCw } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { toast } from 'sonner'
import { jobQueries, restartRun } from '@/components/runs/queries'
import { runHref } from '@/components/runs/run-href'
import { Button } from '@/components/ui/button'
import { describeError } from '@/components/ui/describe-error'

type RestartButtonProps = { workspace: string; id: string; step: string }

/** Runs a pipeline again from a step on; the steps above it keep the results that they had. */
export function RestartButton({ workspace, id, step }: RestartButtonProps) {
  const router = useRouter()
  const client = useQueryClient()
  const starting = useMutation({
    mutationFn: () => restartRun(workspace, id, step),
    onSuccess: (next) => {
      void client.invalidateQueries({ queryKey: jobQueries.all(workspace) })
      router.push(runHref(workspace, next))
    },
    onError: (error) => toast.error('The run could not be started', { description: describeError(error).message }),
  })
  return (
    <Button size="sm" pending={starting.isPending} onClick={() => starting.mutate()}>
      <RotateCw aria-hidden="true" />
      Run again from here
    </Button>
  )
}
