import { isObject } from '@/components/scripts/start-args'
import { Unparsed } from '@/components/scripts/unparsed'
import type { FlowModule } from '@/lib/pipelines/schema'
import { INPUT_ID } from './layout'
import type { PipelineDraft } from './pipeline-draft'
import { isUnwritable } from './pipeline-inputs'
import { allSteps, listsOf, withLists } from './tree'

/** The first place of a draft that its text could not hold as it was typed: the inputs, or a step by its id; null when there is none. */
export function unwritablePlace({ inputs, modules }: Pick<PipelineDraft, 'inputs' | 'modules'>): string | null {
  if (inputs.some((_, index) => isUnwritable(inputs, index))) return INPUT_ID
  const alone = (step: FlowModule) =>
    withLists(
      step,
      listsOf(step).map(() => []),
    )
  return allSteps(modules).find((step) => holdsUnparsed(alone(step)))?.id ?? null
}

function holdsUnparsed(value: unknown): boolean {
  if (value instanceof Unparsed) return true
  if (Array.isArray(value)) return value.some(holdsUnparsed)
  return isObject(value) && Object.values(value).some(holdsUnparsed)
}
