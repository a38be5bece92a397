import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { filesystemStore } from '@/lib/storage/filesystem'
import { removeLeftovers } from './leftovers'
import { probeName } from './probe-names'

it('what a killed look left is removed, and nothing else where a server ignores the prefix of a list', async () => {
  const store = filesystemStore({ root: await mkdtemp(join(tmpdir(), 'granary-leftovers-')) })
  const look = { prefix: 'team/', probeId: 'a-look' }
  const begun = [
    { key: 'other.bin', id: '1' },
    { key: probeName(look, 1), id: '2' },
  ]
  const aborted: string[] = []
  for (const key of ['other.txt', 'team/kept.txt', probeName(look, 0)]) await store.write(key, Buffer.from('x'))
  const careless = {
    ...store,
    list: () => store.list(),
    multipart: store.multipart && {
      ...store.multipart,
      list: async () => begun,
      abort: async ({ key }: { key: string }) => void aborted.push(key),
    },
  }
  expect(await removeLeftovers(careless as typeof store, look)).toBe(2)
  expect(aborted).toEqual([probeName(look, 1)])
  for (const key of ['other.txt', 'team/kept.txt']) expect(await store.head(key)).not.toBeNull()
  expect(await store.head(probeName(look, 0))).toBeNull()
})
