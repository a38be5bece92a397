import type { Metadata } from 'next'
import { ScriptList } from '@/components/scripts/script-list'
import { loadContext } from '@/lib/auth/page-context'
import { listScripts } from '@/lib/scripts/list-scripts'

export const metadata: Metadata = { title: 'Scripts' }

export default async function ScriptsPage({ params }: PageProps<'/w/[workspace]/scripts'>) {
  const { workspace } = await params
  const ctx = await loadContext(workspace, `/w/${workspace}/scripts`)
  const scripts = await listScripts(ctx, { include_without_main: 'true' })
  return <ScriptList workspace={workspace} scripts={scripts} mayCreate={ctx.role !== 'operator'} />
}
