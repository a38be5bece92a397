import { readFile, writeFile } from 'node:fs/promises'
import { openAzure } from '@/lib/storage/azure'
import { createContainer } from '@/lib/storage/azure-client'
import { startAzurite } from '@/scripts/servers/azurite.mjs'
import { temporaryFolder } from '@/scripts/servers/processes.mjs'
import { azureSettingsOf } from './azure-servers'
import { LOOPBACK } from './s3-servers'

/** It sorts all of its names for each page. */
const LARGEST_PAGE = 5000
const BLOBS = '$BLOBS_COLLECTION$'

type Named = { name: string; $loki: number }
type Order = { dirty: boolean; values: number[] }
type Index = { collections: { name: string; maxId: number; data: Named[]; binaryIndices: Record<string, Order> }[] }

/**
 * An Azurite of its own with a container of one-byte blobs of these names. To be sent 20,000 takes it a minute: it is sent one, and while it
 * is down its index is told of others that are like it.
 */
export async function openContainerHolding(keys: readonly string[]) {
  const folder = await temporaryFolder('azurite')
  const first = await startAzurite({ folder })
  const { client, close } = createContainer(azureSettingsOf(first), LOOPBACK)
  await client.create()
  await client.uploadBlockBlob(keys[0] ?? '', 'x', 1)
  close()
  await first.stop()
  await fillIndex(`${folder}/data/__azurite_db_blob__.json`, keys)
  const server = await startAzurite({ folder })
  const store = openAzure(azureSettingsOf(server), { ...LOOPBACK, largestPage: LARGEST_PAGE })
  return {
    store,
    async close() {
      await store.close?.()
      await server.stop()
    },
  }
}

async function fillIndex(path: string, keys: readonly string[]): Promise<void> {
  const index: Index = JSON.parse(await readFile(path, 'utf8'))
  const blobs = index.collections.find(({ name }) => name === BLOBS)
  const [like] = blobs?.data ?? []
  if (!blobs || !like) throw new Error(`Azurite keeps its index otherwise than in ${BLOBS} of ${path}.`)
  blobs.data = keys.map((name, place) => ({ ...like, name, $loki: place + 1 }))
  blobs.maxId = keys.length
  // It sorts them when it is asked.
  for (const order of Object.values(blobs.binaryIndices)) Object.assign(order, { dirty: true, values: [] })
  await writeFile(path, JSON.stringify(index))
}
