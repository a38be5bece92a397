import 'server-only'
import * as z from 'zod'
import { parse } from '@/lib/parse'
import type { ObjectStore } from '@/lib/storage/object-store'

type Selection = { keys: string[]; prefixes: string[]; resume?: string }

/** The keys of one step, and where the next step starts; null after the last one. */
type SelectionStep = { keys: string[]; resume: string | null }

const resumeSchema = z.object({ prefix: z.number().int().min(0), after: z.string() })

const resumeMarkSchema = z
  .base64url()
  .transform((mark, check): unknown => {
    try {
      return JSON.parse(Buffer.from(mark, 'base64url').toString())
    } catch {
      check.addIssue('is not a place to resume from')
      return z.NEVER
    }
  })
  .pipe(resumeSchema)

/**
 * Walks a selection in steps of at most `limit` keys: first the keys, then each prefix from start to end. A step goes on
 * after the last key of the one before, so that keys which could not be changed are not met twice.
 */
export async function nextOfSelection(store: ObjectStore, selection: Selection, limit: number): Promise<SelectionStep> {
  const { keys, prefixes, resume } = selection
  if (resume === undefined && keys.length > 0)
    return { keys, resume: prefixes.length > 0 ? encode({ prefix: 0, after: '' }) : null }
  const position = resume === undefined ? { prefix: 0, after: '' } : decode(resume)
  const prefix = prefixes[position.prefix]
  if (prefix === undefined) return { keys: [], resume: null }
  const page = await store.list({ prefix, startAfter: position.after || undefined, limit })
  const found = page.objects.map(({ key }) => key)
  const last = found.at(-1)
  if (page.cursor && last !== undefined) return { keys: found, resume: encode({ ...position, after: last }) }
  const following = position.prefix + 1
  return { keys: found, resume: following < prefixes.length ? encode({ prefix: following, after: '' }) : null }
}

function encode(position: z.output<typeof resumeSchema>): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url')
}

function decode(resume: string): z.output<typeof resumeSchema> {
  return parse(resumeMarkSchema, resume)
}
