import 'server-only'
import { randomUUID } from 'node:crypto'
import { mkdir, opendir, stat, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError, errorCode } from '@/lib/errors'
import type { TestStep } from '@/lib/resources/schema'
import { findRoot, openFilesystemResource } from './open-filesystem'

/** Whether a folder is there, can be read and can be written, one step after the other; ends at the first that fails. */
export async function* diagnoseFilesystem(value: unknown): AsyncGenerator<TestStep> {
  const checks = [findFolder, listFolder, writeFolder]
  for (const check of checks) {
    const step = await check(value).catch(toFailedStep(stepNames.get(check) ?? 'folder'))
    yield step
    if (!step.ok) return
  }
}

type Check = (value: unknown) => Promise<TestStep>

async function findFolder(value: unknown): Promise<TestStep> {
  // Makes a new one where that is ours to do.
  const store = await openFilesystemResource(value)
  await store.close?.()
  const root = await findRoot(value)
  const found = await stat(root)
  if (!found.isDirectory()) throw new AppError('invalid', `${root} is a file. Name a folder.`)
  return { step: 'folder', ok: true, detail: `${root} is there.` }
}

async function listFolder(value: unknown): Promise<TestStep> {
  const folder = await opendir(await findRoot(value))
  const first = await folder.read()
  await folder.close()
  return { step: 'list', ok: true, detail: first ? `Its first entry is ${first.name}.` : 'It is empty.' }
}

async function writeFolder(value: unknown): Promise<TestStep> {
  const root = await findRoot(value)
  await mkdir(root, { recursive: true })
  const probe = join(root, `.granary-test-${randomUUID()}`)
  await writeFile(probe, '', { flag: 'wx' })
  await unlink(probe)
  return { step: 'write', ok: true, detail: 'A file was written and removed again.' }
}

const stepNames = new Map<Check, string>([
  [findFolder, 'folder'],
  [listFolder, 'list'],
  [writeFolder, 'write'],
])

function toFailedStep(step: string) {
  return (error: unknown): TestStep => {
    const sentence = sentenceOf(error)
    if (!sentence) throw error
    return { step, ok: false, detail: sentence, problem: { cause: step, sentence } }
  }
}

function sentenceOf(error: unknown): string | null {
  if (error instanceof AppError) return error.message
  return sentences[errorCode(error) ?? ''] ?? null
}

const user = 'the user that Granary runs as'
const sentences: Record<string, string> = {
  ENOENT: 'This folder is not there. Check its path, and that its disk is mounted.',
  ENOTDIR: 'A part of this path is a file. Check the path.',
  EACCES: `This folder is closed to ${user}. Give that user the right to read and write it.`,
  EPERM: `This folder is closed to ${user}. Give that user the right to read and write it.`,
  EROFS: 'This disk is mounted read-only. Mount it writable.',
  ENOSPC: 'This disk is full. Make room on it.',
}
