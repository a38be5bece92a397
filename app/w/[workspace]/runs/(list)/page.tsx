import type { Metadata } from 'next'
import { RunsPage } from '@/components/runs/runs-page'
import { loadContext } from '@/lib/auth/page-context'

export const metadata: Metadata = { title: 'Runs' }

export default async function Page({ params }: PageProps<'/w/[workspace]/runs'>) {
  const { workspace } = await params
  await loadContext(workspace, `/w/${workspace}/runs`)
  return <RunsPage workspace={workspace} />
}
