import 'server-only'
import { randomUUID } from 'node:crypto'
import type { Context } from '@/lib/auth/context'
import { AppError, sharedClass } from '@/lib/errors'
import { processWide } from '@/lib/shared'
import { UploadNotFound } from '@/lib/storage/errors'

/** How many uploads in parts somebody may have open in one workspace. Each takes space that no list of files shows. */
export const MAX_OPEN_UPLOADS = 1000
/** What nobody has ended by then counts no more: local disk and Azure drop it after a week, too. */
const COUNTED_MS = 7 * 24 * 3600 * 1000

/** Somebody has as many uploads open as they may. */
export const TooManyUploads = sharedClass(
  'TooManyUploads',
  class TooManyUploads extends AppError {
    override name = 'TooManyUploads'

    constructor() {
      super(
        'unavailable',
        `You have ${MAX_OPEN_UPLOADS} uploads in parts open in this workspace. Complete some or give them up.`,
      )
    }
  },
)
export type TooManyUploads = InstanceType<typeof TooManyUploads>

/** One upload of one storage. */
type Upload = { storage: string; key: string; id: string }
type Caller = { workspace: { id: string }; person: { id: string } }
/** By person, the uploads that they began and when. Who ends an upload may be another. */
type Open = { byPerson: Map<string, Map<string, number>>; owners: Map<string, string> }

/** Begins an upload and counts it as open until `countEnded`. Throws `TooManyUploads`. Counted since the server started. */
export async function countBegun(
  ctx: Caller,
  place: Omit<Upload, 'id'>,
  begin: () => Promise<string>,
  now = Date.now(),
): Promise<string> {
  const { byPerson, owners } = open()
  const person = JSON.stringify([ctx.workspace.id, ctx.person.id])
  const mine = byPerson.get(person) ?? new Map<string, number>()
  byPerson.set(person, mine)
  for (const [name, since] of mine) if (now - since > COUNTED_MS) forget(name)
  if (mine.size >= MAX_OPEN_UPLOADS) throw new TooManyUploads()
  // Of many that begin at once each counts before the store has answered.
  const reserved = randomUUID()
  mine.set(reserved, now)
  try {
    const id = await begin()
    const name = nameOf(ctx, { ...place, id })
    mine.set(name, now)
    owners.set(name, person)
    return id
  } finally {
    mine.delete(reserved)
    if (mine.size === 0) byPerson.delete(person)
  }
}

/** Runs what ends an upload: once it is complete, given up or found not to be there any more it counts no more. */
export async function countEnded<T>(
  ctx: Pick<Context, 'workspace'>,
  upload: Upload,
  end: () => Promise<T>,
): Promise<T> {
  try {
    const ended = await end()
    forget(nameOf(ctx, upload))
    return ended
  } catch (error) {
    if (error instanceof UploadNotFound) forget(nameOf(ctx, upload))
    throw error
  }
}

function forget(name: string): void {
  const { byPerson, owners } = open()
  const person = owners.get(name)
  if (person === undefined) return
  owners.delete(name)
  const theirs = byPerson.get(person)
  theirs?.delete(name)
  if (theirs?.size === 0) byPerson.delete(person)
}

function nameOf({ workspace }: { workspace: { id: string } }, { storage, key, id }: Upload): string {
  return JSON.stringify([workspace.id, storage, key, id])
}

function open(): Open {
  return processWide('open-uploads', () => ({ byPerson: new Map(), owners: new Map() }))
}
