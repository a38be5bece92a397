import { useMutation, useQueryClient } from '@tanstack/react-query'
import { toast } from 'sonner'
import { describeError } from '@/components/ui/describe-error'
import type { ActionResult } from '@/lib/actions/result'
import { runAction } from '@/lib/actions/run-action'
import { transferQueries } from '@/lib/transfers/queries'

/** Runs a server action about transfers and asks for them anew. A failure is told by a toast unless `quiet`. */
export function useTransferChange<I, T>(
  workspace: string,
  run: (workspace: string, input: I) => Promise<ActionResult<T>>,
  { quiet = false }: { quiet?: boolean } = {},
) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (input: I) => runAction(run(workspace, input)),
    onSuccess: () => client.invalidateQueries({ queryKey: transferQueries.all(workspace) }),
    onError: (error) => quiet || toast.error('That did not work', { description: describeError(error).message }),
  })
}
