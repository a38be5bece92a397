import { setTimeout as sleep } from 'node:timers/promises'
import { beforeEach, describe, expect, it } from 'vitest'
import { db } from '@/lib/db'
import { LeaseLost } from '@/lib/leases/lease'
import { testContext } from '@/lib/testing/context'
import { parseAsked, QUICK, startTransferLab } from '@/lib/testing/transfer-lab'
import { cancelTransfer, pauseTransfer } from './control-transfer'
import { createTransfer } from './create-transfer'
import { getTransfer } from './get-transfer'
import type { TransferLease } from './lease'
import { runTransfer } from './run-transfer'
import { claimTransfer, listClaimable } from './store'

let lab: Awaited<ReturnType<typeof startTransferLab>>

beforeEach(async () => {
  lab = await startTransferLab()
})

const keys = Array.from({ length: 12 }, (_, index) => `a/${String(index).padStart(2, '0')}`)

/** What a process leaves that was killed after it stored its first batch: the lease, and any part of the batch done. */
async function killed(id: string, done: string[], batchObjects = 4): Promise<void> {
  const client = await db()
  const transfer = await claimTransfer(id, 'killed')
  const batch = {
    items: keys.slice(0, batchObjects).map((key) => ({ key, size: key.length })),
    next: { keys: 0, prefix: 0, after: keys[batchObjects - 1], failure: 0 },
    since: Date.now(),
  }
  const move = transfer?.kind === 'move'
  for (const key of done) {
    await lab.archive.write(key, Buffer.from(key))
    if (move) await lab.store.remove([key])
  }
  const place = JSON.stringify({ position: null, batch })
  await client.transfer.update({ where: { id }, data: { place, total: '{"objects":12,"bytes":48}' } })
}

const leaseEnds = async (id: string) =>
  (await db()).transfer.update({ where: { id }, data: { leaseUntil: new Date(Date.now() - 1) } })

describe('after a crash', () => {
  it.each([
    ['copy', 'skip'],
    ['copy', 'keep_both'],
    ['copy', 'overwrite'],
    ['copy', 'newer'],
    ['move', 'skip'],
    ['move', 'keep_both'],
  ] as const)('another process ends a %s with the policy %s, each object once', async (kind, conflict) => {
    await lab.putOld(keys)
    const { id } = await lab.create({ kind, conflict })
    await killed(id, keys.slice(0, 2))
    expect(await runTransfer(id, QUICK)).toBe(false)
    await leaseEnds(id)
    await runTransfer(id, { ...QUICK, owner: 'next' })
    const counts = { done: { objects: 12 }, skipped: { objects: 0 }, failed: { objects: 0 } }
    expect(await getTransfer(lab.owner, { id })).toMatchObject({ status: 'done', counts })
    expect(await lab.archived()).toEqual(keys)
    expect(await lab.keys()).toEqual(kind === 'move' ? [] : keys)
  })

  it('a process that was only slow keeps nothing of what it did after its lease', async () => {
    await lab.putOld(keys)
    const { id } = await lab.create()
    let stolen = false
    const onLease = (lease: TransferLease | null) => {
      if (!lease || stolen) return
      stolen = true
      void leaseEnds(id).then(() => claimTransfer(id, 'thief'))
    }
    await expect(runTransfer(id, { ...QUICK, onLease, batchObjects: 1 })).resolves.toBe(true)
    const stored = await (await db()).transfer.findUniqueOrThrow({ where: { id } })
    expect(stored).toMatchObject({ status: 'running', leaseOwner: 'thief' })
  })
})

it('of several processes one gets a transfer', async () => {
  await lab.putOld(keys)
  const { id } = await lab.create()
  const claims = await Promise.all(Array.from({ length: 6 }, (_, index) => claimTransfer(id, `p${index}`)))
  expect(claims.filter(Boolean)).toHaveLength(1)
})

it('a process that ends lets the next one go on at once', async () => {
  await lab.putOld(keys)
  const { id } = await lab.create()
  await runTransfer(id, { ...QUICK, onLease: (lease) => lease?.abort(new LeaseLost()) })
  expect(await getTransfer(lab.owner, { id })).toMatchObject({ status: 'running' })
  await runTransfer(id, { ...QUICK, owner: 'next' })
  expect(await getTransfer(lab.owner, { id })).toMatchObject({ status: 'done', counts: { done: { objects: 12 } } })
})

it.each([
  ['paused', pauseTransfer],
  ['cancelled', cancelTransfer],
] as const)('a transfer at work stops when it is %s, and stays so', async (status, change) => {
  await lab.putOld(keys)
  const { id } = await lab.create()
  const onLease = (lease: TransferLease | null) => void (lease && change(lab.owner, { id }))
  await runTransfer(id, { ...QUICK, onLease, batchObjects: 1 })
  const ended = await getTransfer(lab.owner, { id })
  expect(ended.status).toBe(status)
  expect(ended.counts.done.objects).toBeLessThan(12)
  expect(await (await db()).transfer.findUniqueOrThrow({ where: { id } })).toMatchObject({ leaseOwner: null })
})

it('a cancelled transfer leaves an audit entry for each object that it had done, in the middle of a batch', async () => {
  await lab.putOld(Array.from({ length: 90 }, (_, index) => `a/${index}`))
  const { id } = await lab.create()
  const cancelAfterSome = async () => {
    while ((await lab.archived()).length < 3) await sleep(1)
    await cancelTransfer(lab.owner, { id })
  }
  await Promise.all([runTransfer(id, QUICK), cancelAfterSome()])
  const done = await lab.archived()
  expect(done.length).toBeLessThan(90)
  const entries = await (await db()).auditEntry.findMany({ where: { operation: 'objects.copy' } })
  expect(entries.map(({ resource }) => resource).sort()).toEqual(done)
  expect((await getTransfer(lab.owner, { id })).status).toBe('cancelled')
})

describe('among several people', () => {
  const next = async (take = 9) => (await listClaimable(take)).map(({ id }) => id)

  it('the one who has the fewest at work is served first, however many others wait for somebody else', async () => {
    const other = await testContext({ username: 'carol', role: 'admin' })
    const mine = []
    for (let index = 0; index < 4; index++) mine.push((await lab.create()).id)
    const theirs = (await createTransfer(other, { ...parseAsked(), to: 'b/' })).id
    const [first = '', second = '', third = '', fourth = ''] = mine
    expect(await next()).toEqual([first, theirs, second, third, fourth])
    await claimTransfer(first, 'test')
    expect(await next()).toEqual([theirs, second, third, fourth])
    await claimTransfer(theirs, 'test')
    expect(await next(2)).toEqual([second, third])
  })

  it('a transfer makes room at the end of a batch, and goes on where it was', async () => {
    await lab.putOld(keys)
    const { id } = await lab.create()
    await runTransfer(id, { ...QUICK, batchObjects: 5, shouldYield: async () => true })
    expect(await getTransfer(lab.owner, { id })).toMatchObject({ status: 'running', counts: { done: { objects: 5 } } })
    expect(await next()).toEqual([id])
    await runTransfer(id, { ...QUICK, batchObjects: 5 })
    expect(await getTransfer(lab.owner, { id })).toMatchObject({ status: 'done', counts: { done: { objects: 12 } } })
  })
})

it('walks a folder of thousands of keys without a row for each', async () => {
  const many = Array.from({ length: 1100 }, (_, index) => `a/${String(index).padStart(5, '0')}`)
  await lab.putFiles(many)
  const ended = await lab.run({ dryRun: true })
  expect(ended).toMatchObject({ total: { objects: 1100, bytes: 7700 }, counts: { done: { objects: 1100 } } })
  expect(await (await db()).transferFailure.count()).toBe(0)
})
