'use client'

import { Stethoscope } from 'lucide-react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { toast } from 'sonner'
import { resourceHref } from '@/components/resources/resource-href'
import { PageHeader } from '@/components/shell/page-header'
import { Button } from '@/components/ui/button'
import { ErrorNote } from '@/components/ui/error-note'
import type { PolicyPlace } from '@/lib/doctor/policies'
import type { Suggestion } from '@/lib/doctor/report'
import type { DoctorState } from '@/lib/doctor/schema'
import { CapabilityList } from './capability-list'
import { CheckList } from './check-list'
import { type Doctored, textOf } from './doctored'
import { LookSettings } from './look-settings'
import { Recipes } from './recipes'
import { SuggestionDialog } from './suggestion-dialog'
import { useLook } from './use-look'
import { VerdictNote } from './verdict-note'

type DoctorPageProps = {
  workspace: string
  resource: Doctored
  state: DoctorState
  /** Where browsers open this product. */
  origin: string
}

/** Looks into a storage from its address to what browsers may do with it, and says what to do. */
export function DoctorPage({ workspace, resource, state, origin }: DoctorPageProps) {
  const router = useRouter()
  const { path } = resource
  const { look, run } = useLook(workspace, path, state.report)
  const [prefix, setPrefix] = useState(state.settings.prefix)
  const [applying, setApplying] = useState<{ check: string; suggestion: Suggestion } | null>(null)
  const { report, checks, running, error } = look
  const isOutdated = state.isOutdated && report === state.report

  async function lookAgain() {
    await run(prefix)
    // The version of the resource that the report is about comes along.
    router.refresh()
  }

  function finish() {
    setApplying(null)
    toast('Resource saved', { description: path })
    void lookAgain()
  }

  return (
    <>
      <PageHeader
        title={`Doctor: ${path}`}
        actions={
          <>
            <Button asChild>
              <Link href={resourceHref(workspace, path)}>Resource</Link>
            </Button>
            <Button variant="primary" pending={running} onClick={() => void lookAgain()}>
              {report ? 'Look again' : 'Look now'}
            </Button>
          </>
        }
      />
      <div className="grid flex-1 content-start gap-x-8 gap-y-6 px-6 py-5 max-md:px-gutter lg:grid-cols-[minmax(0,640px)_minmax(0,380px)]">
        <div className="grid min-w-0 content-start gap-5">
          <p role="status" className="sr-only">
            {running ? 'Looking' : ''}
          </p>
          {error ? <ErrorNote title="The look ended early" error={error} /> : null}
          {report && <VerdictNote report={report} isOutdated={isOutdated} />}
          {checks.length === 0 && !running && !error && <Unseen />}
          <CheckList
            checks={checks}
            running={running}
            onApply={running || isOutdated ? undefined : (check, suggestion) => setApplying({ check, suggestion })}
          />
        </div>
        <div className="grid min-w-0 content-start gap-7">
          {report && report.verdict !== 'broken' && <CapabilityList capabilities={report.capabilities} />}
          <LookSettings workspace={workspace} path={path} saved={state.settings} prefix={prefix} onPrefix={setPrefix} />
          <Recipes place={placeOf(resource, prefix)} checks={checks} origin={origin} />
        </div>
      </div>
      {applying && (
        <SuggestionDialog
          workspace={workspace}
          resource={resource}
          {...applying}
          onApplied={finish}
          onClose={() => setApplying(null)}
        />
      )}
    </>
  )
}

function placeOf(resource: Doctored, prefix: string): PolicyPlace {
  return {
    resourceType: resource.resourceType,
    bucket: textOf(resource, 'bucket') || textOf(resource, 'containerName'),
    endPoint: textOf(resource, 'endPoint'),
    secure: resource.value.useSSL !== false,
    prefix,
  }
}

function Unseen() {
  return (
    <div className="flex items-start gap-2.5 rounded-md border bg-panel px-3 py-2.5">
      <Stethoscope aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-text-2" />
      <div className="grid gap-0.5">
        <p className="font-semibold">The doctor has not looked here yet</p>
        <p className="text-text-2">
          It tries everything that Granary does with a storage, from the name lookup to CORS, says what to do where
          something fails, and remembers what works. It writes a few small files and removes them again.
        </p>
      </div>
    </div>
  )
}
