import { strToU8, zipSync } from 'fflate'
import { parquetReadObjects } from 'hyparquet'
import { compressors } from 'hyparquet-compressors'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Context } from '@/lib/auth/context'
import { db } from '@/lib/db'
import { drawPng } from '@/lib/demo/png'
import { createResource } from '@/lib/resources/create-resource'
import type { ObjectStore } from '@/lib/storage/object-store'
import { azureSettingsOf, openTestContainer } from '@/lib/testing/azure-servers'
import { testContext } from '@/lib/testing/context'
import { type RunLab, startRunLab } from '@/lib/testing/run-lab'
import { openTestBucket } from '@/lib/testing/s3-servers'
import { testServer } from '@/lib/testing/servers'
import { hubEntries } from './catalogue'
import { listHub } from './list-hub'

// Each of them is run for real: Deno fetches packages, and data tools take seconds to load on a busy machine.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

const [python, versitygw, azurite] = await Promise.all([
  testServer('python'),
  testServer('versitygw'),
  testServer('azurite'),
])
const reason = [python, versitygw, azurite].find((answer) => answer.reason !== null)?.reason ?? null

const CSV = 'month,farm,tonnes\n2025-01,North,3\n2025-02,North,4\n2025-02,South,9\n'
const ROWS = [
  { month: '2025-01', farm: 'North', tonnes: 3 },
  { month: '2025-02', farm: 'North', tonnes: 4 },
  { month: '2025-02', farm: 'South', tonnes: 9 },
]
const FILE = { s3: 'in/harvest.csv', filename: 'harvest.csv' }

let lab: RunLab
let admin: Context
const stores: Record<string, ObjectStore> = {}
const closing: (() => Promise<void>)[] = []

beforeAll(async () => {
  const settings = { RUN_PYTHON: python.server?.python ?? '', RUN_PYTHON_UNCONFINED: '1', RUN_MEMORY_MB: '900' }
  lab = await startRunLab(settings)
  closing.push(() => lab.close())
  admin = await testContext({ username: 'grace', role: 'admin' })
  Object.assign(stores, lab.stores)
  await (await db()).storageSetting.updateMany({ where: { workspaceId: 'lab' }, data: { publicResource: true } })
  if (!versitygw.server || !azurite.server) return
  const bucket = await openTestBucket(versitygw.server)
  closing.push(() => bucket.close())
  const container = await openTestContainer(azurite.server)
  closing.push(() => container.close())
  await link('bucket', { resourceType: 's3', value: bucket.settings })
  const { containerName } = container.settings
  await link('azure', { resourceType: 'azure_blob', value: azureSettingsOf(azurite.server, { containerName }) })
  Object.assign(stores, { bucket: bucket.store, azure: container.store })
  for (const store of Object.values(stores)) await store.write(FILE.s3, Buffer.from(CSV))
})
afterAll(async () => {
  for (const close of closing.reverse()) await close()
})

async function link(name: string, { resourceType, value }: { resourceType: string; value: object }) {
  const path = `u/grace/${name}`
  await createResource(admin, { path, resourceType, description: '', value })
  await (await db()).storageSetting.create({
    data: { workspaceId: 'lab', name, resourcePath: path, publicResource: true },
  })
}

async function runEntry(name: string, args: object) {
  const entry = (await listHub()).find((each) => each.name === name)
  if (!entry) throw new Error(`The hub has no ${name}.`)
  const { language, content } = entry
  return lab.run(content, { language, args: { ...args }, timeout: 100 })
}

async function read(storage: string, key: string): Promise<Buffer> {
  const { body } = await (stores[storage] as ObjectStore).read(key)
  return Buffer.concat(await body.toArray())
}

async function readParquet(storage: string, key: string) {
  const bytes = new Uint8Array(await read(storage, key))
  return parquetReadObjects({ file: bytes.buffer, compressors })
}

async function expectTable(storage: string) {
  const rows = ROWS.map(({ tonnes, ...row }) => ({ ...row, tonnes: BigInt(tonnes) }))
  expect(await readParquet(storage, 'output/result.parquet')).toEqual(rows)
}

async function expectCount(storage: string) {
  expect(await readParquet(storage, 'output/counted.parquet')).toEqual([{ rows: 3n }])
}

type Case = { args: object; result: unknown; made?: () => Promise<void> }

const photo = drawPng({ width: 40, height: 20 }, (x, y) => [x * 6, y * 12, 90])
const archive = Buffer.from(
  zipSync({ 'a/one.txt': strToU8('one'), 'two.txt': strToU8('two'), '../up.txt': strToU8('3') }),
)

/** What each entry is given on local disk, and what comes of it. */
const cases: Record<string, Case> = {
  'load-a-file': {
    args: { input_file: FILE },
    result: { characters: CSV.length, bytes: CSV.length, streamed: CSV.length },
  },
  'write-a-file': {
    args: { output_file: 'out/hello.txt' },
    result: { s3: 'out/hello.txt' },
    made: async () => expect(`${await read('_default_', 'out/hello.txt')}`).toBe('Hello from a script\n'),
  },
  'write-a-stream': {
    args: { output_file: 'out/lines.txt', lines: 30_000 },
    result: { s3: 'out/lines.txt' },
    made: async () => expect(`${await read('_default_', 'out/lines.txt')}`.split('\n')[29_999]).toBe('line 30000'),
  },
  'read-and-write': {
    args: { input_file: FILE },
    result: { s3: 'out/upper.txt' },
    made: async () => expect(`${await read('_default_', 'out/upper.txt')}`).toBe(CSV.trim().toUpperCase()),
  },
  'read-a-csv': { args: { file: FILE, first: 2 }, result: ROWS.slice(0, 2) },
  'list-a-bucket': {
    args: { prefix: 'in/' },
    result: [
      { file: { s3: 'in/archive.zip' }, size: archive.length },
      { file: { s3: FILE.s3 }, size: CSV.length },
      { file: { s3: 'in/photo.png' }, size: photo.length },
    ],
  },
  'copy-between-storages': {
    args: { from: '_default_', to: 'bucket', prefix: 'in/' },
    result: [{ s3: 'in/archive.zip' }, { s3: 'in/photo.png', storage: 'bucket' }],
    made: async () => expect(await read('bucket', 'in/photo.png')).toEqual(photo),
  },
  'csv-to-parquet': {
    args: { file: FILE },
    result: { s3: 'in/harvest.parquet' },
    made: async () =>
      expect(await readParquet('_default_', 'in/harvest.parquet')).toMatchObject([{}, {}, { farm: 'South' }]),
  },
  'polars-on-a-storage': {
    args: { input_file: FILE },
    result: { s3: 'output/result.parquet' },
    made: () => expectTable('_default_'),
  },
  'duckdb-on-a-storage': {
    args: { input_file: FILE },
    result: { s3: 'output/counted.parquet' },
    made: () => expectCount('_default_'),
  },
  'aggregate-with-duckdb': {
    args: { file: FILE, group_by: 'farm', total: 'tonnes' },
    result: [
      { farm: 'South', rows: 1, tonnes: 9 },
      { farm: 'North', rows: 2, tonnes: 7 },
    ],
  },
  'make-thumbnails': {
    args: { images: [{ s3: 'in/photo.png' }], width: 16 },
    result: [{ s3: 'thumbnails/photo.png' }],
    made: async () => expect((await read('_default_', 'thumbnails/photo.png')).readUInt32BE(16)).toBe(16),
  },
  unzip: {
    args: { archive: { s3: 'in/archive.zip' }, folder: 'unzipped/' },
    result: [{ s3: 'unzipped/a/one.txt' }, { s3: 'unzipped/two.txt' }],
    made: async () => expect(`${await read('_default_', 'unzipped/a/one.txt')}`).toBe('one'),
  },
  'link-to-a-file': {
    args: { files: [FILE] },
    result: [{ file: FILE, url: expect.stringContaining('/s3_proxy/_default_/in/harvest.csv?exp=') }],
  },
}

describe.skipIf(reason !== null)(`a script of the hub${reason ? ` (left out: ${reason})` : ''}`, () => {
  beforeAll(async () => {
    await lab.stores._default_.write('in/photo.png', photo)
    await lab.stores._default_.write('in/archive.zip', archive)
  })

  it.each(hubEntries.map(({ name }) => name))('%s does what it says', async (name) => {
    const known = cases[name]
    if (!known) throw new Error(`There is no case for ${name}.`)
    const { success, result, logs } = await runEntry(name, known.args)
    expect({ success, result }, logs).toMatchObject({ success: true, result: known.result })
    await known.made?.()
    if (name === 'link-to-a-file') {
      const [{ url = '' } = {}] = result as { url: string }[]
      expect(await (await fetch(url)).text()).toBe(CSV)
    }
  })

  it.each(['bucket', 'azure'])('reads and writes whole files and tables on the storage %s', async (storage) => {
    const file = { ...FILE, storage }
    const loaded = await runEntry('load-a-file', { input_file: file })
    expect(loaded.result, loaded.logs).toEqual({ characters: CSV.length, bytes: CSV.length, streamed: CSV.length })
    const polars = await runEntry('polars-on-a-storage', { input_file: file })
    expect(polars.result, polars.logs).toMatchObject({ s3: 'output/result.parquet', storage })
    await expectTable(storage)
    const duckdb = await runEntry('duckdb-on-a-storage', { input_file: file })
    expect(duckdb.result, duckdb.logs).toMatchObject({ s3: 'output/counted.parquet', storage })
    await expectCount(storage)
  })
})
