import { readdirSync } from 'node:fs'
import { mkdtemp, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Context } from '@/lib/auth/context'
import { env } from '@/lib/env'
import { parse } from '@/lib/parse'
import { takeShared } from '@/lib/shared'
import type { ObjectStore } from '@/lib/storage/object-store'
import { startLinkedFolder, withStorage } from '@/lib/testing/linked-folder'
import { openTestBucket, type TestBucket } from '@/lib/testing/s3-servers'
import { describeWithServer, type ServerName } from '@/lib/testing/servers'
import { writeParquetFile } from '@/lib/testing/table-files'
import { countTableRows } from './count-table-rows'
import { tableEngine } from './engine'
import { exportCsv } from './export-csv'
import { loadTablePage } from './load-table-page'
import type { ProcessPool } from './process-pool'
import { tablePageQuerySchema, tableSearchSchema } from './schema'

const names: [ServerName, string][] = [
  ['versitygw', 'a table on versitygw'],
  ['ceph', 'a table on Ceph RGW'],
]

for (const [name, title] of names)
  await describeWithServer(name, title, (server) => {
    let bucket: TestBucket
    let folder: Awaited<ReturnType<typeof startLinkedFolder>>
    let reads: number
    let ctx: Context

    /** Counts the downloads; identity as the pool of stores gives it. */
    const counted = (store: ObjectStore): ObjectStore => ({
      ...store,
      identity: name,
      read: (key, options) => {
        reads += 1
        return store.read(key, options)
      },
    })
    const page = (query: Record<string, string | number> = {}, actor = ctx, file_key = 'data/orders.parquet') =>
      loadTablePage(actor, { ...parse(tablePageQuerySchema, query), file_key, format: 'parquet' })

    beforeAll(async () => {
      folder = await startLinkedFolder()
      takeShared('table-cache') // it lies in the data folder
      takeShared<ProcessPool>('table-engine')?.close()
      bucket = await openTestBucket(server)
      await put('SELECT i AS id, i % 3 AS part FROM range(20000) t(i)')
      const store = counted(bucket.store)
      ctx = withStorage(folder.owner, () => ({ store }))
      reads = 0
    })
    afterAll(async () => {
      tableEngine().close()
      await bucket.close()
    })

    async function put(query: string) {
      const path = join(await mkdtemp(join(tmpdir(), 'granary-remote-')), 'file.parquet')
      await writeParquetFile(path, query)
      await bucket.store.write('data/orders.parquet', await readFile(path))
    }

    it('is fetched once for all pages, counts and exports of the same version', async () => {
      const [first, second] = await Promise.all([
        page({ limit: 1 }),
        page({ limit: 1, sort_col: 'id', sort_desc: 'true' }),
      ])
      expect([first.rows[0]?.id, second.rows[0]?.id]).toEqual([0, 19_999])
      const count = {
        ...parse(tableSearchSchema, { search_col: 'part', search_term: '2' }),
        file_key: 'data/orders.parquet',
      }
      expect(await countTableRows(ctx, count)).toEqual({ count: 6666 })
      const csv = await exportCsv(ctx, { file_key: 'data/orders.parquet', storage: '_default_' })
      expect((await csv.toArray()).join('').split('\n')).toHaveLength(20_002)
      expect(reads).toBe(1)
      expect(readdirSync(join(env().dataDir, 'cache/tables'))).toHaveLength(1)
    })

    it('is fetched anew once it has another version', async () => {
      await put('SELECT 7 AS id, 0 AS part')
      expect((await page()).rows).toEqual([{ id: 7, part: 0 }])
      expect(reads).toBe(2)
    })

    it('is kept from whoever may not read it, however warm the copy is', async () => {
      const rules = [{ pattern: 'other/**', allow: ['read' as const] }]
      const stranger = withStorage(folder.owner, ({ store: _ }) => ({ store: counted(bucket.store), rules }))
      await expect(page({}, stranger)).rejects.toMatchObject({ code: 'forbidden' })
    })

    it('is fetched for each request where the store tells no ETag, and not kept', async () => {
      const blind: ObjectStore = {
        ...counted(bucket.store),
        head: async (key, options) => {
          const info = await bucket.store.head(key, options)
          return info && { ...info, etag: null }
        },
      }
      const before = reads
      const actor = withStorage(folder.owner, () => ({ store: blind }))
      for (let time = 0; time < 2; time++) expect((await page({}, actor)).rows).toHaveLength(1)
      expect(reads).toBe(before + 2)
      await expect.poll(() => readdirSync(join(env().dataDir, 'cache/tables')).length).toBeLessThanOrEqual(2)
    })

    it('that is not there is not found', async () => {
      await expect(page({}, ctx, 'missing.parquet')).rejects.toMatchObject({ code: 'not_found' })
    })
  })
