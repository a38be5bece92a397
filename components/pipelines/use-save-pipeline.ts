'use client'

import { useMutation } from '@tanstack/react-query'
import { isNewFolder } from '@/components/resources/is-new-folder'
import type { Place } from '@/components/resources/path-fields'
import { runAction } from '@/lib/actions/run-action'
import { createFlowAction, updateFlowAction } from '@/lib/pipelines/actions'
import type { WireFlow } from '@/lib/pipelines/schema'
import type { PipelineDraft } from './pipeline-draft'
import { writeInputs } from './pipeline-inputs'

/** Saves a draft as a new pipeline, or in the place of `saved`. Answers where it lies. */
export function useSavePipeline(workspace: string, { saved, places }: { saved: WireFlow | null; places: Place[] }) {
  return useMutation({
    mutationFn: async ({ path, summary, description, modules, inputs }: PipelineDraft): Promise<string> => {
      const fields = {
        ...{ path, summary, description, newFolder: isNewFolder(path, places) },
        value: { ...saved?.value, modules },
        schema: { ...saved?.schema, ...writeInputs(inputs) },
      }
      const result = saved
        ? updateFlowAction(workspace, { ...fields, current: saved.path, version: saved.version })
        : createFlowAction(workspace, fields)
      return (await runAction(result)).path
    },
  })
}
