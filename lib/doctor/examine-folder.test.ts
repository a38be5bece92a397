import { chmod, mkdir, mkdtemp, readdir, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, it } from 'vitest'
import { filesystemStore } from '@/lib/storage/filesystem'
import { byState, named } from '@/lib/testing/examine'
import { buildReport } from './build-report'
import { examineFolder } from './examine-folder'
import type { Check } from './report'

let root: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'granary-doctor-'))
})

async function examine(folder = root, prefix = ''): Promise<Check[]> {
  const checks: Check[] = []
  const store = filesystemStore({ root: folder })
  for await (const check of examineFolder({ store, root: folder, shown: 'reports', prefix })) checks.push(check)
  return checks
}

const verdict = (checks: Check[]) =>
  buildReport({ checks, startedAt: new Date(), finishedAt: new Date(), by: null, prefix: '' }, null).verdict

it('finds a folder in order, and leaves no file behind', async () => {
  const checks = await examine(root, 'team/')
  expect(byState(checks).failed).toBeUndefined()
  expect(checks.map(({ name }) => name)).toEqual(
    expect.arrayContaining([
      'folder',
      'rights',
      'space',
      'put',
      'hostile_key',
      'multipart',
      'rename',
      'case',
      'unicode',
    ]),
  )
  expect(named(checks, 'space')?.evidence).toMatch(/GiB of .* GiB are free/)
  expect((await filesystemStore({ root }).list()).objects).toEqual([])
  expect((await readdir(join(root, '.granary'))).filter((name) => name.startsWith('doctor'))).toEqual([])
  expect(verdict(checks)).toBe('works')
})

it('finds that a folder is not there, and tells no path but the one of the resource', async () => {
  const checks = await examine(join(root, 'absent'))
  expect(named(checks, 'folder')).toMatchObject({ state: 'failed', cause: 'enoent' })
  expect(named(checks, 'put')).toMatchObject({ state: 'not_reached', evidence: 'The folder cannot be used.' })
  expect(JSON.stringify(checks)).not.toContain(root)
  expect(verdict(checks)).toBe('broken')
})

it('follows no link that somebody put where its own files lie', async () => {
  const elsewhere = await mkdtemp(join(tmpdir(), 'granary-elsewhere-'))
  await symlink(elsewhere, join(root, '.granary'))
  const checks = await examine()
  expect(byState(checks).failed).toEqual(['list'])
  expect(await readdir(elsewhere)).toEqual([])
})

it.skipIf(process.getuid?.() === 0)('finds a folder that may only be read', async () => {
  await mkdir(join(root, 'closed'))
  await chmod(join(root, 'closed'), 0o500)
  const checks = await examine(join(root, 'closed'))
  expect(named(checks, 'rights')).toMatchObject({ state: 'warning', cause: 'read_only' })
  expect(named(checks, 'put')?.state).toBe('failed')
})
