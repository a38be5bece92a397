import type { Metadata } from 'next'
import { PipelineList } from '@/components/pipelines/pipeline-list'
import { loadContext } from '@/lib/auth/page-context'
import { listFlows } from '@/lib/pipelines/get-flow'

export const metadata: Metadata = { title: 'Pipelines' }

export default async function PipelinesPage({ params }: PageProps<'/w/[workspace]/pipelines'>) {
  const { workspace } = await params
  const ctx = await loadContext(workspace, `/w/${workspace}/pipelines`)
  return <PipelineList workspace={workspace} pipelines={await listFlows(ctx, {})} mayCreate={ctx.role !== 'operator'} />
}
