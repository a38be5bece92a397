/** Where a list was left: coming back shows it as it was. */
type VisitedLevel = { scrollTop: number; active: string | null }

const MAX_LEVELS = 200
const visited = new Map<string, VisitedLevel>()

/** Remembers a level for as long as the page lives. */
export function rememberLevel(id: string, level: VisitedLevel): void {
  visited.delete(id)
  visited.set(id, level)
  const oldest = visited.size > MAX_LEVELS ? visited.keys().next().value : undefined
  if (oldest !== undefined) visited.delete(oldest)
}

/** How the level was left, or at its top. */
export function recallLevel(id: string): VisitedLevel {
  return visited.get(id) ?? { scrollTop: 0, active: null }
}
