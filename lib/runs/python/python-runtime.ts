import 'server-only'
import { resolve } from 'node:path'
import type { Prepared, Task } from '@/lib/runs/runtime'
import { apiSocket } from './api-socket'
import { pythonEnvironment } from './environment'

const WRAPPER = 'lib/runs/python/wrapper.py'

/** Python in the environment of this server. What it may reach is the sandbox's matter: Python itself holds nothing back. */
export async function preparePython({ content, args, log, signal }: Task): Promise<Prepared> {
  const { python, readable } = await orAborted(pythonEnvironment(log), signal)
  const wrapper = resolve(WRAPPER)
  const wayOut = await apiSocket()
  return {
    // Isolated: neither the environment nor a folder of the user decides which modules are loaded.
    words: [python, '-I', '-B', '-u', wrapper],
    env: { PYTHONUNBUFFERED: '1' },
    enclosedEnv: wayOut ? { GRANARY_RELAY: `${wayOut.port}:${wayOut.path}` } : {},
    files: { 'main.py': content, 'call.json': JSON.stringify({ args }) },
    ...{ readable: [...readable, wrapper, ...(wayOut ? [wayOut.folder] : [])], writable: [] },
    needsNetwork: wayOut === null,
  }
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
