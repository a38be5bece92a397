import type { Metadata } from 'next'
import { loadSurroundings } from '@/app/w/[workspace]/scripts/load-surroundings'
import { OperatorsOnlyLook } from '@/components/people/operators-only-look'
import { ScriptEditor } from '@/components/scripts/script-editor'
import { startText } from '@/components/scripts/start-texts'
import { loadContext } from '@/lib/auth/page-context'
import { listPlaces } from '@/lib/folders/list-places'
import { listHub } from '@/lib/hub/list-hub'
import { runningOf } from '@/lib/scripts/running'

export const metadata: Metadata = { title: 'New script' }

export default async function NewScriptPage({ params }: PageProps<'/w/[workspace]/scripts/new'>) {
  const { workspace } = await params
  const ctx = await loadContext(workspace, `/w/${workspace}/scripts/new`)
  if (ctx.role === 'operator') return <OperatorsOnlyLook title="New script" />
  const places = await listPlaces(ctx)
  const path = places[0]?.prefix ?? 'f//'
  return (
    <ScriptEditor
      workspace={workspace}
      saved={null}
      start={{ path, summary: '', description: '', content: startText('bun'), language: 'bun', running: runningOf({}) }}
      places={places}
      lock={null}
      hub={await listHub()}
      {...(await loadSurroundings(ctx))}
    />
  )
}
