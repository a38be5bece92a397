import 'server-only'
import * as z from 'zod'
import { listAllowedKeys } from '@/lib/objects/list-allowed-keys'
import { listAllowedLevel } from '@/lib/objects/list-allowed-level'
import { byCodePoints } from '@/lib/permissions/access'
import { openText, sealText } from '@/lib/secrets/sealed-text'
import type { ObjectSummary } from '@/lib/storage/object-store'
import type { OpenStorage } from '@/lib/storage-settings/opened-storage'

/** A line of a listing: an object, or a prefix that stands for all that begins with it. */
export type Entry = { name: string; object: ObjectSummary | null }

/** Where a listing goes on: after a name, or in a page of the store. */
const placeSchema = z.object({ after: z.string().optional(), cursor: z.string().optional() })
export type Place = z.output<typeof placeSchema>

export type Ask = { prefix: string; delimiter: string; limit: number; place: Place; signal: AbortSignal }
type Page = { entries: Entry[]; next: Place | null }

const SEARCH_MS = 2500
const PAGE_KEYS = 1000
const PURPOSE = 'place in an S3 listing'
const LAST_CHARACTER = '\u{10ffff}'

/** A place as clients carry it: it tells nothing of what they may not see. */
export function sealPlace(place: Place): string {
  return sealText(PURPOSE, JSON.stringify(place))
}

/** The place in such a text; null for any other. */
export function openPlace(sealed: string): Place | null {
  const text = openText(PURPOSE, sealed)
  return text === null ? null : placeSchema.parse(JSON.parse(text))
}

/** One page of what the caller may list, in order, with everything up to a delimiter folded into one line. */
export async function listEntries(opened: OpenStorage, ask: Ask): Promise<Page> {
  if (ask.delimiter === '') return listKeys(opened, ask)
  if (ask.delimiter === '/' && !startsWithin(ask)) return listFolder(opened, ask)
  return listFolded(opened, ask)
}

/** The place behind everything that begins with a prefix. */
export function behind(prefix: string): string {
  return prefix + LAST_CHARACTER
}

/** Whether the listing begins in the middle of what one line stands for. */
function startsWithin({ place, prefix, delimiter }: Ask): boolean {
  const { after } = place
  if (after === undefined || !after.startsWith(prefix)) return false
  return after.slice(prefix.length).includes(delimiter) && !after.endsWith(LAST_CHARACTER)
}

async function listKeys(opened: OpenStorage, { prefix, limit, place, signal }: Ask): Promise<Page> {
  const until = Date.now() + SEARCH_MS
  const { objects, resume } = await listAllowedKeys(opened, { prefix, after: place.after, limit, until, signal })
  return { entries: objects.map(toEntry), next: resume === null ? null : { after: resume } }
}

async function listFolder(opened: OpenStorage, { prefix, limit, place, signal }: Ask): Promise<Page> {
  const { cursor, after } = place
  const page = await listAllowedLevel(opened, { prefix, limit, cursor, after, signal })
  const folders = page.prefixes.map((name): Entry => ({ name, object: null }))
  const entries = [...page.objects.map(toEntry), ...folders].sort((one, other) => byCodePoints(one.name, other.name))
  return { entries, next: page.cursor === null ? null : { cursor: page.cursor } }
}

/** By looking at every key, for delimiters that stores do not know. */
async function listFolded(opened: OpenStorage, ask: Ask): Promise<Page> {
  const { prefix, delimiter, limit, signal } = ask
  const until = Date.now() + SEARCH_MS
  const entries: Entry[] = []
  let after = ask.place.after
  for (;;) {
    const page = await listAllowedKeys(opened, { prefix, after, limit: PAGE_KEYS, until, signal })
    for (const object of page.objects) {
      const entry = fold(object, prefix, delimiter)
      if (entries.at(-1)?.name !== entry.name) {
        if (entries.length === limit) return { entries, next: { after } }
        entries.push(entry)
      }
      after = object.key
    }
    if (page.resume === null) return { entries, next: null }
    after = furtherOf(page.resume, entries.at(-1))
    if (Date.now() > until) return { entries, next: { after } }
  }
}

/** The rest of what the last line stands for need not be looked at. */
function furtherOf(resume: string, last: Entry | undefined): string {
  return last?.object === null && resume.startsWith(last.name) ? behind(last.name) : resume
}

function fold(object: ObjectSummary, prefix: string, delimiter: string): Entry {
  const at = object.key.indexOf(delimiter, prefix.length)
  return at < 0 ? toEntry(object) : { name: object.key.slice(0, at + delimiter.length), object: null }
}

function toEntry(object: ObjectSummary): Entry {
  return { name: object.key, object }
}
