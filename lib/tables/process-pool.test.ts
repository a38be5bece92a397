import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { lstat, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { writeParquetFile } from '@/lib/testing/table-files'
import { processes, processOn, residentBytes, until } from '@/lib/testing/table-processes'
import { type PoolSettings, poolSettings } from './limits'
import { ProcessPool } from './process-pool'
import type { PageRequest } from './protocol'
import { SpillFolders } from './spill-folders'
import { stampOf } from './stamp'
import type { TableSource } from './table-source'

const MIB = 1024 ** 2

let folder: string
let slow: TableSource
let quick: TableSource
let pool: ProcessPool

const page: PageRequest = { kind: 'page', format: 'parquet', separator: ',', offset: 0, limit: 1 }
/** Sorts everything, since the page is the last one: some seconds, and more memory than the limit. */
const longSort: PageRequest = { ...page, offset: 1_999_999, sort: { column: 'text', descending: false } }

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'granary-pool-'))
  await writeParquetFile(
    join(folder, 'slow.parquet'),
    'SELECT i, md5(i::VARCHAR) AS text FROM range(2000000) t(i)',
    'FORMAT parquet, COMPRESSION zstd',
  )
  await writeParquetFile(join(folder, 'quick.parquet'), 'SELECT 1 AS i')
  slow = await source('slow.parquet')
  quick = await source('quick.parquet')
}, 120_000)

afterEach(() => pool.close())

async function source(key: string): Promise<TableSource> {
  const path = join(folder, key)
  const stamp = stampOf(await lstat(path, { bigint: true }))
  return { key, identity: stamp, hold: async () => ({ path, stamp, release: () => {} }) }
}

function newPool(changes: Partial<PoolSettings> = {}): ProcessPool {
  const queryLimits = { threads: 1, memoryBytes: 128 * MIB, spillBytes: 4096 * MIB }
  pool = new ProcessPool(new SpillFolders(join(folder, 'spill')), { ...poolSettings(), queryLimits, ...changes })
  return pool
}

describe.runIf(process.platform === 'linux')('a query', { timeout: 90_000 }, () => {
  it('is gone, with its process and what it spilled, within a second of being cancelled', async () => {
    const controller = new AbortController()
    const failed = expect(newPool().query(slow, longSort, controller.signal)).rejects.toThrow('nobody waits')
    const pid = await processOn('slow.parquet')
    await sleep(500)
    const cancelled = Date.now()
    controller.abort(new Error('nobody waits'))
    await failed
    expect(existsSync(`/proc/${pid}`)).toBe(false)
    expect(Date.now() - cancelled).toBeLessThan(1000)
    await until(() => readdirSync(join(folder, 'spill')).length === 0, 10_000)
  })

  it('is ended when it takes longer than it may', async () => {
    const failed = newPool({ queryMs: 200 }).query(slow, longSort)
    await expect(failed).rejects.toMatchObject({ code: 'unavailable', message: /took longer than 0.2 s/ })
  })

  it('fails alone when its process is killed by hand', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => {})
    const failed = expect(newPool().query(slow, longSort)).rejects.toMatchObject({ message: /broke down/ })
    process.kill(Number(await processOn('slow.parquet')), 'SIGKILL')
    await failed
    expect(log).toHaveBeenCalled()
    log.mockRestore()
    expect(await pool.query(quick, page)).toMatchObject({ rows: [{ i: 1 }] })
  })

  it('that needs more memory than it may have spills to disk and ends well', async () => {
    const answer = newPool().query(slow, longSort)
    const pid = await processOn('slow.parquet')
    let peak = 0
    const watch = setInterval(() => {
      peak = Math.max(peak, residentBytes(pid))
    }, 50)
    expect(await answer).toMatchObject({ rows: [{ text: expect.stringMatching(/^fffff/) }] })
    clearInterval(watch)
    expect(peak).toBeLessThan(512 * MIB)
  })

  it('that needs more disk than it may have says so, and its process goes on', async () => {
    const queryLimits = { threads: 1, memoryBytes: 128 * MIB, spillBytes: MIB }
    const failed = newPool({ queryLimits }).query(slow, longSort)
    await expect(failed).rejects.toMatchObject({ code: 'unavailable', message: /more disk|more memory/ })
    const pid = await processOn('slow.parquet')
    expect(await pool.query(slow, page)).toMatchObject({ rows: [{ i: 0 }] })
    expect(await processOn('slow.parquet')).toBe(pid)
  })

  it('gets nothing of the environment of the server', async () => {
    process.env.CANARY_SECRET = 'canary'
    await newPool().query(quick, page)
    const environment = readFileSync(`/proc/${await processOn('quick.parquet')}/environ`, 'utf8')
    const names = environment
      .split('\0')
      .filter(Boolean)
      .map((line) => line.split('=')[0])
    expect(names.sort()).toEqual(['NODE_CHANNEL_FD', 'NODE_CHANNEL_SERIALIZATION_MODE', 'NODE_ENV', 'TZ'])
  })

  it('is served by the process that has read the same version of the file before', async () => {
    await newPool().query(quick, page)
    const pid = await processOn('quick.parquet')
    await pool.query(quick, page)
    expect(await processOn('quick.parquet')).toBe(pid)
  })

  it('waits for its turn behind others, and no longer than it may', async () => {
    newPool({ queries: 1, patienceMs: 500 })
    const controller = new AbortController()
    const first = pool.query(slow, longSort, controller.signal).catch(() => 'cancelled')
    await processOn('slow.parquet')
    await expect(pool.query(quick, page)).rejects.toMatchObject({ code: 'unavailable', message: /busy/ })
    const waiting = pool.query(quick, page)
    controller.abort()
    expect(await first).toBe('cancelled')
    expect(await waiting).toMatchObject({ rows: [{ i: 1 }] })
  })

  it('leaves few processes behind, and none once the pool is closed', async () => {
    const others = new Set(processes()) // of test files before this one, which share the process
    const left = () => processes().filter((pid) => !others.has(pid)).length
    newPool({ idle: 1 })
    await Promise.all([pool.query(quick, page), pool.query(slow, page)])
    await until(() => left() === 2, 20_000) // one on a file, one without
    pool.close()
    await until(() => left() === 0, 10_000)
  })
})

describe.runIf(process.platform === 'linux')('an export', { timeout: 90_000 }, () => {
  it('comes at the pace of its reader, and ends with it', async () => {
    const stream = await newPool().export(slow)
    const pid = await processOn('slow.parquet')
    const chunks = stream[Symbol.asyncIterator]()
    const { value } = await chunks.next()
    expect(String(value).slice(0, 7)).toBe('i,text\n')
    await sleep(1500)
    expect(residentBytes(pid)).toBeLessThan(700 * MIB)
    stream.destroy()
    await until(() => !existsSync(`/proc/${pid}`), 10_000)
  })

  it('fails when its process does, so that nobody takes a part for the whole', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => {})
    const stream = await newPool().export(slow)
    process.kill(Number(await processOn('slow.parquet')), 'SIGKILL')
    await expect(stream.toArray()).rejects.toMatchObject({ message: /broke down/ })
    log.mockRestore()
  })
})
