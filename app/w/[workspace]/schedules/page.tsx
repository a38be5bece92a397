import type { Metadata } from 'next'
import { loadSurroundings } from '@/app/w/[workspace]/scripts/load-surroundings'
import { ScheduleList } from '@/components/schedules/schedule-list'
import { loadContext } from '@/lib/auth/page-context'
import { listPlaces } from '@/lib/folders/list-places'
import { listFlows } from '@/lib/pipelines/get-flow'
import { listSchedules } from '@/lib/schedules/get-schedule'
import { listScripts } from '@/lib/scripts/list-scripts'

export const metadata: Metadata = { title: 'Schedules' }

export default async function SchedulesPage({ params, searchParams }: PageProps<'/w/[workspace]/schedules'>) {
  const { workspace } = await params
  const { script, pipeline } = await searchParams
  const ctx = await loadContext(workspace, `/w/${workspace}/schedules`)
  const [schedules, places, scripts, pipelines, surroundings] = await Promise.all([
    listSchedules(ctx, {}),
    listPlaces(ctx),
    listScripts(ctx, {}),
    listFlows(ctx, {}),
    loadSurroundings(ctx),
  ])
  return (
    <ScheduleList
      {...{ workspace, schedules, places, ...surroundings }}
      scripts={scripts.map(({ path }) => path)}
      pipelines={pipelines.map(({ path }) => path)}
      wanted={wantedOf(script, false) ?? wantedOf(pipeline, true)}
      mayCreate={ctx.role !== 'operator'}
    />
  )
}

function wantedOf(path: string | string[] | undefined, isFlow: boolean) {
  return typeof path === 'string' ? { scriptPath: path, isFlow } : null
}
