import { queryOptions } from '@tanstack/react-query'
import { runAction } from '@/lib/actions/run-action'
import { listGrantsAction } from './actions'
import type { Item } from './schema'

export const grantQueries = {
  all: (workspace: string) => ['grants', workspace] as const,
  /** The extra permissions of an item: asked anew each time that its dialog opens. */
  item: (workspace: string, item: Item) =>
    queryOptions({
      queryKey: [...grantQueries.all(workspace), item] as const,
      queryFn: () => runAction(listGrantsAction(workspace, item)),
      staleTime: 0,
      gcTime: 0,
    }),
}
