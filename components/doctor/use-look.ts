'use client'

import { useCallback, useRef, useState } from 'react'
import { runAction } from '@/lib/actions/run-action'
import { runDoctorAction } from '@/lib/doctor/actions'
import type { Check, LookEvent, Report } from '@/lib/doctor/report'

export type Look = { checks: Check[]; running: boolean; report: Report | null; error: unknown }

/** Runs the doctor and collects its checks as they come; starts with the last report. */
export function useLook(workspace: string, path: string, last: Report | null) {
  const [look, setLook] = useState<Look>({ checks: last?.checks ?? [], running: false, report: last, error: null })
  const current = useRef(0)

  const run = useCallback(
    async (prefix: string) => {
      const mine = ++current.current
      const update = (change: (look: Look) => Look) => {
        if (current.current === mine) setLook(change)
      }
      setLook({ checks: [], running: true, report: null, error: null })
      try {
        for await (const event of await runAction(runDoctorAction(workspace, { path, prefix })))
          update((known) => ({ ...known, ...taken(known, event) }))
      } catch (error) {
        update((known) => ({ ...known, error }))
      }
      update((known) => ({ ...known, running: false }))
    },
    [workspace, path],
  )
  return { look, run }
}

function taken({ checks }: Look, event: LookEvent): Partial<Look> {
  return 'report' in event
    ? { report: event.report, checks: event.report.checks }
    : { checks: [...checks, event.check] }
}
