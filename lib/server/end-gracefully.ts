import 'server-only'
import type { Server } from 'node:http'
import { flushReads } from '@/lib/audit/read-queue'
import { db } from '@/lib/db'
import { stopFlows } from '@/lib/pipelines/engine/watch-flows'
import { flushFileUses } from '@/lib/run-files/note-file-use'
import { stopRunWorker } from '@/lib/runs/run-worker'
import { stopSchedules } from '@/lib/schedules/watch-schedules'
import { stopTransferWorker } from '@/lib/transfers/transfer-worker'
import { instanceState } from './instance-state'

const GRACE_MS = 10_000
const IDLE_POLL_MS = 100

/** On SIGTERM, Ctrl+C or the loss of the parent process: finishes requests under way, closes the database, ends with 0. */
export function endGracefully(servers: readonly Server[]): void {
  let isEnding = false
  const end = () => {
    if (isEnding) return
    isEnding = true
    void Promise.all([Promise.all(servers.map(drain)), stopTransferWorker(), stopSchedules(), stopRunWorker()])
      .then(stopFlows)
      .then(closeDatabase)
      .finally(() => process.exit(0))
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end)
  process.on('disconnect', end)
}

/** Takes no new connection, and cuts what is not done after the time of grace. */
async function drain(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve))
  const idle = setInterval(() => server.closeIdleConnections(), IDLE_POLL_MS)
  const late = setTimeout(() => server.closeAllConnections(), GRACE_MS)
  await closed
  clearInterval(idle)
  clearTimeout(late)
}

/** What the audit log still has in memory is written first. */
async function closeDatabase(): Promise<void> {
  if (!instanceState().ready) return
  await flushReads()
  await flushFileUses()
  await (await db()).$disconnect()
}
