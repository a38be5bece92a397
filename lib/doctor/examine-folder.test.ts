import { execFileSync } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readdir, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, it, onTestFinished } from 'vitest'
import { filesystemStore } from '@/lib/storage/filesystem'
import { byState, named } from '@/lib/testing/examine'
import { buildReport } from './build-report'
import { examineFolder } from './examine-folder'
import type { Check } from './report'

let root: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'granary-doctor-'))
})

async function examine(folder = root, prefix = '', store = filesystemStore({ root: folder })): Promise<Check[]> {
  const checks: Check[] = []
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

it('tells by name what lies there and cannot be removed', async () => {
  const store = filesystemStore({ root })
  const keep = async (keys: string[]) => keys.map((key) => ({ key, reason: 'It is kept.' }))
  const checks = await examine(root, '', { ...store, remove: keep })
  const left = (await store.list()).objects.map(({ key }) => key)
  expect(left).toHaveLength(1)
  const evidence = expect.stringContaining(String(left[0]))
  expect(named(checks, 'tidy')).toMatchObject({ state: 'failed', cause: 'left_behind', evidence })
})

it('finds a folder that may only be read', async () => {
  const closed = await readOnlyFolder()
  const checks = await examine(closed)
  expect(named(checks, 'rights')).toMatchObject({ state: 'warning', cause: 'read_only' })
  expect(named(checks, 'put')?.state).toBe('failed')
  expect(named(checks, 'tidy')?.state).not.toBe('failed')
})

/** By its rights, or for root, whom they do not bind, by a disk of its own. */
async function readOnlyFolder(): Promise<string> {
  const closed = join(root, 'closed')
  await mkdir(closed)
  if (process.getuid?.() !== 0) await chmod(closed, 0o500)
  else {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'ro', 'tmpfs', closed])
    onTestFinished(() => void execFileSync('umount', ['-l', closed]))
  }
  return closed
}
