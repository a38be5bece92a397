import type { FlowModule, WireFlow } from '@/lib/pipelines/schema'
import { type PipelineInput, readInputs } from './pipeline-inputs'

/** A pipeline while it is edited. */
export type PipelineDraft = {
  path: string
  summary: string
  description: string
  modules: FlowModule[]
  inputs: PipelineInput[]
}

/** What the editor begins with. */
export function startDraft({ path, summary, description, value, schema }: WireFlow): PipelineDraft {
  return { path, summary, description, modules: value.modules, inputs: readInputs(schema) }
}
