import { mkdir, mkdtemp, readdir, readlink, rm } from 'node:fs/promises'
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
    // Above what Linux numbers a process by: here, and beyond another container.
    const namespace = (await readlink('/proc/self/ns/pid')).replace(/\D/g, '')
    await mkdir(join(folder, `granary-out-${namespace}-99999999-abcdef`))
    await mkdir(join(folder, 'granary-out-1-99999999-abcdef'))
    await mkdir(join(folder, 'of-somebody-else'))
    const first = await openWayOut({ own, hosts: [] })
    expect(new Set(first.relays.map(({ address, port }) => `${address}:${port}`)).size).toBe(2)
    expect(first.relays[1]).toMatchObject({ host: '127.0.0.1', address: '127.0.0.1' })
    const left = ['granary-out-1-99999999-abcdef', basename(first.folder), 'of-somebody-else'].sort()
    await expect.poll(async () => (await readdir(folder)).sort()).toEqual(left)
    expect((await openWayOut({ own, hosts: [] })).folder).toBe(first.folder)
    await rm(first.folder, { recursive: true })
    const [second, third] = await Promise.all([openWayOut({ own, hosts: [] }), openWayOut({ own, hosts: [] })])
    expect(third.folder).toBe(second.folder)
    expect((await readdir(second.folder)).sort()).toEqual(['0.sock', '1.sock', 'hosts'])
  } finally {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
    takeShared(`way-out-${JSON.stringify(own)}`)
    await rm(folder, { recursive: true, force: true })
  }
})
