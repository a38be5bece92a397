import 'server-only'
import { execFile } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { env } from '@/lib/env'
import { boundCache } from '@/lib/runs/deno/deno-cache'
import { folderUse } from '@/lib/runs/process/watch-folder'
import type { RunLog } from '@/lib/runs/run-log'
import { RunStopped } from '@/lib/runs/starter'
import type { Requirement } from '@/lib/scripts/header/requirement'
import { processWide } from '@/lib/shared'
import type { PythonEnvironment } from './environment'

const INSTALL_MS = 10 * 60 * 1000
/** Of one layer, and of all of them together: then they are begun anew. */
const LAYER = { bytes: 2 * 1024 ** 3, files: 100_000 }
const ALL_LAYERS = { bytes: 8 * 1024 ** 3, files: 800_000 }
/** What an installer is told of the settings of the server: no secret is among them. */
const TOLD = /^(PATH|HOME|LANG|TMPDIR|(PIP|UV|SSL|REQUESTS)_.*|.*_proxy)$/i

/** The folder with packages beyond those that are ready, made the first time that a script asks for just these. Throws `RunStopped`. */
export async function pythonLayer(
  environment: PythonEnvironment,
  requirements: readonly Requirement[],
  log: RunLog,
): Promise<string> {
  const texts = [...new Set(requirements.map(({ text }) => text))].sort()
  const identity = JSON.stringify([environment.wrapper, texts, [...(await environment.versions())].sort()])
  const all = join(env().dataDir, 'cache', 'python-layers')
  const folder = join(all, createHash('sha256').update(identity).digest('hex').slice(0, 16))
  const isReady = () => existsSync(join(folder, '.complete'))
  if (isReady()) return folder
  // One after the other: each takes the network, the disk and a core.
  const turns = processWide('python-layer-turns', () => ({ last: Promise.resolve() }))
  const turn = turns.last.then(async () => {
    if (isReady()) return
    log.note(`Installing ${texts.join(', ')}, once for all scripts that ask for the same.`)
    await mkdir(all, { recursive: true, mode: 0o700 })
    await boundCache(all, ALL_LAYERS)
    await makeLayer(environment, folder, texts)
  })
  turns.last = turn.catch(() => undefined)
  await turn
  return folder
}

/** It is there whole, or not at all. */
async function makeLayer(environment: PythonEnvironment, folder: string, texts: string[]): Promise<void> {
  const draft = `${folder}.${randomUUID()}`
  await mkdir(draft, { recursive: true, mode: 0o700 })
  try {
    await install(environment, draft, texts)
    const use = await folderUse(draft, LAYER)
    if (use.bytes > LAYER.bytes || use.files > LAYER.files)
      throw new RunStopped(`${texts.join(', ')} take more than 2 GiB with what they need: that is more than may be.`)
    await writeFile(join(draft, '.complete'), '')
    await rename(draft, folder).catch((error) => {
      // Another process was first with the same list.
      if (!existsSync(join(folder, '.complete'))) throw error
    })
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
}

async function install({ python, versions }: PythonEnvironment, draft: string, texts: string[]): Promise<void> {
  const constraints = join(draft, '.ready.txt')
  // What they share with the packages that are ready is of the same version.
  await writeFile(constraints, [...(await versions())].map(([name, version]) => `${name}==${version}\n`).join(''))
  // Wheels alone: to build a package would be to run its code outside of the sandbox.
  const wanted = ['--target', draft, '--only-binary', ':all:', '--constraint', constraints, '--', ...texts]
  const uv = (process.env.PATH ?? '')
    .split(delimiter)
    .map((path) => join(path, 'uv'))
    .find((path) => existsSync(path))
  const [program, words] = uv
    ? [uv, ['pip', 'install', '-q', '--python', python, ...wanted]]
    : [python, ['-I', '-m', 'pip', 'install', '-q', '--no-input', '--disable-pip-version-check', ...wanted]]
  const told = Object.fromEntries(Object.entries(process.env).filter(([name]) => TOLD.test(name)))
  await promisify(execFile)(program, words, {
    ...{ timeout: INSTALL_MS, maxBuffer: 16 * 1024 ** 2, cwd: draft },
    env: { NODE_ENV: 'production', ...told },
  }).catch((cause: Error & { stderr?: string }) => {
    const reason = (cause.stderr ?? cause.message).trim().split('\n').at(-1) ?? ''
    throw new RunStopped(`${texts.join(', ')} could not be installed (${reason}). Only wheels are taken.`, { cause })
  })
}
