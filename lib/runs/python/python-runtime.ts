import 'server-only'
import { env } from '@/lib/env'
import { findSandbox } from '@/lib/runs/process/sandbox'
import type { Prepared, Task } from '@/lib/runs/runtime'
import { RunStopped } from '@/lib/runs/starter'
import { apiSocket } from './api-socket'
import { pythonEnvironment } from './environment'

/**
 * Python in the environment of this server. What it may reach is the sandbox's matter: Python itself holds nothing back. So it
 * runs nowhere without one, unless the settings say that it may.
 */
export async function preparePython({ content, args, log, signal }: Task): Promise<Prepared> {
  await requireConfinement()
  const { python, readable, wrapper } = await orAborted(pythonEnvironment(log), signal)
  const wayOut = await apiSocket()
  return {
    // Isolated: neither the environment nor a folder of the user decides which modules are loaded.
    words: [python, '-I', '-B', '-u', wrapper],
    env: { PYTHONUNBUFFERED: '1' },
    files: { 'main.py': content, 'call.json': JSON.stringify({ args }) },
    ...{ readable, writable: [], wayOut },
  }
}

async function requireConfinement(): Promise<void> {
  if (env().runPythonUnconfined) return
  const sandbox = await findSandbox()
  if (sandbox.program !== null) return
  throw new RunStopped(
    `Python does not run here: nothing would keep it from the files of the server (${sandbox.reason}). Install bubblewrap there, or set RUN_PYTHON_UNCONFINED=1 where you trust everybody who writes scripts with the server itself.`,
  )
}

/** Whoever cancels does not wait for an environment that others will want too. */
async function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
  work.catch(() => undefined)
  aborted.catch(() => undefined)
  return Promise.race([work, aborted])
}
