import { afterAll, beforeAll, describe } from 'vitest'
import { describeWithServer, type TestServer } from '@/lib/testing/servers'
import { describeKeys } from './contract-keys'
import { describeLargeObjects } from './contract-large'
import { describeListing, describeLongListing } from './contract-listing'
import { describeMultipart, describeRefusedParts } from './contract-multipart'
import { describeReading } from './contract-reading'
import { describeRemoving } from './contract-removing'
import { type OpenStore, registry, type StoreUnderTest, seed } from './contract-support'
import {
  describeExclusiveWrites,
  describeFailedWrites,
  describeVersionedChanges,
  describeWriting,
} from './contract-writing'

/** Tries one of the stores of `contract-support.ts`. Each has a test file of its own, so that they run side by side. */
export async function describeContract(name: string): Promise<void> {
  const under = registry.find((store) => store.name === name)
  if (!under) throw new Error(`There is no store ${name}.`)
  if (under.server === null) describe(`${name} store`, () => describeStore(under, null))
  else await describeWithServer(under.server, `${name} store`, (server) => describeStore(under, server))
}

function describeStore(under: StoreUnderTest, server: TestServer | null): void {
  let opened: OpenStore
  beforeAll(async () => {
    opened = await under.open(server)
  })
  afterAll(() => opened.close())

  const openHolding = async (keys: string[]) => {
    if (under.openHolding) return under.openHolding(keys)
    await seed(opened, keys)
    return { ...opened, close: async () => undefined }
  }
  const suite = { opened: () => opened, store: () => opened.store, supports: under.supports, openHolding }
  describeWriting(suite)
  describeFailedWrites(suite)
  describeExclusiveWrites(suite)
  describeVersionedChanges(suite)
  describeReading(suite)
  describeRemoving(suite)
  describeMultipart(suite)
  describeRefusedParts(suite)
  describeKeys(suite)
  describeListing(suite)
  describeLongListing(suite)
  describeLargeObjects(suite)
}
