import type { Metadata } from 'next'
import { loadSurroundings } from '@/app/w/[workspace]/scripts/load-surroundings'
import { ScheduleList } from '@/components/schedules/schedule-list'
import { loadContext } from '@/lib/auth/page-context'
import { listPlaces } from '@/lib/folders/list-places'
import { listSchedules } from '@/lib/schedules/get-schedule'
import { listScripts } from '@/lib/scripts/list-scripts'

export const metadata: Metadata = { title: 'Schedules' }

export default async function SchedulesPage({ params, searchParams }: PageProps<'/w/[workspace]/schedules'>) {
  const { workspace } = await params
  const { script } = await searchParams
  const ctx = await loadContext(workspace, `/w/${workspace}/schedules`)
  const [schedules, places, scripts, surroundings] = await Promise.all([
    listSchedules(ctx, {}),
    listPlaces(ctx),
    listScripts(ctx, {}),
    loadSurroundings(ctx),
  ])
  return (
    <ScheduleList
      {...{ workspace, schedules, places, ...surroundings }}
      scripts={scripts.map(({ path }) => path)}
      scriptPath={typeof script === 'string' ? script : null}
      mayCreate={ctx.role !== 'operator'}
    />
  )
}
