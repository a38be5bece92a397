'use client'

import { queryOptions, useQueries } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { FormField } from '@/components/scripts/form-field'
import { readFields } from '@/components/scripts/read-fields'
import { AppError } from '@/lib/errors'
import { getJson } from '@/lib/http/get-json'
import type { FlowModule } from '@/lib/pipelines/schema'
import { wireScriptSchema } from '@/lib/scripts/schema'
import { allSteps } from './tree'

/** The newest version of a script, by its path; null where there is none to see. */
export function scriptQuery(workspace: string, path: string) {
  return queryOptions({
    queryKey: ['scripts', workspace, 'get', path] as const,
    queryFn: async ({ signal }) => {
      const url = `/api/w/${encodeURIComponent(workspace)}/scripts/get/p/${path}`
      try {
        return await getJson(url, { schema: wireScriptSchema, signal })
      } catch (error) {
        if (error instanceof AppError && (error.code === 'not_found' || error.code === 'forbidden')) return null
        throw error
      }
    },
  })
}

/** What the scripts of a pipeline take, by path: undefined while it is not known, null where it cannot be read. */
export function useStepForms(workspace: string, modules: FlowModule[], resourceTypes: string[]) {
  const named = allSteps(modules).flatMap(({ value }) => (value.type === 'script' && value.path ? [value.path] : []))
  const paths = [...new Set(named)]
  const scripts = useQueries({ queries: paths.map((path) => scriptQuery(workspace, path)) })
  const told = scripts.map(({ data }) => data)
  // biome-ignore lint/correctness/useExhaustiveDependencies: what the queries answer is new each time it is asked for
  const forms = useMemo(() => {
    const isType = (name: string) => resourceTypes.includes(name)
    return new Map<string, FormField[] | null | undefined>(
      paths.map((path, index) => {
        const script = told[index]
        return [path, script ? readFields(script.schema, isType) : script] as const
      }),
    )
  }, [...told, paths.join(' '), resourceTypes])
  return useMemo(() => (path: string) => forms.get(path), [forms])
}
