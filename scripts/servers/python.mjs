import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { AVAILABLE, ensureDebianPackages, missing } from './packages.mjs'
import { findProgram, run } from './processes.mjs'

const VENV = fileURLToPath(new URL('../../.servers/python', import.meta.url))
const REQUIREMENTS = fileURLToPath(new URL('python-requirements.txt', import.meta.url))
const MARKER = join(VENV, 'installed-from')
const PYTHON = join(VENV, 'bin/python')

/** Says whether there is a Python with the published client, after trying to make a virtual environment with it, once. */
export async function ensurePython() {
  const wanted = readFileSync(REQUIREMENTS, 'utf8')
  if (existsSync(MARKER) && readFileSync(MARKER, 'utf8') === wanted) return AVAILABLE
  const python = await findPython()
  if (!python.path) return missing(python.reason)
  try {
    await run(python.path, ['-m', 'venv', '--clear', VENV])
    const quiet = ['--disable-pip-version-check', '--no-input', '-q']
    // All of them are pinned, and looking for what fits together takes minutes.
    await run(PYTHON, ['-m', 'pip', 'install', ...quiet, '--no-deps', '--only-binary', ':all:', '-r', REQUIREMENTS])
    writeFileSync(MARKER, wanted)
    return AVAILABLE
  } catch (error) {
    return missing(`its packages cannot be installed: ${error.message.split('\n').at(-1)}`)
  }
}

/** The interpreter of that environment. Nothing runs until somebody starts it. */
export async function startPython() {
  return { endpoint: PYTHON, port: 0, python: PYTHON, stop: async () => {} }
}

async function findPython() {
  const found = await usable()
  if (found) return { path: found }
  // Debian keeps the module that makes environments in a package of its own; no program of it tells that it is there.
  const { reason } = await ensureDebianPackages(['python3', 'python3-venv'], ['python3', 'pip-of-python3-venv'])
  const installed = await usable()
  return installed ? { path: installed } : { path: null, reason: `no Python that makes environments (${reason})` }
}

async function usable() {
  const path = await findProgram('python3')
  return path && (await canMakeEnvironments(path)) ? path : null
}

async function canMakeEnvironments(path) {
  return run(path, ['-c', 'import venv, ensurepip']).then(
    () => true,
    () => false,
  )
}
