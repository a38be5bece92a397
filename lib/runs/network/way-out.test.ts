import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { expect, it } from 'vitest'
import { takeShared } from '@/lib/shared'
import { openWayOut } from './way-out'

const own = [
  { host: 'localhost', port: 3000 },
  { host: '127.0.0.1', port: 3000 },
]

it('a way out is where nothing else listens, is made anew where it was taken away, and those of dead servers are removed', async () => {
  const before = process.env.TMPDIR
  const folder = await mkdtemp(join(tmpdir(), 'granary-ways-'))
  process.env.TMPDIR = folder
  takeShared('way-outs-swept')
  try {
    // Above what Linux numbers a process by.
    await mkdir(join(folder, 'granary-out-99999999-abcdef'))
    await mkdir(join(folder, 'of-somebody-else'))
    const first = await openWayOut({ own, hosts: [] })
    expect(new Set(first.relays.map(({ address, port }) => `${address}:${port}`)).size).toBe(2)
    expect(first.relays[1]).toMatchObject({ host: '127.0.0.1', address: '127.0.0.1' })
    expect((await readdir(folder)).sort()).toEqual([basename(first.folder), 'of-somebody-else'])
    expect((await openWayOut({ own, hosts: [] })).folder).toBe(first.folder)
    await rm(first.folder, { recursive: true })
    const second = await openWayOut({ own, hosts: [] })
    expect((await readdir(second.folder)).sort()).toEqual(['0.sock', '1.sock', 'hosts'])
  } finally {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
    takeShared(`way-out-${JSON.stringify(own)}`)
    await rm(folder, { recursive: true, force: true })
  }
})
