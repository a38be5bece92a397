'use client'

import { useQuery } from '@tanstack/react-query'
import { type Ref, useImperativeHandle, useMemo } from 'react'
import { flowQueries } from '@/components/pipelines/flow-queries'
import { ArgsForm } from '@/components/scripts/args-form'
import { ArgsJson } from '@/components/scripts/args-json'
import type { Args, FormField } from '@/components/scripts/form-field'
import { FormPlaceContext } from '@/components/scripts/form-place'
import { readFields } from '@/components/scripts/read-fields'
import { scriptQueries } from '@/components/scripts/script-queries'
import type { ScriptSurroundings } from '@/components/scripts/script-surroundings'
import { completeArgs } from '@/components/scripts/start-args'
import { useArgs } from '@/components/scripts/use-args'
import { SkeletonRows } from '@/components/ui/skeleton-rows'

/** How the dialog gets the inputs: null while something is wrong with them, which is shown then. */
export type InputsHandle = { take: () => Args | null }

type ScheduleInputsProps = ScriptSurroundings & {
  workspace: string
  scriptPath: string
  /** Whether that is the path of a pipeline. */
  isFlow: boolean
  /** What was saved; null for a new schedule, which begins with the defaults of what it runs. */
  given: Args | null
  ref: Ref<InputsHandle>
  onUploading: (step: 1 | -1) => void
}

/** The inputs of a schedule, in the form of what it runs; as JSON where that has none that can be told. */
export function ScheduleInputs({ workspace, given, ref, onUploading, ...around }: ScheduleInputsProps) {
  const { scriptPath, isFlow } = around
  const { storages, resources, resourceTypes } = around
  const script = useQuery({ ...scriptQueries.get(workspace, scriptPath), enabled: !isFlow })
  const pipeline = useQuery({ ...flowQueries.get(workspace, scriptPath), enabled: isFlow })
  const { error, isPending } = isFlow ? pipeline : script
  const schema = isFlow ? pipeline.data?.schema : script.data?.schema
  const version = isFlow ? pipeline.data?.version : script.data?.hash
  const noun = isFlow ? 'pipeline' : 'script'
  const fields = useMemo(
    () => (schema ? readFields(schema, (name) => resourceTypes.includes(name)) : null),
    [schema, resourceTypes],
  )
  const place = useMemo(
    () => ({ workspace, storages, resources, onUploading }),
    [workspace, storages, resources, onUploading],
  )
  if (isPending) return <SkeletonRows rows={2} label={`Loading the form of the ${noun}`} />
  return (
    <FormPlaceContext value={place}>
      {error && <p className="text-text-2">{`The ${noun} cannot be read, so there is no form for its inputs.`}</p>}
      <ReadyInputs key={`${noun} ${scriptPath} ${version}`} {...{ fields, given, ref, noun }} />
    </FormPlaceContext>
  )
}

type ReadyInputsProps = Pick<ScheduleInputsProps, 'given' | 'ref'> & { fields: FormField[] | null; noun: string }

function ReadyInputs({ fields, given, ref, noun }: ReadyInputsProps) {
  const draft = useArgs(fields ?? [], given)
  useImperativeHandle(ref, () => ({
    take: () => (draft.attempt() ? completeArgs(draft.fields, draft.args) : null),
  }))
  if (fields === null) return <ArgsJson draft={draft} />
  return <ArgsForm draft={draft} empty={`This ${noun} takes no inputs.`} />
}
