import type { Metadata } from 'next'
import { ShareLinksPage } from '@/components/share-links/share-links-page'
import { loadContext } from '@/lib/auth/page-context'

export const metadata: Metadata = { title: 'Share links' }

export default async function WorkspaceShareLinksPage({ params }: PageProps<'/w/[workspace]/share-links'>) {
  const ctx = await loadContext((await params).workspace)
  return <ShareLinksPage workspace={ctx.workspace.id} isAdmin={ctx.isAdmin} />
}
