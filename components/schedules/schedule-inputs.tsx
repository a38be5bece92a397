'use client'

import { useQuery } from '@tanstack/react-query'
import { type Ref, useImperativeHandle, useMemo } from 'react'
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
  /** What was saved; null for a new schedule, which begins with the defaults of the script. */
  given: Args | null
  ref: Ref<InputsHandle>
  onUploading: (step: 1 | -1) => void
}

/** The inputs of a schedule, in the form of its script; as JSON where the script has none that can be told. */
export function ScheduleInputs({ workspace, scriptPath, given, ref, onUploading, ...around }: ScheduleInputsProps) {
  const { storages, resources, resourceTypes } = around
  const { data: script, error, isPending } = useQuery(scriptQueries.get(workspace, scriptPath))
  const fields = useMemo(
    () => (script?.schema ? readFields(script.schema, (name) => resourceTypes.includes(name)) : null),
    [script, resourceTypes],
  )
  const place = useMemo(
    () => ({ workspace, storages, resources, onUploading }),
    [workspace, storages, resources, onUploading],
  )
  if (isPending) return <SkeletonRows rows={2} label="Loading the form of the script" />
  return (
    <FormPlaceContext value={place}>
      {error && <p className="text-text-2">The script cannot be read, so there is no form for its inputs.</p>}
      <ReadyInputs key={`${scriptPath} ${script?.hash}`} {...{ fields, given, ref }} />
    </FormPlaceContext>
  )
}

type ReadyInputsProps = Pick<ScheduleInputsProps, 'given' | 'ref'> & { fields: FormField[] | null }

function ReadyInputs({ fields, given, ref }: ReadyInputsProps) {
  const draft = useArgs(fields ?? [], given)
  useImperativeHandle(ref, () => ({
    take: () => (draft.attempt() ? completeArgs(draft.fields, draft.args) : null),
  }))
  if (fields === null) return <ArgsJson draft={draft} />
  return <ArgsForm draft={draft} empty="This script takes no inputs." />
}
