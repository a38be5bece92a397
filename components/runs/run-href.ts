/** The page of a run. */
export function runHref(workspace: string, id: string): string {
  return `/w/${workspace}/runs/${encodeURIComponent(id)}`
}
