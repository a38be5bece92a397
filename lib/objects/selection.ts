import 'server-only'
import * as z from 'zod'
import { AppError } from '@/lib/errors'
import { openText, sealText } from '@/lib/secrets/sealed-text'
import type { OpenStorage } from '@/lib/storage-settings/opened-storage'
import { listAllowedKeys } from './list-allowed-keys'

type Selection = { keys: string[]; prefixes: string[]; resume?: string }

/** The keys of one step, and where the next step starts; null after the last one. */
type SelectionStep = { keys: string[]; resume: string | null }

const positionSchema = z.object({ prefix: z.number().int().min(0), after: z.string() })
type Position = z.output<typeof positionSchema>

const PURPOSE = 'place in a selection'

/**
 * Walks a selection in steps of at most `limit` keys: first the keys, then what the actor may list of each prefix from start to
 * end. A step goes on after the last key of the one before, so that keys which could not be changed are not met twice.
 */
export async function nextOfSelection(
  opened: OpenStorage,
  selection: Selection,
  limit: number,
): Promise<SelectionStep> {
  const { keys, prefixes, resume } = selection
  if (resume === undefined && keys.length > 0)
    return { keys, resume: prefixes.length > 0 ? encode({ prefix: 0, after: '' }) : null }
  const position = resume === undefined ? { prefix: 0, after: '' } : decode(resume)
  const prefix = prefixes[position.prefix]
  if (prefix === undefined) return { keys: [], resume: null }
  const step = await listAllowedKeys(opened, { prefix, after: position.after || undefined, limit })
  const found = step.objects.map(({ key }) => key)
  if (step.resume !== null) return { keys: found, resume: encode({ ...position, after: step.resume }) }
  const following = position.prefix + 1
  return { keys: found, resume: following < prefixes.length ? encode({ prefix: following, after: '' }) : null }
}

function encode(position: Position): string {
  return sealText(PURPOSE, JSON.stringify(position))
}

function decode(resume: string): Position {
  const text = openText(PURPOSE, resume)
  if (text === null) throw new AppError('invalid', 'resume: is not a place to resume from')
  return positionSchema.parse(JSON.parse(text))
}
