import { dehydrate, HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { Explorer } from '@/components/explorer/explorer'
import { loadContext } from '@/lib/auth/page-context'
import { explorerHref, parseExplorerPath } from '@/lib/objects/explorer-path'
import { listStorages } from '@/lib/storage-settings/list-storages'
import { prefetchLevel } from './prefetch-level'

export const metadata: Metadata = { title: 'Explorer' }

type Props = {
  params: Promise<{ workspace: string; path?: string[] }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function ExplorerPage({ params, searchParams }: Props) {
  const { workspace, path = [] } = await params
  const place = parseExplorerPath(['', 'w', workspace, 'explorer', ...path].join('/'), toQuery(await searchParams))
  const ctx = await loadContext(decodeURIComponent(workspace), explorerHref(workspace, place))
  const storages = (await listStorages(ctx)).map(({ name }) => name)
  const client = await prefetchLevel(ctx, place)
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <Explorer
        workspace={ctx.workspace.id}
        storages={storages}
        isAdmin={ctx.isAdmin}
        mayChange={ctx.role !== 'operator'}
      />
    </HydrationBoundary>
  )
}

function toQuery(params: Record<string, string | string[] | undefined>): URLSearchParams {
  const pairs = Object.entries(params).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : []))
  return new URLSearchParams(pairs)
}
