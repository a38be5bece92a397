import { queryOptions } from '@tanstack/react-query'
import { runAction } from '@/lib/actions/run-action'
import { listGroupUsesAction } from './actions'

export const groupQueries = {
  all: (workspace: string) => ['groups', workspace] as const,
  /** What hangs on a group: asked anew each time, since its deletion depends on it. */
  uses: (workspace: string, name: string) =>
    queryOptions({
      queryKey: [...groupQueries.all(workspace), 'uses', name] as const,
      queryFn: () => runAction(listGroupUsesAction(workspace, { name })),
      staleTime: 0,
      gcTime: 0,
    }),
}
