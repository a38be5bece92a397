import type { Metadata } from 'next'
import { RunPage } from '@/components/runs/run-page'
import { loadContext } from '@/lib/auth/page-context'

export const metadata: Metadata = { title: 'Run' }

export default async function Page({ params }: PageProps<'/w/[workspace]/runs/[id]'>) {
  const { workspace, id } = await params
  await loadContext(workspace, `/w/${workspace}/runs/${id}`)
  return <RunPage key={id} workspace={workspace} id={decodeURIComponent(id)} />
}
