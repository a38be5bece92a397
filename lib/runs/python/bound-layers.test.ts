import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { boundLayers, touchLayer } from './bound-layers'

const HOUR_MS = 3600 * 1000

it('moves aside what was not used for the longest time, none that a run may be about to use, and removes it later', async () => {
  const all = await mkdtemp(join(tmpdir(), 'granary-layers-'))
  const now = Date.now()
  try {
    for (const [name, hours] of [
      ['a', 3],
      ['b', 2],
      ['c', 1],
      ['half.draft', 7],
    ] as const) {
      const folder = join(all, name)
      await mkdir(folder)
      await writeFile(join(folder, 'x'), Buffer.alloc(100_000))
      await writeFile(join(folder, '.complete'), '')
      const used = new Date(now - hours * HOUR_MS)
      await utimes(join(folder, '.complete'), used, used)
      await utimes(folder, used, used)
    }
    await touchLayer(join(all, 'a'))
    await boundLayers(all, { bytes: 170_000, files: 100 }, now)
    expect((await readdir(all)).sort()).toEqual(['a', `b.old-${now}`, `c.old-${now}`])
    await expect(boundLayers(all, { bytes: 100_000, files: 100 }, now)).rejects.toThrow('No more packages')
    expect(await readdir(all)).toContain('a')
    await boundLayers(all, { bytes: 150_000, files: 100 }, now + 7 * HOUR_MS)
    expect(await readdir(all)).toEqual(['a'])
  } finally {
    await rm(all, { recursive: true, force: true })
  }
})
