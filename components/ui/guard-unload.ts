/** Lets the browser ask before the tab is closed or left, until the returned function is called. */
export function guardUnload(): () => void {
  const warn = (event: BeforeUnloadEvent) => event.preventDefault()
  window.addEventListener('beforeunload', warn)
  return () => window.removeEventListener('beforeunload', warn)
}
