import type { Metadata } from 'next'
import { loadPickedScripts, loadPipeline, pipelineLock } from '@/app/w/[workspace]/pipelines/load-pipeline'
import { scriptPathOf } from '@/app/w/[workspace]/scripts/load-script'
import { loadSurroundings } from '@/app/w/[workspace]/scripts/load-surroundings'
import { startDraft } from '@/components/pipelines/pipeline-draft'
import { PipelineEditor } from '@/components/pipelines/pipeline-editor'
import { loadContext } from '@/lib/auth/page-context'
import { listPlaces } from '@/lib/folders/list-places'

type Props = PageProps<'/w/[workspace]/pipelines/edit/[...path]'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Edit ${scriptPathOf((await params).path)}` }
}

export default async function EditPipelinePage({ params, searchParams }: Props) {
  const { workspace, path: segments } = await params
  const { step } = await searchParams
  const path = scriptPathOf(segments)
  const ctx = await loadContext(workspace, `/w/${workspace}/pipelines/edit/${path}`)
  const pipeline = await loadPipeline(ctx, path)
  const places = await listPlaces(ctx)
  const prefix = `${path.split('/').slice(0, 2).join('/')}/`
  const here = { prefix, label: prefix.slice(0, -1), hint: 'Where it lies now' }
  return (
    <PipelineEditor
      key={pipeline.version}
      workspace={workspace}
      saved={pipeline}
      start={startDraft(pipeline)}
      places={places.some((place) => place.prefix === prefix) ? places : [here, ...places]}
      scripts={await loadPickedScripts(ctx)}
      lock={pipelineLock(ctx, pipeline)}
      opened={typeof step === 'string' ? step : null}
      {...(await loadSurroundings(ctx))}
    />
  )
}
