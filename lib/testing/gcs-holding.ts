import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { openGcs } from '@/lib/storage/gcs'
import { startFakeGcs } from '@/scripts/servers/fake-gcs.mjs'
import { temporaryFolder } from '@/scripts/servers/processes.mjs'
import { gcsSettingsOf } from './gcs-servers'
import { LOOPBACK } from './s3-servers'

/** A fake-gcs-server of its own with a bucket of one-byte objects of these names, which it reads from files at its start. */
export async function openGcsHolding(keys: readonly string[]) {
  const files = await temporaryFolder('gcs-files', { inMemory: true })
  const { bucket } = gcsSettingsOf({ endpoint: '' })
  for (const folder of new Set(keys.map((key) => dirname(key))))
    await mkdir(join(files, bucket, folder), { recursive: true })
  for (const key of keys) await writeFile(join(files, bucket, key), 'x')
  const server = await startFakeGcs({ files })
  const store = openGcs(gcsSettingsOf(server), LOOPBACK)
  return {
    store,
    async close() {
      await store.close?.()
      await server.stop()
    },
  }
}
