import type { Metadata } from 'next'
import { loadPipeline, pipelineLock } from '@/app/w/[workspace]/pipelines/load-pipeline'
import { scriptPathOf } from '@/app/w/[workspace]/scripts/load-script'
import { loadSurroundings } from '@/app/w/[workspace]/scripts/load-surroundings'
import { PipelinePage } from '@/components/pipelines/pipeline-page'
import { loadContext } from '@/lib/auth/page-context'

type Props = PageProps<'/w/[workspace]/pipelines/[...path]'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: scriptPathOf((await params).path) }
}

export default async function Page({ params, searchParams }: Props) {
  const { workspace, path: segments } = await params
  const { from } = await searchParams
  const path = scriptPathOf(segments)
  const ctx = await loadContext(workspace, `/w/${workspace}/pipelines/${path}`)
  const pipeline = await loadPipeline(ctx, path)
  return (
    <PipelinePage
      workspace={workspace}
      pipeline={pipeline}
      lock={pipelineLock(ctx, pipeline)}
      from={typeof from === 'string' ? from : null}
      {...(await loadSurroundings(ctx))}
    />
  )
}
