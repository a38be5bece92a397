import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { boundCache } from './deno-cache'

const DAY_MS = 24 * 3600 * 1000

it('a cache that has become too large is begun anew, and removed once no run can have it', async () => {
  const parent = await mkdtemp(join(tmpdir(), 'granary-cache-'))
  const folder = join(parent, 'deno')
  try {
    await mkdir(join(folder, 'npm', 'left-pad'), { recursive: true })
    await writeFile(join(folder, 'npm', 'left-pad', 'index.js'), Buffer.alloc(100_000))
    await boundCache(folder, { bytes: 200_000, files: 3 }, 1000)
    expect(await readdir(parent)).toEqual(['deno'])
    await boundCache(folder, { bytes: 50_000, files: 3 }, 1000)
    expect(await readdir(parent)).toEqual(['deno', 'deno.old-1000'])
    expect(await readdir(folder)).toEqual([])
    await boundCache(folder, { bytes: 50_000, files: 3 }, 2000)
    expect(await readdir(parent)).toHaveLength(2)
    await boundCache(folder, { bytes: 50_000, files: 3 }, 2000 + DAY_MS)
    expect(await readdir(parent)).toEqual(['deno'])
  } finally {
    await rm(parent, { recursive: true, force: true })
  }
})
