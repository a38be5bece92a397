import 'server-only'
import { execFile } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import * as z from 'zod'
import { env } from '@/lib/env'
import type { RunLog } from '@/lib/runs/run-log'
import { RunStopped } from '@/lib/runs/starter'
import { packageName } from '@/lib/script-settings/schema'
import { processWide, takeShared } from '@/lib/shared'
import { compiledWrapper } from './compiled-wrapper'

const exec = promisify(execFile)

const REQUIREMENTS = 'lib/runs/python/requirements.txt'
const INSTALL_MS = 20 * 60 * 1000
const SHARED = 'python-environment'

/** An interpreter with the packages of scripts, what it needs to be able to read, and the program that calls `main`. */
export type PythonEnvironment = {
  python: string
  readable: string[]
  wrapper: string
  /** The packages that are ready, by their names, with their versions. */
  versions: () => Promise<Map<string, string>>
}

/** The environment of this server: RUN_PYTHON, or one that is made the first time somebody needs it. Throws `RunStopped`. */
export async function pythonEnvironment(log: RunLog): Promise<PythonEnvironment> {
  try {
    return await processWide(SHARED, () => find(log))
  } catch (cause) {
    takeShared(SHARED) // the next run tries again
    if (cause instanceof RunStopped) throw cause
    const reason = cause instanceof Error ? cause.message.trim().split('\n').at(-1) : ''
    console.error('[runs] the environment of Python scripts could not be made', cause)
    throw new RunStopped(`Python cannot run here: its environment could not be made (${reason}).`, { cause })
  }
}

async function find(log: RunLog): Promise<PythonEnvironment> {
  const given = env().runPython
  if (given) return describe(given)
  const requirements = await readFile(REQUIREMENTS, 'utf8')
  const version = await versionOf('python3')
  const lock = createHash('sha256').update(`${version}\n${requirements}`).digest('hex').slice(0, 16)
  const folder = join(env().dataDir, 'cache', 'python', lock)
  if (!existsSync(join(folder, 'complete'))) {
    log.note('Making the environment of Python scripts, once: this takes some minutes.')
    await makeEnvironment(folder, REQUIREMENTS)
  }
  return describe(join(folder, 'bin', 'python'))
}

/** Makes a virtual environment with exactly the packages of a file. It is there whole, or not at all. */
export async function makeEnvironment(folder: string, requirements: string): Promise<void> {
  const draft = `${folder}.${randomUUID()}`
  await mkdir(dirname(folder), { recursive: true, mode: 0o700 })
  try {
    await fillEnvironment(draft, requirements)
    await settle(draft, folder)
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
}

async function fillEnvironment(draft: string, requirements: string): Promise<void> {
  const options = { timeout: INSTALL_MS, maxBuffer: 16 * 1024 ** 2 }
  await exec('python3', ['-m', 'venv', draft], options)
  const pip = ['-m', 'pip', 'install', '-q', '--no-input', '--disable-pip-version-check']
  await exec(join(draft, 'bin/python'), [...pip, '--no-deps', '--only-binary', ':all:', '-r', requirements], options)
  await writeFile(join(draft, 'complete'), '')
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
  const { stdout } = await exec(python, ['-I', '-c', 'import sys, venv, ensurepip; print(sys.version)']).catch(
    (cause) => {
      const message =
        'Python cannot run here: the server has no python3 with the modules venv and ensurepip. Install them'
      throw new RunStopped(`${message} (Debian: python3-venv), or set RUN_PYTHON.`, { cause })
    },
  )
  return stdout
}

// The version stands in one line.
const DESCRIBE = 'import sys; print(sys.prefix); print(sys.base_prefix); print(sys.version.replace("\\n", " "))'

async function describe(python: string): Promise<PythonEnvironment> {
  const { stdout } = await exec(python, ['-I', '-c', DESCRIBE]).catch((cause) => {
    throw new RunStopped(`Python cannot run here: ${python} does not start.`, { cause })
  })
  const [prefix = '', basePrefix = '', version = ''] = stdout.trim().split('\n')
  const wrapper = await compiledWrapper(python, version)
  const folders = [prefix, basePrefix, dirname(dirname(await realpath(python)))]
  const readable = [...new Set(folders)].filter((path) => path !== '/' && !/^\/usr(\/|$)/.test(path))
  let versions: Promise<Map<string, string>> | null = null
  const ask = () => {
    versions ??= readVersions(python)
    return versions
  }
  return { python, readable: [...readable, wrapper.folder], wrapper: wrapper.program, versions: ask }
}

const VERSIONS = `import importlib.metadata as m, json
print(json.dumps([[d.metadata["Name"], d.version] for d in m.distributions() if d.metadata["Name"]]))`

async function readVersions(python: string): Promise<Map<string, string>> {
  const { stdout } = await exec(python, ['-I', '-c', VERSIONS])
  const found = z.array(z.tuple([z.string(), z.string()])).parse(JSON.parse(stdout))
  return new Map(found.map(([name, version]) => [packageName(name), version]))
}
