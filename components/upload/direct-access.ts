import { getJson } from '@/lib/http/get-json'
import { directUploadUrl } from '@/lib/objects/queries'
import { directAccessSchema } from '@/lib/uploads/schema'

const KNOWN_MS = 5 * 60_000

type Known = { direct: Promise<boolean>; until: number }
type Place = { workspace: string; storage: string }

const known = new Map<string, Known>()
const idOf = ({ workspace, storage }: Place) => JSON.stringify([workspace, storage])

/** Whether this tab may try to reach the store itself; asked once in a while. */
export function mayGoDirectly(place: Place, now = Date.now()): Promise<boolean> {
  const found = known.get(idOf(place))
  if (found && found.until > now) return found.direct
  const url = directUploadUrl(place.workspace, 'direct')
  const direct = getJson(url, { query: { storage: place.storage }, schema: directAccessSchema }).then(
    (answer) => answer.direct,
    () => false,
  )
  known.set(idOf(place), { direct, until: now + KNOWN_MS })
  return direct
}

/** The store cannot be reached from this browser: everything goes through the server for a while. */
export function giveUpDirectly(place: Place, now = Date.now()): void {
  known.set(idOf(place), { direct: Promise.resolve(false), until: now + KNOWN_MS })
}
