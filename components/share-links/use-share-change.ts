import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ActionResult } from '@/lib/actions/result'
import { runAction } from '@/lib/actions/run-action'
import { shareLinkQueries } from '@/lib/share-links/queries'

/** Runs a server action about share links and asks for the lists of them anew. */
export function useShareChange<I, T>(
  workspace: string,
  run: (workspace: string, input: I) => Promise<ActionResult<T>>,
) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (input: I) => runAction(run(workspace, input)),
    onSuccess: () => client.invalidateQueries({ queryKey: shareLinkQueries.all(workspace) }),
  })
}
