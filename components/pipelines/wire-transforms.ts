import type { FormField } from '@/components/scripts/form-field'
import { emptyValue } from '@/components/scripts/start-args'
import type { Transform, Transforms } from '@/lib/pipelines/schema'
import type { Source } from './sources'

/**
 * What the parameters of a script begin with: what was there under the same name, else an input of the pipeline of that name,
 * else, for files, the item of the loop or the result of the step before; else the default of the script.
 */
export function startTransforms(fields: FormField[], known: Transforms, sources: readonly Source[]): Transforms {
  const entries = fields.flatMap((field) => {
    const transform = known[field.name] ?? guess(field, sources) ?? preset(field)
    return transform ? [[field.name, transform] as const] : []
  })
  return Object.fromEntries(entries)
}

function guess({ name, control, required }: FormField, sources: readonly Source[]): Transform | null {
  const input = sources.find((source) => source.label === name && source.expr.startsWith('flow_input'))
  if (input) return { type: 'javascript', expr: input.expr }
  const isFile = control.kind === 'file' || control.kind === 'files'
  if (!required || !isFile) return null
  const item = control.kind === 'file' ? sources.find(({ expr }) => expr === 'flow_input.iter.value') : undefined
  const source = item ?? sources.findLast(({ expr }) => expr.startsWith('results.'))
  return source ? { type: 'javascript', expr: source.expr } : null
}

function preset({ control, required, preset: value }: FormField): Transform | null {
  const start = value !== undefined ? value : required ? emptyValue(control) : undefined
  return start === undefined ? null : { type: 'static', value: start }
}
