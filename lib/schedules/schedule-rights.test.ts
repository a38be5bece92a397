import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Context } from '@/lib/auth/context'
import { contextOfToken } from '@/lib/auth/context-of'
import { db } from '@/lib/db'
import { createScript } from '@/lib/scripts/create-script'
import { testContext } from '@/lib/testing/context'
import { startTestInstance } from '@/lib/testing/instance'
import { createShortLivedToken } from '@/lib/tokens/create-short-lived-token'
import { createToken } from '@/lib/tokens/create-token'
import { createTokenSchema } from '@/lib/tokens/schema'
import { listSchedules } from './get-schedule'
import { runDueSchedules } from './run-due-schedules'
import { createSchedule, deleteSchedule, setScheduleEnabled } from './save-schedule'

const path = 'u/ada/nightly'
const daily = { path, script_path: 'u/ada/report', schedule: '0 6 * * *', timezone: 'Europe/Berlin', args: { n: 1 } }

let ada: Context
let bob: Context
let admin: Context

beforeAll(async () => {
  await startTestInstance()
  ada = await testContext({ username: 'ada' })
  bob = await testContext({ username: 'bob' })
  admin = await testContext({ username: 'grace', role: 'admin' })
  await createScript(ada, { path: 'u/ada/report', content: 'export const main = (n) => n', language: 'deno' })
})
beforeEach(async () => {
  await (await db()).schedule.deleteMany()
})

const makeDue = async (nextAt: Date) => (await db()).schedule.updateMany({ data: { nextAt } })
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000)

describe('who may', () => {
  it('only those see and change one who may write where it lies', async () => {
    await createSchedule(ada, daily)
    expect((await listSchedules(ada, {})).map((each) => each.path)).toEqual([path])
    expect(await listSchedules(bob, {})).toEqual([])
    const change = { path, enabled: false }
    await expect(setScheduleEnabled(bob, change)).rejects.toMatchObject({ code: 'not_found' })
    await expect(createSchedule(bob, { ...daily, path: 'u/ada/mine' })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(createSchedule(bob, { ...daily, path: 'u/bob/spy' })).rejects.toMatchObject({ code: 'not_found' })
    await expect(createSchedule(ada, daily)).rejects.toMatchObject({ code: 'conflict' })
    expect(await setScheduleEnabled(ada, change)).toEqual({ path })
    await makeDue(minutesAgo(1))
    expect(await runDueSchedules()).toBe(0)
    await deleteSchedule(admin, { path })
    expect(await listSchedules(ada, {})).toEqual([])
  })

  it('no token of a moment makes what outlives it', async () => {
    const { id } = await createShortLivedToken(ada, 'a notebook')
    const ctx = await contextOfToken(id, { workspaceId: 'lab' })
    await expect(createSchedule(ctx, daily)).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('no token does that expires or was made with another one; a plain one does', async () => {
    const tokenOf = async (maker: Context, expiresAt: Date | null) => {
      const { id } = await createToken(maker, createTokenSchema.parse({ label: 'a client', expiresAt }))
      return contextOfToken(id, { workspaceId: 'lab' })
    }
    const plain = await tokenOf(ada, null)
    for (const limited of [await tokenOf(ada, new Date(Date.now() + 3600_000)), await tokenOf(plain, null)])
      await expect(createSchedule(limited, daily)).rejects.toMatchObject({ code: 'forbidden' })
    expect(await createSchedule(plain, daily)).toEqual({ path })
    const expiring = await tokenOf(ada, new Date(Date.now() + 3600_000))
    await expect(setScheduleEnabled(expiring, { path, enabled: true })).rejects.toMatchObject({ code: 'forbidden' })
    expect(await setScheduleEnabled(expiring, { path, enabled: false })).toEqual({ path })
  })

  it('nobody switches on what runs with the rights of somebody else', async () => {
    await createSchedule(ada, { ...daily, enabled: false })
    const enabled = { path, enabled: true }
    await expect(setScheduleEnabled(admin, enabled)).rejects.toMatchObject({ code: 'conflict' })
    await setScheduleEnabled(ada, enabled)
    expect(await setScheduleEnabled(admin, { path, enabled: false })).toEqual({ path })
  })
})
