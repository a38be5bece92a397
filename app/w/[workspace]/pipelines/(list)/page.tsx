import type { Metadata } from 'next'
import { PipelineList } from '@/components/pipelines/pipeline-list'
import { loadContext } from '@/lib/auth/page-context'
import { listFlows } from '@/lib/pipelines/get-flow'

export const metadata: Metadata = { title: 'Pipelines' }

export default async function PipelinesPage({ params }: PageProps<'/w/[workspace]/pipelines'>) {
  const { workspace } = await params
  const ctx = await loadContext(workspace, `/w/${workspace}/pipelines`)
  const [pipelines, archived] = await Promise.all([listFlows(ctx, {}), listFlows(ctx, { show_archived: true })])
  return <PipelineList {...{ workspace, pipelines, archived }} mayCreate={ctx.role !== 'operator'} />
}
