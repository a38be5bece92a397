import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Context } from '@/lib/auth/context'
import { db } from '@/lib/db'
import { MAX_RUN_DEPTH } from '@/lib/runs/limits'
import { runPreview } from '@/lib/runs/start-run'
import { takeRun } from '@/lib/runs/take-run'
import { testContext } from '@/lib/testing/context'
import { startTestInstance } from '@/lib/testing/instance'

const ONE = 'export const main = () => 1'

let ada: Context

beforeAll(async () => {
  await startTestInstance()
  ada = await testContext({ username: 'ada' })
})
beforeEach(async () => void (await (await db()).run.deleteMany()))

describe('the places of a worker', () => {
  const text = { content: ONE, language: 'deno' } as const
  const start = (parent_job?: string) => runPreview(ada, { ...text, parent_job })
  const end = async (id: string) =>
    (await db()).run.update({ where: { id }, data: { status: 'success', result: '1', endedAt: new Date() } })

  it('are enough for runs that wait for what they have started, down to the greatest depth', async () => {
    const ended: string[] = []
    const running: { id: string; parent: string | null }[] = []
    for (let n = 0; n < 3; n++) await start()
    for (;;) {
      const run = await takeRun('a', { running: running.map(({ id }) => id), atOnce: 2 })
      if (!run) break
      running.push({ id: run.id, parent: run.parentId })
      if (await start(run.id).catch(() => null)) continue
      // The end of the line: whoever waited for it ends as well.
      for (let id: string | null = run.id; id !== null; ) {
        await end(id)
        ended.push(id)
        const found = running.findIndex((each) => each.id === id)
        id = running.splice(found, 1)[0]?.parent ?? null
      }
    }
    expect(running).toEqual([])
    expect(ended).toHaveLength(3 * (MAX_RUN_DEPTH + 1))
  })

  it('let the leaves of a wide fan-out run beside one another once all places but theirs wait', async () => {
    const root = await start()
    const running: string[] = []
    const take = async () => {
      const run = await takeRun('a', { running, atOnce: 2 })
      if (run) running.push(run.id)
      return run?.id
    }
    await take()
    // Each child waits for three leaves.
    for (let n = 0; n < 40; n++) await start(root)
    for (let child = await take(); child && running.length <= 2 + MAX_RUN_DEPTH; child = await take())
      for (let leaf = 0; leaf < 3; leaf++) await start(child)
    while (await take()) {}
    const parents = new Set(
      (await (await db()).run.findMany({ select: { parentId: true } })).map((run) => run.parentId),
    )
    expect(running.filter((id) => !parents.has(id))).toHaveLength(2)
  })

  it('are few for a script whose runs only seem to wait', async () => {
    const first = await start()
    const children: string[] = []
    for (let n = 0; n < 30; n++) children.push(await start(first))
    for (const child of children) await start(child)
    const running: string[] = []
    for (;;) {
      const run = await takeRun('a', { running, atOnce: 2 })
      if (!run) break
      running.push(run.id)
    }
    expect(running.length).toBeGreaterThanOrEqual(2 + MAX_RUN_DEPTH)
    expect(running.length).toBeLessThanOrEqual(2 + 2 * MAX_RUN_DEPTH)
  })
})
