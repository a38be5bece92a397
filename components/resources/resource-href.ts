/** The page of a resource. Its path has no characters that an address would have to escape. */
export function resourceHref(workspace: string, path: string): string {
  return `/w/${workspace}/resources/${path}`
}
