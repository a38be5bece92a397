import type { Metadata } from 'next'
import { TransferTray } from '@/components/transfers/transfer-tray'
import { TrayStack } from '@/components/ui/tray-stack'
import { ReachStores } from '@/components/upload/reach-stores'
import { UploadDesk } from '@/components/upload/upload-desk'
import { WorkspaceShell } from '@/components/workspaces/workspace-shell'
import { loadContext } from '@/lib/auth/page-context'
import { listDirectOrigins } from '@/lib/uploads/list-direct-origins'
import { listWorkspaces } from '@/lib/workspaces/list-workspaces'

export async function generateMetadata({ params }: LayoutProps<'/w/[workspace]'>): Promise<Metadata> {
  const { workspace } = await params
  return { title: { template: `%s · ${workspace} · Granary`, default: workspace } }
}

export default async function WorkspaceLayout({ params, children }: LayoutProps<'/w/[workspace]'>) {
  const ctx = await loadContext((await params).workspace)
  const { person, workspace, isAdmin } = ctx
  const { email, name, superadmin } = person
  return (
    <WorkspaceShell
      workspaces={await listWorkspaces(ctx)}
      current={{ id: workspace.id, name: workspace.name }}
      person={{ email, name, superadmin, isAdmin }}
    >
      {children}
      <TrayStack>
        <TransferTray workspace={workspace.id} />
        <UploadDesk />
      </TrayStack>
      <ReachStores needed={(await listDirectOrigins(ctx)).length > 0} />
    </WorkspaceShell>
  )
}
