import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { flushReads } from '@/lib/audit/read-queue'
import { db } from '@/lib/db'
import { forgetIdentities } from '@/lib/people/identity-cache'
import { takeShared } from '@/lib/shared'
import { type StorageApi, startStorageApi } from '@/lib/testing/storage-api'

let api: StorageApi

const LARGE_BYTES = 3 * 1024 * 1024

beforeAll(async () => {
  api = await startStorageApi()
  await api.store.write('small.txt', Buffer.from('0123456789'))
  await api.store.write('large.bin', Buffer.alloc(LARGE_BYTES))
})
afterAll(() => api.close())
beforeEach(async () => {
  await keep('all')
  for (const name of ['audit-looks', 'audit-pieces']) takeShared(name)
  await (await db()).auditEntry.deleteMany()
})

async function keep(auditReads: string) {
  await (await db()).workspace.update({ where: { id: 'lab' }, data: { auditReads } })
  forgetIdentities()
}

async function told(): Promise<string[]> {
  await flushReads()
  const entries = await (await db()).auditEntry.findMany({ orderBy: { id: 'asc' } })
  return entries.map(({ operation, resource }) => `${operation} ${resource}`)
}

const get = (file_key: string, headers: Record<string, string> = {}) =>
  api.ask('download_s3_file', { query: { file_key }, headers })

describe('reads of objects', () => {
  it('are one download for a whole file', async () => {
    await get('small.txt')
    await get('small.txt', { range: 'bytes=0-' })
    expect(await told()).toEqual(['objects.download small.txt', 'objects.download small.txt'])
  })

  it('are looks where ranges are asked for, each once in a while', async () => {
    for (let start = 0; start < 10; start += 2) await get('small.txt', { range: `bytes=${start}-${start + 1}` })
    expect(await told()).toEqual(['objects.preview small.txt'])
  })

  it('are a download when a large file was taken in pieces', async () => {
    const step = LARGE_BYTES / 3
    for (let start = 0; start < LARGE_BYTES; start += step)
      await get('large.bin', { range: `bytes=${start}-${start + step - 1}` })
    expect(await told()).toEqual(['objects.preview large.bin', 'objects.download large.bin'])
  })

  it('are none for HEAD, for what has not changed, and for what was refused', async () => {
    const { headers } = await api.ask('download_s3_file', { query: { file_key: 'small.txt' }, method: 'HEAD' })
    await get('small.txt', { 'if-none-match': String(headers.etag) })
    await get('nowhere.txt')
    expect(await told()).toEqual([])
  })

  it('are lists, too', async () => {
    await api.ask('list_stored_files_paged', { query: { prefix: '' } })
    expect(await told()).toEqual(['objects.list '])
  })

  it('are rows and texts that the server makes out of a file', async () => {
    await api.store.write('rows.csv', Buffer.from('a,b\n1,2\n'))
    await api.ask('load_csv_preview/rows.csv')
    await api.ask('load_table_count/rows.csv')
    await api.ask('load_file_preview', {
      query: { file_key: 'small.txt', read_bytes_from: '0', read_bytes_length: '5' },
    })
    expect(await told()).toEqual(['objects.preview rows.csv', 'objects.preview small.txt'])
  })

  it('are only downloads where the workspace keeps no more', async () => {
    await keep('downloads')
    await api.ask('list_stored_files_paged', { query: { prefix: '' } })
    await get('small.txt', { range: 'bytes=0-1' })
    await get('small.txt')
    expect(await told()).toEqual(['objects.download small.txt'])
  })
})

// RustFS believed the header, so that anybody could write any address into its log.
describe('CVE-2026-21862: who says to come from elsewhere', () => {
  it.each(['x-forwarded-for', 'x-real-ip', 'forwarded', 'x-granary-socket-address'])(
    'by %s is not believed',
    async (name) => {
      await get('small.txt', { [name]: name === 'forwarded' ? 'for=203.0.113.9' : '203.0.113.9' })
      await flushReads()
      const [entry] = await (await db()).auditEntry.findMany()
      expect(entry?.address).toMatch(/^(::ffff:)?127\.0\.0\.1$/)
    },
  )
})
