import 'server-only'
import { createHash, randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { delimiter, dirname, join } from 'node:path'
import { env } from '@/lib/env'
import { folderUse } from '@/lib/runs/process/watch-folder'
import { removeRunFolder } from '@/lib/runs/run-folder'
import type { Task } from '@/lib/runs/runtime'
import { RunStopped } from '@/lib/runs/starter'
import type { Requirement } from '@/lib/scripts/header/requirement'
import { boundLayers, touchLayer } from './bound-layers'
import type { PythonEnvironment } from './environment'
import { runInstaller } from './installer'
import { shareInstall } from './shared-install'
import { isFolder, markWhole, takeMade } from './take-made'

const INSTALL_MS = 10 * 60 * 1000
/** Of one layer, of one with what is downloaded for it, and of all of them together. */
const LAYER = { bytes: 2 * 1024 ** 3, files: 100_000 }
const INSTALLING = { bytes: 4 * 1024 ** 3, files: 200_000 }
const ALL_LAYERS = { bytes: 8 * 1024 ** 3, files: 800_000 }

/** The folder with packages beyond those that are ready, made the first time that a script asks for just these. Throws `RunStopped`. */
export async function pythonLayer(
  environment: PythonEnvironment,
  requirements: readonly Requirement[],
  { ctx, log, signal }: Task,
): Promise<string> {
  const texts = [...new Set(requirements.map(({ text }) => text))].sort()
  const identity = JSON.stringify([environment.wrapper, texts, [...(await environment.versions())].sort()])
  const all = join(env().dataDir, 'cache', 'python-layers')
  const folder = join(all, createHash('sha256').update(identity).digest('hex').slice(0, 16))
  const isReady = async () => (await isFolder(folder)) && existsSync(join(folder, '.complete'))
  if (await isReady()) {
    await touchLayer(folder)
    return folder
  }
  log.note(`Installing ${texts.join(', ')}, once for all scripts that ask for the same.`)
  await shareInstall({ name: folder, person: ctx.person.id, signal }, async (installing) => {
    if (await isReady()) return
    await mkdir(all, { recursive: true, mode: 0o700 })
    await boundLayers(all, ALL_LAYERS)
    await makeLayer(environment, { folder, texts, signal: installing })
  })
  return folder
}

type Wanted = { folder: string; texts: string[]; signal: AbortSignal }

/** It is there whole, or not at all. */
async function makeLayer(environment: PythonEnvironment, { folder, texts, signal }: Wanted): Promise<void> {
  const work = `${folder}.${randomUUID()}`
  const draft = `${work}.made`
  for (const name of ['layer', 'tmp', 'shm']) await mkdir(join(work, name), { recursive: true, mode: 0o700 })
  try {
    await install(environment, { folder: join(work, 'layer'), texts, signal })
    await takeMade(join(work, 'layer'), draft)
    await requireBounded(draft, texts)
    await markWhole(draft, '.complete')
    await rename(draft, folder).catch((error) => {
      // Another process was first with the same list.
      if (!existsSync(join(folder, '.complete'))) throw error
    })
  } finally {
    for (const path of [work, draft]) await removeRunFolder(path)
  }
}

async function requireBounded(layer: string, texts: string[]): Promise<void> {
  const { bytes, files, hidden } = await folderUse(layer, LAYER)
  if (hidden) throw new RunStopped(`${texts.join(', ')} bring a folder that cannot be looked into.`)
  if (bytes > LAYER.bytes || files > LAYER.files)
    throw new RunStopped(`${texts.join(', ')} take more than 2 GiB with what they need: that is more than may be.`)
}

async function install(environment: PythonEnvironment, { folder, texts, signal }: Wanted): Promise<void> {
  const { python, readable, versions } = environment
  const work = dirname(folder)
  const constraints = join(work, 'ready.txt')
  // What they share with the packages that are ready is of the same version.
  await writeFile(constraints, [...(await versions())].map(([name, version]) => `${name}==${version}\n`).join(''))
  // Wheels alone: an index may lead to what has to be built nevertheless.
  const wanted = ['--target', folder, '--only-binary', ':all:', '--constraint', constraints, '--', ...texts]
  const uv = (process.env.PATH ?? '')
    .split(delimiter)
    .map((path) => join(path, 'uv'))
    .find((path) => existsSync(path))
  const words = uv
    ? [uv, 'pip', 'install', '-q', '--python', python, ...wanted]
    : [python, '-I', '-m', 'pip', 'install', '-q', '--no-input', '--disable-pip-version-check', ...wanted]
  const where = { folder: work, readable: uv ? [...readable, uv] : readable }
  await runInstaller({ words, ...where, limits: INSTALLING, timeoutMs: INSTALL_MS, signal }).catch((cause: unknown) => {
    if (!(cause instanceof RunStopped)) throw cause
    const what = `${texts.join(', ')} could not be installed (${cause.message})`
    throw new RunStopped(`${what}. Only wheels are taken.`, { cause })
  })
}
