import { afterAll, beforeAll, describe } from 'vitest'
import { describeWithServer, type TestServer } from '@/lib/testing/servers'
import { describeKeys } from './contract-keys'
import { describeLargeObjects } from './contract-large'
import { describeListing, describeLongListing } from './contract-listing'
import { describeMultipart, describeRefusedParts } from './contract-multipart'
import { describeReading } from './contract-reading'
import { describeRemoving } from './contract-removing'
import { type OpenStore, type StoreUnderTest, stores } from './contract-support'
import { describeExclusiveWrites, describeFailedWrites, describeWriting } from './contract-writing'

for (const under of stores) {
  if (under.server === null) describe(`${under.name} store`, () => describeStore(under, null))
  else await describeWithServer(under.server, `${under.name} store`, (server) => describeStore(under, server))
}

function describeStore(under: StoreUnderTest, server: TestServer | null): void {
  let opened: OpenStore
  beforeAll(async () => {
    opened = await under.open(server)
  })
  afterAll(() => opened.close())

  const suite = { opened: () => opened, store: () => opened.store, supports: under.supports }
  describeWriting(suite)
  describeFailedWrites(suite)
  describeExclusiveWrites(suite)
  describeReading(suite)
  describeRemoving(suite)
  describeMultipart(suite)
  describeRefusedParts(suite)
  describeKeys(suite)
  describeListing(suite)
  describeLongListing(suite)
  describeLargeObjects(suite)
}
