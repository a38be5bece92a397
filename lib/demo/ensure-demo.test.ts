import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, expect, it, vi } from 'vitest'
import { db } from '@/lib/db'
import { couldListBelow } from '@/lib/permissions/access'
import { openResourceStore } from '@/lib/resources/open-resource-store'
import { getScript } from '@/lib/scripts/get-script'
import { listScripts } from '@/lib/scripts/list-scripts'
import { testContext } from '@/lib/testing/context'
import { startTestInstance } from '@/lib/testing/instance'
import { ensureDemo } from './ensure-demo'

// It starts processes that write parquet and read Python.
vi.setConfig({ testTimeout: 90_000 })

let dataDir: string
beforeEach(async () => {
  ;({ dataDir } = await startTestInstance({ DEMO: '1' }))
})

it('makes a workspace whose files every member can list', async () => {
  expect(await ensureDemo({ rows: 1000 })).toBe(true)
  const ctx = await testContext({ workspace: 'demo', username: 'grace' })
  const opened = await ctx.openStorage()
  const { objects, prefixes } = await opened.forListing().list({ delimiter: '/' })
  expect(objects.map(({ key }) => key)).toEqual(['README.md', 'deliveries.parquet', 'harvest-2025.csv'])
  expect(prefixes).toEqual(['notes/', 'photos/', 'reports/', 'silos/'])
  expect(couldListBelow(opened.access, '')).toBe(true)
})

it('keeps names as hostile as buckets may hold', async () => {
  await ensureDemo({ rows: 10 })
  const ctx = await testContext({ workspace: 'demo' })
  const store = await openResourceStore(ctx.workspace.id, 'f/demo/storage')
  const { objects } = await store.list({ prefix: 'notes/' })
  expect(objects.map(({ key }) => key)).toEqual([
    'notes/Ernte & Lager (Übersicht) 100%.txt',
    'notes/収穫 2025/米 #1 🌾.txt',
  ])
})

it('is made once: whoever deletes it does not get it back', async () => {
  expect(await ensureDemo({ rows: 10 })).toBe(true)
  await (await db()).workspace.delete({ where: { id: 'demo' } })
  expect(await ensureDemo({ rows: 10 })).toBe(false)
})

it('leaves an instance alone that has a workspace', async () => {
  await (await db()).workspace.create({ data: { id: 'lab', name: 'Lab' } })
  expect(await ensureDemo({ rows: 10 })).toBe(false)
  expect(await (await db()).workspace.count()).toBe(1)
})

it('shows nothing when the files cannot be written, and is made at the next start that can', async () => {
  await writeFile(join(dataDir, 'tmp'), 'in the way')
  expect(await ensureDemo({ rows: 10 })).toBe(false)
  expect(await (await db()).workspace.count()).toBe(0)
  await rm(join(dataDir, 'tmp'))
  expect(await ensureDemo({ rows: 10 })).toBe(true)
})

it('has an example script of each language, with its form', async () => {
  await ensureDemo({ rows: 10 })
  const ctx = await testContext({ workspace: 'demo', username: 'grace' })
  const scripts = await listScripts(ctx, {})
  expect(scripts.map(({ path, language }) => [path, language]).sort()).toEqual([
    ['f/demo/best_deliveries', 'python3'],
    ['f/demo/sum_harvest', 'bun'],
  ])
  const { schema } = await getScript(ctx, { path: 'f/demo/sum_harvest' })
  expect(schema?.properties).toMatchObject({
    file: { format: 'resource-s3_object', default: { s3: 'harvest-2025.csv' } },
    by: { enum: ['farm', 'grain'] },
  })
})
