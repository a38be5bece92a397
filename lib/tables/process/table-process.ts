// The process that reads one table file: started without credentials, killed when its request is cancelled.
import { Socket } from 'node:net'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { TableReply, TableRequest } from '@/lib/tables/protocol'
import { lockDown, startEngine } from './lock-down'
import { openFile } from './open-file'
import { Table } from './table'
import { TableError } from './table-error'
import { watchMemory } from './watch-memory'

const EXPORT_DESCRIPTOR = 4

const engine = await startEngine()
let table: Table | null = null

process.on('disconnect', () => process.exit(1)) // the server is gone: nobody waits for an answer
process.on('message', (message) => void answer(received(message)))
process.send?.({ ok: true, value: null })

async function answer(request: TableRequest): Promise<void> {
  if (request.kind === 'export') return exportCsv()
  process.send?.(await replyTo(() => work(request)))
}

async function work(request: Exclude<TableRequest, { kind: 'export' }>): Promise<unknown> {
  if (request.kind !== 'open') return request.kind === 'page' ? opened().page(request) : opened().count(request)
  const file = openFile(request.path, request.stamp)
  await lockDown(engine, { ...request, device: file.device })
  watchMemory(request.limits.memoryBytes)
  table = Table.open(engine, file)
  return null
}

/** The first piece tells whether the file can be read at all; what fails later ends the process, and with it the stream. */
async function exportCsv(): Promise<void> {
  const lines = opened().csvLines()
  let first = ''
  const reply = await replyTo(async () => {
    first = (await lines.next()).value ?? ''
    return null
  })
  process.send?.(reply)
  if (!reply.ok) return
  const output = new Socket({ fd: EXPORT_DESCRIPTOR, readable: false, writable: true })
  await pipeline(Readable.from(joined(first, lines)), output)
  process.exit(0)
}

async function* joined(first: string, rest: AsyncIterable<string>) {
  yield first
  yield* rest
}

async function replyTo(work: () => Promise<unknown>): Promise<TableReply> {
  try {
    return { ok: true, value: await work() }
  } catch (error) {
    if (error instanceof TableError) return { ok: false, failure: error.failure, detail: error.detail }
    return {
      ok: false,
      failure: 'bug',
      detail: error instanceof Error ? (error.stack ?? error.message) : String(error),
    }
  }
}

function opened(): Table {
  if (!table) throw new Error('The first request must open a file')
  return table
}

/** The one sender on this channel is the server that started the process, from the same sources. */
function received(message: unknown): TableRequest {
  return message as TableRequest
}
