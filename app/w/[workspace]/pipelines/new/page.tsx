import type { Metadata } from 'next'
import { loadPickedScripts } from '@/app/w/[workspace]/pipelines/load-pipeline'
import { loadSurroundings } from '@/app/w/[workspace]/scripts/load-surroundings'
import { OperatorsOnlyLook } from '@/components/people/operators-only-look'
import { PipelineEditor } from '@/components/pipelines/pipeline-editor'
import { loadContext } from '@/lib/auth/page-context'
import { listPlaces } from '@/lib/folders/list-places'

export const metadata: Metadata = { title: 'New pipeline' }

export default async function NewPipelinePage({ params }: PageProps<'/w/[workspace]/pipelines/new'>) {
  const { workspace } = await params
  const ctx = await loadContext(workspace, `/w/${workspace}/pipelines/new`)
  if (ctx.role === 'operator') return <OperatorsOnlyLook title="New pipeline" />
  const places = await listPlaces(ctx)
  const path = places[0]?.prefix ?? 'f//'
  return (
    <PipelineEditor
      workspace={workspace}
      saved={null}
      start={{ path, summary: '', description: '', modules: [], inputs: [] }}
      places={places}
      scripts={await loadPickedScripts(ctx)}
      lock={null}
      {...(await loadSurroundings(ctx))}
    />
  )
}
