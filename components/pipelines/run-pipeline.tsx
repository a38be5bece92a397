'use client'

import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { jobQueries } from '@/components/runs/queries'
import type { Args } from '@/components/scripts/form-field'
import { readFields } from '@/components/scripts/read-fields'
import { RunForm } from '@/components/scripts/run-form'
import type { ScriptSurroundings } from '@/components/scripts/script-surroundings'
import { ErrorNote } from '@/components/ui/error-note'
import { SkeletonRows } from '@/components/ui/skeleton-rows'
import type { WireFlow } from '@/lib/pipelines/schema'

type RunPipelineProps = ScriptSurroundings & { workspace: string; pipeline: WireFlow; from: string | null }

/** The form of a pipeline; with `from` it begins with the inputs of that run. */
export function RunPipeline({ from, ...props }: RunPipelineProps) {
  if (props.pipeline.archived) return <p className="text-text-2">This pipeline is archived and runs no more.</p>
  if (from !== null) return <RunAgain key={from} from={from} {...props} />
  return <ReadyForm key={props.pipeline.version} {...props} given={null} />
}

function RunAgain({ from, ...props }: Omit<RunPipelineProps, 'from'> & { from: string }) {
  const { data, error, isPending, refetch } = useQuery(jobQueries.get(props.workspace, from))
  if (isPending) return <SkeletonRows rows={4} label="Loading the inputs of the run" />
  if (error)
    return <ErrorNote error={error} title="The inputs of that run could not be loaded" onRetry={() => void refetch()} />
  return <ReadyForm {...props} given={data.args ?? {}} />
}

type ReadyFormProps = Omit<RunPipelineProps, 'from'> & { given: Args | null }

function ReadyForm({ workspace, pipeline, given, storages, resources, resourceTypes }: ReadyFormProps) {
  const { path, schema } = pipeline
  const fields = useMemo(() => readFields(schema, (name) => resourceTypes.includes(name)), [schema, resourceTypes])
  return <RunForm {...{ workspace, path, storages, resources, fields, given }} kind="flow" />
}
