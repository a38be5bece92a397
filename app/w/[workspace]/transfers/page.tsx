import type { Metadata } from 'next'
import { TransfersPage } from '@/components/transfers/transfers-page'
import { loadContext } from '@/lib/auth/page-context'

export const metadata: Metadata = { title: 'Transfers' }

export default async function WorkspaceTransfersPage({ params, searchParams }: PageProps<'/w/[workspace]/transfers'>) {
  const ctx = await loadContext((await params).workspace)
  const { open } = await searchParams
  return (
    <TransfersPage
      key={String(open)}
      workspace={ctx.workspace.id}
      isAdmin={ctx.isAdmin}
      mayChange={ctx.role !== 'operator'}
      open={typeof open === 'string' ? open : null}
    />
  )
}
