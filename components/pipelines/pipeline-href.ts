type PipelineView = 'run' | 'edit'

/** A page of a pipeline. Its path has no characters that an address would have to escape. */
export function pipelineHref(workspace: string, path: string, view: PipelineView = 'run'): string {
  return `/w/${workspace}/pipelines/${view === 'run' ? '' : `${view}/`}${path}`
}
