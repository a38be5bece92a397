import 'server-only'
import { execFile } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { env } from '@/lib/env'
import { interpreterEnv } from './interpreter-env'

/** The program that calls `main`, and what it loads from beside itself. */
const SOURCES = ['wrapper', 'relay']

// Unchecked: the name tells the texts and the version that they were made of, and a run need not look again.
const COMPILE = `import py_compile, sys
folder, *names = sys.argv[1:]
for name in names:
    py_compile.compile(f"lib/runs/python/{name}.py", f"{folder}/{name}.pyc", f"{name}.py", True, invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH)`

/** A folder with the program that calls `main`, compiled for this interpreter: each run would wait some milliseconds for that. */
export async function compiledWrapper(python: string, version: string): Promise<{ folder: string; program: string }> {
  const sources = await Promise.all(SOURCES.map((name) => readFile(`lib/runs/python/${name}.py`)))
  const digest = createHash('sha256').update(JSON.stringify([version, ...sources.map(String)]))
  const folder = resolve(env().dataDir, 'cache', 'python', `wrapper-${digest.digest('hex').slice(0, 16)}`)
  if (!existsSync(folder)) await compile(python, folder)
  return { folder, program: join(folder, 'wrapper.pyc') }
}

async function compile(python: string, folder: string): Promise<void> {
  const draft = `${folder}.${randomUUID()}`
  await mkdir(draft, { recursive: true, mode: 0o700 })
  try {
    await promisify(execFile)(python, ['-I', '-S', '-c', COMPILE, draft, ...SOURCES], { env: interpreterEnv() })
    await rename(draft, folder).catch((error) => {
      // Another process was first with the same.
      if (!existsSync(folder)) throw error
    })
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
}
