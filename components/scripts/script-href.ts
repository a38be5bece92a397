type ScriptView = 'run' | 'edit' | 'history'

/** A page of a script. Its path has no characters that an address would have to escape. */
export function scriptHref(workspace: string, path: string, view: ScriptView = 'run'): string {
  return `/w/${workspace}/scripts/${view === 'run' ? '' : `${view}/`}${path}`
}
