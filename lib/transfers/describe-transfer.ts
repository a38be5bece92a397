import 'server-only'
import * as z from 'zod'
import type { Context } from '@/lib/auth/context'
import { noCounts } from './counts'
import type { Selection } from './next-batch'
import { amountSchema, countsSchema, type Transfer, transferSchema } from './schema'
import type { StoredTransfer } from './store'

const flightSchema = z.object({
  bytes: z.number().default(0),
  keys: z.array(z.string()).default([]),
  rate: z.number().nullable().default(null),
})

const summarySchema = z.object({
  first: z.string().default(''),
  files: z.number().default(0),
  folders: z.number().default(0),
})

/** What lists show of a selection, as it is kept beside it. */
export function summarize({ keys, prefixes }: Selection): string {
  return JSON.stringify({ first: keys[0] ?? prefixes[0], files: keys.length, folders: prefixes.length })
}

/** A stored transfer as it is shown. */
export function describeTransfer(ctx: Context, stored: Omit<StoredTransfer, 'place' | 'selection'>): Transfer {
  const flight = flightSchema.parse(JSON.parse(stored.flight))
  return {
    ...transferSchema.pick({ kind: true, conflict: true, verify: true, status: true }).parse(stored),
    ...{ id: stored.id, dryRun: stored.dryRun, source: stored.source, target: stored.target },
    ...{ from: stored.fromPrefix, to: stored.toPrefix, retryOf: stored.retryOf, error: stored.error },
    ...summarySchema.parse(JSON.parse(stored.summary)),
    startedBy: stored.user.memberships[0]?.username ?? stored.user.email,
    isOwn: stored.userId === ctx.person.id,
    total: stored.total === null ? null : amountSchema.parse(JSON.parse(stored.total)),
    counts: { ...noCounts, ...countsSchema.partial().parse(JSON.parse(stored.counts)) },
    ...{ flightBytes: flight.bytes, flightKeys: flight.keys, rate: stored.status === 'running' ? flight.rate : null },
    ...{ createdAt: stored.createdAt, startedAt: stored.startedAt, endedAt: stored.endedAt },
  }
}
