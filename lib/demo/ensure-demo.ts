import 'server-only'
import { createReadStream } from 'node:fs'
import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { env } from '@/lib/env'
import { filesystemStore } from '@/lib/storage/filesystem'
import type { ObjectStore } from '@/lib/storage/object-store'
import { DEMO } from './demo'
import { exampleScripts } from './example-scripts'
import { PARQUET_FILE, sampleFiles } from './sample-files'
import { createDemoWorkspace, isDemoUnwanted } from './store'
import { writeParquet } from './write-parquet'

/**
 * At the first start of an instance that wants it, makes the demo workspace. The files come first and the workspace in one
 * transaction after them, so a start that was cut leaves nothing half-made to see, and the next one begins again. Returns
 * whether it made one; a failure is said and does not stop the product.
 */
export async function ensureDemo({ rows = PARQUET_FILE.rows } = {}): Promise<boolean> {
  if (!env().demo || (await isDemoUnwanted())) return false
  const start = Date.now()
  console.log('Making the demo workspace: about 10 seconds.')
  try {
    await writeSampleFiles(rows)
    await createDemoWorkspace(await exampleScripts())
  } catch (error) {
    console.error('The demo workspace could not be made. The next start tries again; DEMO=0 goes without.', error)
    return false
  }
  console.log(`Making the demo workspace: done in ${((Date.now() - start) / 1000).toFixed(1)} s.`)
  return true
}

async function writeSampleFiles(rows: number): Promise<void> {
  const root = join(env().dataDir, 'storage', DEMO.rootPath)
  await mkdir(root, { recursive: true })
  const store = filesystemStore({ root })
  try {
    for (const { key, contentType, make } of sampleFiles) await store.write(key, Buffer.from(make()), { contentType })
    await writeDeliveries(store, rows)
  } finally {
    await store.close?.()
  }
}

async function writeDeliveries(store: ObjectStore, rows: number): Promise<void> {
  const scratch = join(env().dataDir, 'tmp', 'demo')
  await rm(scratch, { recursive: true, force: true }) // what a start that was cut has left
  await mkdir(scratch, { recursive: true })
  const file = join(await mkdtemp(`${scratch}/`), 'deliveries.parquet')
  await writeParquet(file, rows)
  const { key, contentType } = PARQUET_FILE
  await store.write(key, createReadStream(file), { contentType, size: (await stat(file)).size })
  await rm(scratch, { recursive: true, force: true })
}
