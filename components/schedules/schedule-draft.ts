import type { Place } from '@/components/resources/path-fields'
import type { WireSchedule } from '@/lib/schedules/schema'

/** A schedule as it is typed, without its inputs. */
export type ScheduleDraft = {
  path: string
  scriptPath: string
  summary: string
  schedule: string
  timezone: string
  /** Starts also while the run before goes on. */
  overlap: boolean
}

const EVERY_MORNING = '0 6 * * *'

/** The draft for another script: a path that nobody has changed is named after that one. */
export function forScript(draft: ScheduleDraft, scriptPath: string, places: Place[]): ScheduleDraft {
  const isUntouched = draft.path === startDraft(null, draft.scriptPath, places).path
  return { ...draft, scriptPath, ...(isUntouched && { path: startDraft(null, scriptPath, places).path }) }
}

/** What the form begins with: a saved schedule, or every morning for a script. */
export function startDraft(saved: WireSchedule | null, scriptPath: string, places: Place[]): ScheduleDraft {
  if (saved)
    return {
      ...{ path: saved.path, scriptPath: saved.script_path, summary: saved.summary },
      ...{ schedule: saved.schedule, timezone: saved.timezone, overlap: !saved.no_flow_overlap },
    }
  const name = scriptPath.split('/').slice(2).join('/')
  const prefix = places.find((place) => scriptPath.startsWith(place.prefix))?.prefix ?? places[0]?.prefix ?? 'f//'
  return {
    ...{ path: prefix + name, scriptPath, summary: '', schedule: EVERY_MORNING },
    ...{ timezone: Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC', overlap: false },
  }
}
