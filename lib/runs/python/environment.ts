import 'server-only'
import { execFile } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { copyFile, mkdir, readdir, readFile, realpath, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import * as z from 'zod'
import { env } from '@/lib/env'
import { removeRunFolder } from '@/lib/runs/run-folder'
import type { Task } from '@/lib/runs/runtime'
import { RunStopped } from '@/lib/runs/starter'
import { packageName } from '@/lib/script-settings/schema'
import { processWide } from '@/lib/shared'
import { compiledWrapper } from './compiled-wrapper'
import { runInstaller } from './installer'
import { interpreterEnv } from './interpreter-env'
import { shareInstall } from './shared-install'
import { markWhole, takeMade } from './take-made'

const exec = promisify(execFile)

const REQUIREMENTS = 'lib/runs/python/requirements.txt'
const INSTALL_MS = 20 * 60 * 1000
const INSTALLING = { bytes: 8 * 1024 ** 3, files: 400_000 }
const SHARED = 'python-environment'

/** An interpreter with the packages of scripts, what it needs to be able to read, and the program that calls `main`. */
export type PythonEnvironment = {
  python: string
  readable: string[]
  wrapper: string
  /** The packages that are ready, by their names, with their versions. */
  versions: () => Promise<Map<string, string>>
}

type Holder = { found: Promise<PythonEnvironment> | null }

/** The environment of this server: RUN_PYTHON, or one that is made the first time somebody needs it. Throws `RunStopped`. */
export async function pythonEnvironment(task: Task): Promise<PythonEnvironment> {
  const holder = processWide<Holder>(SHARED, () => ({ found: null }))
  try {
    if (!holder.found) {
      const python = env().runPython ?? (await madeEnvironment(task))
      holder.found ??= describe(python)
    }
    return await holder.found
  } catch (cause) {
    holder.found = null // the next run tries again
    if (cause instanceof RunStopped || task.signal.aborted) throw cause
    const reason = cause instanceof Error ? cause.message.trim().split('\n').at(-1) : ''
    console.error('[runs] the environment of Python scripts could not be made', cause)
    throw new RunStopped(`Python cannot run here: its environment could not be made (${reason}).`, { cause })
  }
}

/** Its interpreter. */
async function madeEnvironment({ ctx, log, signal }: Task): Promise<string> {
  const requirements = await readFile(REQUIREMENTS, 'utf8')
  const version = await versionOf('python3')
  const lock = createHash('sha256').update(`${version}\n${requirements}`).digest('hex').slice(0, 16)
  const folder = join(env().dataDir, 'cache', 'python', lock)
  if (!existsSync(join(folder, 'complete'))) {
    log.note('Making the environment of Python scripts, once: this takes some minutes.')
    await shareInstall({ name: folder, person: ctx.person.id, signal }, (installing) =>
      makeEnvironment(folder, REQUIREMENTS, installing),
    )
  }
  return join(folder, 'bin', 'python')
}

/** Makes a virtual environment with exactly the packages of a file. It is there whole, or not at all. */
export async function makeEnvironment(folder: string, requirements: string, signal: AbortSignal): Promise<void> {
  const work = `${folder}.${randomUUID()}`
  const draft = `${work}.made`
  for (const name of ['tmp', 'shm']) await mkdir(join(work, name), { recursive: true, mode: 0o700 })
  try {
    await fillEnvironment(work, requirements, signal)
    await takeMade(join(work, 'made'), draft)
    await markWhole(draft, 'complete')
    await settle(draft, folder)
  } finally {
    for (const path of [work, draft]) await removeRunFolder(path)
    await removeLeft(dirname(folder))
  }
}

/** What a server that was killed left half made. */
async function removeLeft(parent: string): Promise<void> {
  for (const name of (await readdir(parent)).filter((each) => /\.[\da-f-]{36}(\.made)?$/.test(each))) {
    const found = await stat(join(parent, name)).catch(() => null) // another server may be first
    if (found && Date.now() - found.mtimeMs > 3 * INSTALL_MS) await removeRunFolder(join(parent, name))
  }
}

async function fillEnvironment(work: string, requirements: string, signal: AbortSignal): Promise<void> {
  const draft = join(work, 'made')
  await exec('python3', ['-m', 'venv', draft], { env: interpreterEnv(), timeout: INSTALL_MS, signal })
  const list = join(work, 'requirements.txt')
  await copyFile(requirements, list)
  const pip = [join(draft, 'bin/python'), '-m', 'pip', 'install', '-q', '--no-input', '--disable-pip-version-check']
  const words = [...pip, '--no-deps', '--only-binary', ':all:', '-r', list]
  const { readable } = await placesOf(join(draft, 'bin/python'))
  await runInstaller({ words, folder: work, readable, limits: INSTALLING, timeoutMs: INSTALL_MS, signal })
}

/** Puts it in its place, unless another process was first: runs of that one may be using theirs. */
async function settle(draft: string, folder: string): Promise<void> {
  const isThere = () => existsSync(join(folder, 'complete'))
  if (isThere()) return
  await rm(folder, { recursive: true, force: true })
  await rename(draft, folder).catch((error) => {
    if (!isThere()) throw error
  })
}

async function versionOf(python: string): Promise<string> {
  const words = ['-I', '-c', 'import sys, venv, ensurepip; print(sys.version)']
  const { stdout } = await exec(python, words, { env: interpreterEnv() }).catch((cause) => {
    const message =
      'Python cannot run here: the server has no python3 with the modules venv and ensurepip. Install them'
    throw new RunStopped(`${message} (Debian: python3-venv), or set RUN_PYTHON.`, { cause })
  })
  return stdout
}

// The version stands in one line.
const DESCRIBE = 'import sys; print(sys.prefix); print(sys.base_prefix); print(sys.version.replace("\\n", " "))'

async function describe(python: string): Promise<PythonEnvironment> {
  const { readable, version } = await placesOf(python)
  const wrapper = await compiledWrapper(python, version)
  let versions: Promise<Map<string, string>> | null = null
  const ask = () => {
    versions ??= readVersions(python).catch((error) => {
      versions = null // the next run asks again
      throw error
    })
    return versions
  }
  return { python, readable: [...readable, wrapper.folder], wrapper: wrapper.program, versions: ask }
}

/** What an interpreter needs to be able to read besides the system, and its version. */
async function placesOf(python: string): Promise<{ readable: string[]; version: string }> {
  const { stdout } = await exec(python, ['-I', '-c', DESCRIBE], { env: interpreterEnv() }).catch((cause) => {
    throw new RunStopped(`Python cannot run here: ${python} does not start.`, { cause })
  })
  const [prefix = '', basePrefix = '', version = ''] = stdout.trim().split('\n')
  const folders = [prefix, basePrefix, dirname(dirname(await realpath(python)))]
  return { readable: [...new Set(folders)].filter((path) => path !== '/' && !/^\/usr(\/|$)/.test(path)), version }
}

const VERSIONS = `import importlib.metadata as m, json
print(json.dumps([[d.metadata["Name"], d.version] for d in m.distributions() if d.metadata["Name"]]))`

async function readVersions(python: string): Promise<Map<string, string>> {
  const { stdout } = await exec(python, ['-I', '-c', VERSIONS], { env: interpreterEnv() })
  const found = z.array(z.tuple([z.string(), z.string()])).parse(JSON.parse(stdout))
  return new Map(found.map(([name, version]) => [packageName(name), version]))
}
