'use client'

import { useQueryClient } from '@tanstack/react-query'
import Link from 'next/link'
import type { FormField } from '@/components/scripts/form-field'
import { readFields } from '@/components/scripts/read-fields'
import { scriptHref } from '@/components/scripts/script-href'
import { SkeletonRows } from '@/components/ui/skeleton-rows'
import type { ScriptModule } from '@/lib/pipelines/schema'
import { ParamField } from './param-field'
import { type PickedScript, ScriptPicker } from './script-picker'
import type { Source } from './sources'
import { scriptQuery } from './step-forms'
import { STEP, type StepProblems } from './step-problems'
import { startTransforms } from './wire-transforms'

type ScriptFieldsProps = {
  workspace: string
  value: ScriptModule
  scripts: PickedScript[]
  resourceTypes: string[]
  /** What its script takes; undefined while it is not known, null when it cannot be read. */
  fields: FormField[] | null | undefined
  sources: Source[]
  problems: StepProblems
  disabled: boolean
  onChange: (change: (value: ScriptModule) => ScriptModule) => void
}

/** Which script a step runs, and where each of its parameters comes from. */
export function ScriptFields({
  workspace,
  value,
  scripts,
  resourceTypes,
  fields,
  disabled,
  ...props
}: ScriptFieldsProps) {
  const { sources, problems, onChange } = props
  const client = useQueryClient()
  async function pick(path: string) {
    onChange((known) => ({ ...known, path, hash: undefined }))
    const script = await client.fetchQuery(scriptQuery(workspace, path)).catch(() => null)
    const taken = script && readFields(script.schema, (name) => resourceTypes.includes(name))
    if (!taken) return
    onChange((known) => ({ ...known, input_transforms: startTransforms(taken, known.input_transforms, sources) }))
  }
  return (
    <>
      <ScriptPicker scripts={scripts} path={value.path} disabled={disabled} onPick={(path) => void pick(path)} />
      {value.path && (
        <Link href={scriptHref(workspace, value.path)} target="_blank" className="link w-fit text-sm">
          Open the script in a new tab
        </Link>
      )}
      {problems[STEP] && (
        <p role="alert" className="text-bad text-sm">
          {problems[STEP]}
        </p>
      )}
      {value.path && fields === undefined && <SkeletonRows rows={3} label="Loading the parameters" />}
      {fields?.length === 0 && <p className="text-text-2">This script takes no parameters.</p>}
      {fields?.map((field) => (
        <ParamField
          key={`${value.path} ${field.name}`}
          field={field}
          transform={value.input_transforms[field.name]}
          {...{ sources, problems, disabled }}
          onChange={(transform) =>
            onChange((known) => {
              const { [field.name]: _before, ...rest } = known.input_transforms
              return { ...known, input_transforms: transform ? { ...rest, [field.name]: transform } : rest }
            })
          }
        />
      ))}
    </>
  )
}
