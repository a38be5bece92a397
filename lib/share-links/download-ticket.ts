import 'server-only'
import { LRUCache } from 'lru-cache'
import * as z from 'zod'
import { AppError } from '@/lib/errors'
import { openText, sealText } from '@/lib/secrets/sealed-text'
import { processWide } from '@/lib/shared'

const PURPOSE = 'share download'

/** How long a download that was counted may go on, and be taken up again after a break. */
const TICKET_MS = 6 * 3600_000

/** A ticket gives the file twice at most: browsers and virus scanners ask again, but one download must not serve many. */
const DELIVERIES = 2

const ticketSchema = z.object({ link: z.string(), until: z.number(), nonce: z.string() })

/** Proof of one counted download. */
export function makeTicket(link: string): string {
  return sealText(PURPOSE, JSON.stringify({ link, until: Date.now() + TICKET_MS, nonce: crypto.randomUUID() }))
}

/** Throws `forbidden` for a ticket of another link, one that is over, and any other text. */
export function requireTicket(ticket: string, link: string): void {
  const text = openText(PURPOSE, ticket)
  const parsed = text === null ? null : ticketSchema.safeParse(JSON.parse(text))
  if (parsed?.data?.link !== link || parsed.data.until < Date.now())
    throw new AppError('forbidden', 'This download is over. Open the link again.')
}

/**
 * Takes bytes that are about to be sent from what a ticket allows. Answers how to give back what was not sent after all. Throws
 * `forbidden` when the ticket is used up.
 */
export function takeBytes(ticket: string, bytes: number, size: number): (unsent: number) => void {
  const sent = deliveries()
  const after = (sent.get(ticket) ?? 0) + bytes
  if (after > size * DELIVERIES) throw new AppError('forbidden', 'This download is complete. Open the link again.')
  sent.set(ticket, after)
  return (unsent) => void sent.set(ticket, Math.max(0, (sent.get(ticket) ?? 0) - unsent))
}

function deliveries(): LRUCache<string, number> {
  return processWide('share-deliveries', () => new LRUCache<string, number>({ max: 10_000, ttl: TICKET_MS }))
}
