import 'server-only'
import { execFile } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rename } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { env } from '@/lib/env'

const WRAPPER = 'lib/runs/python/wrapper.py'

// Unchecked: the name tells the text and the version that it was made of, and a run need not look again.
const COMPILE = `import py_compile, sys
py_compile.compile(sys.argv[1], sys.argv[2], "wrapper.py", True, invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH)`

/** The file of the program that calls `main`, compiled for this interpreter: each run would wait some milliseconds for that. */
export async function compiledWrapper(python: string, version: string): Promise<string> {
  const source = await readFile(WRAPPER)
  const digest = createHash('sha256').update(`${version}\n`).update(source).digest('hex').slice(0, 16)
  const folder = resolve(env().dataDir, 'cache', 'python')
  const path = join(folder, `wrapper-${digest}.pyc`)
  if (existsSync(path)) return path
  await mkdir(folder, { recursive: true, mode: 0o700 })
  // Another process may make it at the same time: the one that comes second puts the same in its place.
  const draft = `${path}.${randomUUID()}`
  await promisify(execFile)(python, ['-I', '-c', COMPILE, WRAPPER, draft])
  await rename(draft, path)
  return path
}
