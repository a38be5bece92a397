'use client'

const listeners = new Set<() => void>()
const dismissed = new Set<string>()
let watched: readonly string[] = []

function change(next: readonly string[]) {
  watched = next
  for (const listener of listeners) listener()
}

/** The transfers that the tray of this tab shows, also after they ended. */
export const watchedTransfers = {
  read: () => watched,
  subscribe(listener: () => void) {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  },
  add(ids: readonly string[]) {
    const fresh = ids.filter((id) => !watched.includes(id) && !dismissed.has(id))
    if (fresh.length > 0) change([...fresh, ...watched])
  },
  dismiss(id: string) {
    dismissed.add(id)
    change(watched.filter((each) => each !== id))
  },
}
