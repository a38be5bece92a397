/** Where the doctor of a resource is. */
export function doctorHref(workspace: string, path: string): string {
  return `/w/${workspace}/doctor/${path.split('/').map(encodeURIComponent).join('/')}`
}
