import 'server-only'
import * as z from 'zod'
import { db } from '@/lib/db'
import {
  type CreateTransfer,
  conflictPolicies,
  type TransferFailure,
  type TransferStatus,
  transferKinds,
  verifications,
} from './schema'

type Ids = { id: string; workspaceId: string; userId: string }

export type NewTransfer = Ids &
  Pick<CreateTransfer, 'kind' | 'dryRun' | 'source' | 'target' | 'conflict' | 'verify'> & {
    tokenId: string | null
    sessionVersion: number | null
    address: string
    fromPrefix: string
    toPrefix: string
    selection: string
    summary: string
    retryOf: string | null
    place: string
    counts: string
  }

/** Keeps a transfer that waits to be worked on. */
export async function insertTransfer(transfer: NewTransfer): Promise<void> {
  await (await db()).transfer.create({ data: transfer })
}

const withUser = (workspaceId: string) => ({
  user: { select: { email: true, memberships: { where: { workspaceId }, select: { username: true } } } },
})

/** A transfer of the workspace, of that person where one is named; null when there is none. */
export async function findTransfer(where: { id: string; workspaceId: string; userId?: string }) {
  return (await db()).transfer.findFirst({ where, include: withUser(where.workspaceId) })
}
export type StoredTransfer = NonNullable<Awaited<ReturnType<typeof findTransfer>>>

type Wanted = {
  workspaceId: string
  userId?: string
  statuses?: readonly TransferStatus[]
  before?: Date
  take: number
}

/** Transfers of a workspace, newest first. */
export async function listStoredTransfers({ workspaceId, userId, statuses, before, take }: Wanted) {
  const where = {
    ...{ workspaceId, userId },
    ...(statuses && { status: { in: [...statuses] } }),
    ...(before && { createdAt: { lt: before } }),
  }
  const orderBy = [{ createdAt: 'desc' as const }, { id: 'desc' as const }]
  // Both may hold thousands of keys, which no list shows.
  const omit = { place: true, selection: true }
  return (await db()).transfer.findMany({ where, orderBy, take, omit, include: withUser(workspaceId) })
}

/** Hangs a transfer on the session that it goes on in, where it was started in one of the same person. */
export async function moveToSession(
  id: string,
  { userId, sessionVersion }: { userId: string; sessionVersion: number },
) {
  const where = { id, userId, tokenId: null }
  await (await db()).transfer.updateMany({ where, data: { sessionVersion } })
}

/** Gives a transfer another status if it has one of `from`. Returns whether it had. */
export async function changeStatus(
  id: string,
  from: readonly TransferStatus[],
  to: { status: TransferStatus; endedAt?: Date | null; error?: string | null },
): Promise<boolean> {
  const { count } = await (await db()).transfer.updateMany({ where: { id, status: { in: [...from] } }, data: to })
  return count > 0
}

/** Removes a transfer with its failures unless it is worked on. Returns whether it did. */
export async function removeTransfer(id: string): Promise<boolean> {
  const where = { id, status: { notIn: ['waiting', 'running'] } }
  return (await (await db()).transfer.deleteMany({ where })).count > 0
}

/** Removes transfers that ended before `before`. */
export async function removeOldTransfers(before: Date): Promise<number> {
  return (await (await db()).transfer.deleteMany({ where: { endedAt: { lt: before } } })).count
}

/** Whether somebody still works through the failures of a transfer. */
export async function isBeingRetried(id: string): Promise<boolean> {
  const where = { retryOf: id, status: { in: ['waiting', 'running', 'paused', 'failed'] } }
  return (await (await db()).transfer.count({ where })) > 0
}

type NewFailure = Omit<TransferFailure, 'id'>

/** Keeps why objects of a batch failed, in place of what was kept of any object of that batch. */
export async function replaceFailures(transferId: string, keys: string[], failures: NewFailure[]): Promise<void> {
  const client = await db()
  await client.$transaction([
    client.transferFailure.deleteMany({ where: { transferId, key: { in: keys } } }),
    client.transferFailure.createMany({
      data: failures.map(({ size, ...failure }) => ({
        ...failure,
        transferId,
        size: size === null ? null : BigInt(size),
      })),
    }),
  ])
}

/** Failures behind `after`, in their order. */
export async function listStoredFailures(transferId: string, page: { after: number; take: number }) {
  const found = await (await db()).transferFailure.findMany({
    where: { transferId, id: { gt: page.after } },
    orderBy: { id: 'asc' },
    take: page.take,
  })
  return found.map(({ id, key, size, target, reason }): TransferFailure => {
    return { id, key, size: size === null ? null : Number(size), target, reason }
  })
}

/** How many objects of a transfer failed. */
export async function countFailures(transferId: string): Promise<number> {
  return (await db()).transferFailure.count({ where: { transferId } })
}

/** Milliseconds that a process may work on a transfer without saying so again; then another one takes it over. */
export const LEASE_MS = 15_000

const settingsSchema = z.object({
  kind: z.enum(transferKinds),
  conflict: z.enum(conflictPolicies),
  verify: z.enum(verifications),
})

const free = (now: Date) => ({ OR: [{ leaseUntil: null }, { leaseUntil: { lt: now } }] })

/** A transfer that nobody works on although somebody should. */
export type Claimable = {
  id: string
  userId: string /** Of the same person, those that are worked on or come before it. */
  before: number
}

/** What is to be worked on next: of the people who wait, first those who have the fewest at work, and of each the oldest. */
export async function listClaimable(take: number): Promise<Claimable[]> {
  const { transfer } = await db()
  const now = new Date()
  const waiting = { status: { in: ['waiting', 'running'] }, ...free(now) }
  const people = await transfer.groupBy({ by: ['userId'], where: waiting, _min: { createdAt: true } })
  const busy = await countAtWork(now)
  const first = people
    .map(({ userId, _min }) => ({ userId, atWork: busy.get(userId) ?? 0, since: Number(_min.createdAt) }))
    .sort((one, other) => one.atWork - other.atWork || one.since - other.since)
    .slice(0, take)
  const queues = first.map(async ({ userId, atWork }) => {
    const where = { userId, ...waiting }
    const found = await transfer.findMany({
      where,
      orderBy: { createdAt: 'asc' },
      select: { id: true, createdAt: true },
      take,
    })
    return found.map(({ id, createdAt }, index) => ({ id, userId, before: atWork + index, createdAt }))
  })
  return (await Promise.all(queues))
    .flat()
    .sort((one, other) => one.before - other.before || Number(one.createdAt) - Number(other.createdAt))
    .slice(0, take)
    .map(({ id, userId, before }) => ({ id, userId, before }))
}

/** How many transfers of each person are worked on, by any process. */
export async function countAtWork(now = new Date()): Promise<Map<string, number>> {
  const where = { status: 'running', leaseUntil: { gte: now } }
  const found = await (await db()).transfer.groupBy({ by: ['userId'], where, _count: true })
  return new Map(found.map(({ userId, _count }) => [userId, _count]))
}

/** Takes a transfer for `owner`, in one statement: of two processes that ask at the same moment one gets it, the other null. */
export async function claimTransfer(id: string, owner: string) {
  const client = await db()
  const now = new Date()
  const where = { id, status: { in: ['waiting', 'running'] }, ...free(now) }
  const data = { status: 'running', leaseOwner: owner, leaseUntil: leaseEnd(), error: null }
  if ((await client.transfer.updateMany({ where, data })).count === 0) return null
  await client.transfer.updateMany({ where: { id, startedAt: null }, data: { startedAt: now } })
  const claimed = await client.transfer.findUnique({ where: { id } })
  return claimed && { ...claimed, ...settingsSchema.parse(claimed) }
}
export type ClaimedTransfer = NonNullable<Awaited<ReturnType<typeof claimTransfer>>>

type Saved = Partial<Record<'place' | 'total' | 'counts' | 'flight', string>>

/** Keeps how far it is and renews the lease. False when it is no longer the owner's to work on: taken over, paused, cancelled or gone. */
export async function saveUnderLease(id: string, owner: string, data: Saved): Promise<boolean> {
  const where = { id, leaseOwner: owner, status: 'running' }
  const { count } = await (await db()).transfer.updateMany({ where, data: { ...data, leaseUntil: leaseEnd() } })
  return count > 0
}

/** Ends a transfer that the owner works on. */
export async function endUnderLease(
  id: string,
  owner: string,
  end: { status: TransferStatus; error: string | null },
): Promise<void> {
  const where = { id, leaseOwner: owner, status: 'running' }
  await (await db()).transfer.updateMany({ where, data: { ...end, endedAt: new Date(), flight: '{}' } })
}

/** Lets go of a transfer, whatever its status: the next one may claim it at once. */
export async function releaseLease(id: string, owner: string): Promise<void> {
  const data = { leaseOwner: null, leaseUntil: null }
  await (await db()).transfer.updateMany({ where: { id, leaseOwner: owner }, data })
}

function leaseEnd(): Date {
  return new Date(Date.now() + LEASE_MS)
}
