import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import type { Context } from '@/lib/auth/context'
import { db } from '@/lib/db'
import { getJob, getJobUpdates } from '@/lib/runs/get-run'
import { settleLostRuns } from '@/lib/runs/settle-lost-runs'
import { testContext } from '@/lib/testing/context'
import { startTestInstance } from '@/lib/testing/instance'
import { queueText } from '@/lib/testing/run-lab'
import { testServer } from '@/lib/testing/servers'
import { startWorkerProcess, type WorkerProcess } from '@/lib/testing/worker-process'

vi.setConfig({ testTimeout: 60_000 })

const isShared = process.env.TEST_DATABASE === 'postgresql'
const { server } = await testServer('python')
const hasProcessTable = existsSync('/proc/self/stat')
let ada: Context

beforeAll(async () => {
  await startTestInstance()
  ada = await testContext({ username: 'ada' })
})

function startWorker(): WorkerProcess {
  const { DATA_DIR = '', MASTER_KEY = '', AUTH_SECRET = '', DATABASE_URL = '' } = process.env
  const python = { RUN_PYTHON: server?.python ?? '', RUN_PYTHON_UNCONFINED: '1' }
  const settings = { DATA_DIR, MASTER_KEY, AUTH_SECRET, DATABASE_URL, ...python, API_URL: 'http://127.0.0.1:9' }
  return startWorkerProcess('dist/test/worker.mjs', settings)
}

const isAlive = (words: string) => execFileSync('ps', ['axww']).toString().includes(words)

// Each belongs to one database alone: with the other it is no test that was left out.
if (isShared) {
  describe.skipIf(!server || !hasProcessTable)('a worker of its own', () => {
    it('takes all processes of its runs with it when it is killed, and the run ends as lost', async () => {
      const content = `import subprocess
def main():
    subprocess.Popen(["sleep", "4321.5"])
    print("begun")
    while True: pass`
      const id = await queueText(ada, content, 'python3')
      const worker = startWorker()
      const printed = () => getJobUpdates(ada, { id }).then(({ new_logs }) => new_logs)
      await expect.poll(printed, { timeout: 40_000 }).toMatch('begun')
      expect(isAlive('sleep 4321.5')).toBe(true)
      worker.child.kill('SIGKILL')
      await worker.ended
      await expect.poll(() => isAlive('sleep 4321.5') || isAlive(id), { timeout: 10_000 }).toBe(false)
      await (await db()).run.updateMany({ data: { leaseUntil: new Date(0) } })
      await settleLostRuns()
      expect(await getJob(ada, { id })).toMatchObject({ success: false, result: { error: { name: 'WorkerLost' } } })
    })

    it('ends its runs when it is told to end', async () => {
      const id = await queueText(ada, 'import time\ndef main():\n  print("begun")\n  time.sleep(60)', 'python3')
      const worker = startWorker()
      await expect.poll(() => getJob(ada, { id }).then(({ logs }) => logs), { timeout: 40_000 }).toMatch('begun')
      worker.child.kill('SIGTERM')
      expect(await worker.ended).toBe(0)
      expect(await getJob(ada, { id })).toMatchObject({ success: false, result: { error: { name: 'WorkerLost' } } })
    })
  })
} else {
  it('says that it needs PostgreSQL', async () => {
    const worker = startWorker()
    expect(await worker.ended).toBe(1)
    expect(worker.printed()).toBe(
      'A worker of its own needs PostgreSQL: the embedded database has one process, which runs scripts itself. Set DATABASE_URL.\n',
    )
  })
}
