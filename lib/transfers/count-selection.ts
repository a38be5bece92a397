import 'server-only'
import { MAX_PAGE_KEYS } from '@/lib/objects/schema'
import { nextItems, readSelection } from './next-batch'
import { type Position, START } from './place'
import type { Run } from './run'
import type { Amount } from './schema'

/** How much there is to transfer, as far as the person may list it. */
export async function countSelection({ transfer, open, signal }: Run): Promise<Amount> {
  const selection = readSelection(transfer.selection)
  const total: Amount = { objects: 0, bytes: 0 }
  for (let position: Position | null = START.position; position; ) {
    const { source } = await open()
    const { items, next } = await nextItems(
      { source, selection, retryOf: transfer.retryOf, signal },
      position,
      MAX_PAGE_KEYS,
    )
    total.objects += items.length
    total.bytes += items.reduce((sum, { size }) => sum + (size ?? 0), 0)
    position = next
  }
  return total
}
