import 'server-only'
import * as z from 'zod'
import { AppError } from '@/lib/errors'
import { byCodePoints, couldListBelow, listableStarts, mayListAllBelow } from '@/lib/permissions/access'
import { openText, sealText } from '@/lib/secrets/sealed-text'
import type { ListPage, ObjectSummary } from '@/lib/storage/object-store'
import type { OpenStorage } from '@/lib/storage-settings/opened-storage'
import { listAllowedKeys } from './list-allowed-keys'
import { MAX_PAGE_KEYS } from './schema'

type Ask = {
  prefix: string
  limit: number
  cursor?: string
  /** Only what comes strictly after this name; without a cursor alone. */
  after?: string
  signal?: AbortSignal
}

// A client that waits 5 seconds, as one of the published ones does, gets what was found by then and asks on.
const SEARCH_MS = 2500
const PURPOSE = 'place in a level'

/**
 * One page of one folder level with what the actor may list: files by their own right, a folder when something below it may
 * be listed. What is hidden is passed over before anything is counted, and its names stand in no cursor.
 */
export async function listAllowedLevel(opened: OpenStorage, ask: Ask): Promise<ListPage> {
  const { prefix, limit, cursor, after, signal } = ask
  if (mayListAllBelow(opened.access, prefix))
    return opened.forListing().list({ prefix, delimiter: '/', limit, cursor, startAfter: after, signal })
  return new LevelSearch(opened, ask).page()
}

/** Where a search goes on: in the page of `start` that `cursor` begins, behind `entry`, and within the next folder behind `probe`. */
const placeSchema = z.object({
  start: z.string(),
  cursor: z.string().nullable(),
  entry: z.string(),
  probe: z.string().optional(),
})
type Place = z.output<typeof placeSchema>

type Entry = { name: string; object: ObjectSummary | null }

class LevelSearch {
  private readonly until = Date.now() + SEARCH_MS
  private readonly found: ListPage = { objects: [], prefixes: [], cursor: null }
  private place: Place

  constructor(
    private readonly opened: OpenStorage,
    private readonly ask: Ask,
  ) {
    this.place = ask.cursor === undefined ? { start: '', cursor: null, entry: ask.after ?? '' } : readPlace(ask.cursor)
  }

  async page(): Promise<ListPage> {
    for (const start of listableStarts(this.opened.access, this.ask.prefix)) {
      const order = byCodePoints(start, this.place.start)
      if (order < 0) continue
      if (order > 0) this.place = { start, cursor: null, entry: this.place.entry }
      if (await this.isInterrupted(start))
        return { ...this.found, cursor: sealText(PURPOSE, JSON.stringify(this.place)) }
    }
    return this.found
  }

  /** Looks through one start; true when the page is full or time is up before its end. */
  private async isInterrupted(start: string): Promise<boolean> {
    const folder = folderOf(start, this.ask.prefix)
    if (folder !== null) return this.areEntriesInterrupted([{ name: folder, object: null }])
    for (;;) {
      const page = await this.opened.forListing().list({
        prefix: start,
        delimiter: '/',
        limit: MAX_PAGE_KEYS,
        cursor: this.place.cursor ?? undefined,
        startAfter: this.ask.after,
        signal: this.ask.signal,
      })
      if (await this.areEntriesInterrupted(entriesOf(page))) return true
      if (page.cursor === null) return false
      this.place = { ...this.place, cursor: page.cursor }
      if (Date.now() > this.until) return true
    }
  }

  private async areEntriesInterrupted(entries: Entry[]): Promise<boolean> {
    for (const entry of entries) {
      if (byCodePoints(entry.name, this.place.entry) <= 0) continue
      if (this.found.objects.length + this.found.prefixes.length === this.ask.limit) return true
      const visible = entry.object ? this.opened.may('list', entry.name) : await this.isFolderVisible(entry.name)
      if (visible === null) return true
      this.place = { ...this.place, entry: entry.name, probe: undefined }
      if (!visible) continue
      if (entry.object) this.found.objects.push(entry.object)
      else this.found.prefixes.push(entry.name)
    }
    return false
  }

  /** null when time is up before something was found. */
  private async isFolderVisible(folder: string): Promise<boolean | null> {
    const { access } = this.opened
    // Where nothing was listed the folder may not exist; below a start that is longer it need not.
    if (!couldListBelow(access, folder)) return false
    const after = this.place.probe
    const ask = { prefix: folder, after, limit: 1, until: this.until, signal: this.ask.signal }
    const { objects, resume } = await listAllowedKeys(this.opened, ask)
    if (objects.length > 0) return true
    if (resume === null) return false
    this.place = { ...this.place, probe: resume }
    return null
  }
}

/** The folder of this level that a start lies in; null when it names no whole folder of it. */
function folderOf(start: string, prefix: string): string | null {
  const slash = start.indexOf('/', prefix.length)
  return slash < 0 ? null : start.slice(0, slash + 1)
}

function entriesOf({ objects, prefixes }: ListPage): Entry[] {
  const files = objects.map((object) => ({ name: object.key, object }))
  const folders = prefixes.map((name) => ({ name, object: null }))
  return [...files, ...folders].sort((one, other) => byCodePoints(one.name, other.name))
}

function readPlace(cursor: string): Place {
  const text = openText(PURPOSE, cursor)
  if (text === null) throw new AppError('invalid', 'page_token: is not one that this listing gave')
  return placeSchema.parse(JSON.parse(text))
}
