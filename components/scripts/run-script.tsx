'use client'

import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { jobQueries } from '@/components/runs/queries'
import { ErrorNote } from '@/components/ui/error-note'
import { SkeletonRows } from '@/components/ui/skeleton-rows'
import type { WireScript } from '@/lib/scripts/schema'
import type { Args } from './form-field'
import { readFields } from './read-fields'
import { RunForm } from './run-form'
import type { ScriptSurroundings } from './script-surroundings'

type RunScriptProps = ScriptSurroundings & { workspace: string; script: WireScript; from: string | null }

/** The form of a script; with `from` it begins with the inputs of that run. */
export function RunScript({ from, ...props }: RunScriptProps) {
  const { script } = props
  if (script.archived) return <p className="text-text-2">This script is archived and runs no more.</p>
  if (script.auto_kind === 'lib')
    return <p className="text-text-2">This script has no main function: other scripts import it.</p>
  if (!script.schema)
    return (
      <p className="text-text-2">
        The text of this script does not parse, so there is no form for it. Edit it: what is wrong is told beside it.
      </p>
    )
  if (from !== null) return <RunAgain key={from} from={from} {...props} />
  return <ReadyForm key={script.hash} {...props} given={null} />
}

function RunAgain({ from, ...props }: Omit<RunScriptProps, 'from'> & { from: string }) {
  const { data, error, isPending, refetch } = useQuery(jobQueries.get(props.workspace, from))
  if (isPending) return <SkeletonRows rows={4} label="Loading the inputs of the run" />
  if (error)
    return <ErrorNote error={error} title="The inputs of that run could not be loaded" onRetry={() => void refetch()} />
  return <ReadyForm {...props} given={data.args ?? {}} />
}

type ReadyFormProps = Omit<RunScriptProps, 'from'> & { given: Args | null }

function ReadyForm({ workspace, script, given, storages, resources, resourceTypes }: ReadyFormProps) {
  const fields = useMemo(
    () => readFields(script.schema, (name) => resourceTypes.includes(name)),
    [script.schema, resourceTypes],
  )
  return <RunForm {...{ workspace, storages, resources, fields, given }} path={script.path} />
}
