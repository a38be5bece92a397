import type { Place } from '@/components/resources/path-fields'
import type { WireSchedule } from '@/lib/schedules/schema'

/** A schedule as it is typed, without its inputs. */
export type ScheduleDraft = {
  path: string
  scriptPath: string
  /** Whether that is the path of a pipeline. */
  isFlow: boolean
  summary: string
  schedule: string
  timezone: string
  /** Starts also while the run before goes on. */
  overlap: boolean
}

const EVERY_MORNING = '0 6 * * *'

/** What a schedule runs. */
export type Runnable = Pick<ScheduleDraft, 'scriptPath' | 'isFlow'>

/** The draft for another script or pipeline: a path that nobody has changed is named after that one. */
export function forRunnable(draft: ScheduleDraft, runnable: Runnable, places: Place[]): ScheduleDraft {
  const isUntouched = draft.path === startDraft(null, draft, places).path
  return { ...draft, ...runnable, ...(isUntouched && { path: startDraft(null, runnable, places).path }) }
}

/** What the form begins with: a saved schedule, or every morning for something to run. */
export function startDraft(saved: WireSchedule | null, runnable: Runnable, places: Place[]): ScheduleDraft {
  if (saved)
    return {
      ...{ path: saved.path, scriptPath: saved.script_path, isFlow: saved.is_flow, summary: saved.summary },
      ...{ schedule: saved.schedule, timezone: saved.timezone, overlap: !saved.no_flow_overlap },
    }
  const { scriptPath, isFlow } = runnable
  const name = scriptPath.split('/').slice(2).join('/')
  const prefix = places.find((place) => scriptPath.startsWith(place.prefix))?.prefix ?? places[0]?.prefix ?? 'f//'
  return {
    ...{ path: prefix + name, scriptPath, isFlow, summary: '', schedule: EVERY_MORNING },
    ...{ timezone: Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC', overlap: false },
  }
}
