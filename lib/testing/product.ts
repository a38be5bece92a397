import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { freePort } from '@/scripts/servers/processes.mjs'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const START_SECONDS = 100

export type Settings = Record<string, string>
type Ended = { code: number | null; output: string }

/** The built product as a process of its own, as `npm start` runs it. */
export interface Product {
  url: string
  pid: number
  dataDir: string
  /** Everything that it printed so far. */
  output(): string
  /** Ends it by a signal and waits for that. */
  stop(signal?: NodeJS.Signals): Promise<Ended>
}

/** Starts the product on a free port and, unless the settings name one, an empty data folder; waits until it is ready. */
export async function startProduct(settings: Settings = {}): Promise<Product> {
  const run = await launchProduct(settings)
  await Promise.race([run.ready(), run.ended.then(({ output }) => Promise.reject(new Error(`It ended: ${output}`)))])
  return run
}

/** Runs the product until it ends by itself. */
export async function runProduct(settings: Settings = {}): Promise<Ended> {
  const run = await launchProduct(settings)
  const ended = await Promise.race([run.ended, sleep(START_SECONDS * 1000, null, { ref: false })])
  await run.stop('SIGKILL')
  if (!ended) throw new Error(`It did not end. It printed: ${run.output()}`)
  return ended
}

/** Starts the product and does not wait. The data folder is removed with it when it was made here. */
export async function launchProduct(settings: Settings = {}) {
  if (!existsSync(join(ROOT, 'dist/server.mjs')))
    throw new Error('There is no build to test. Run "npm run build" first.')
  const dataDir = settings.DATA_DIR ?? (await mkdtemp(join(tmpdir(), 'granary-product-')))
  const port = settings.PORT ?? String(await freePort())
  const child = spawn(process.execPath, ['--enable-source-maps', 'dist/server.mjs'], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'], // the channel ends it together with the test process
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'production',
      NEXT_TELEMETRY_DISABLED: '1',
      DEMO: '0',
      ...settings,
      DATA_DIR: dataDir,
      PORT: port,
    },
  })
  const { output, ended } = watch(child)
  const url = `http://localhost:${port}`
  return {
    url,
    pid: child.pid ?? 0,
    dataDir,
    output,
    ended,
    ready: () => waitUntilHealthy(url, output),
    async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<Ended> {
      child.kill(signal)
      const end = await ended
      if (!settings.DATA_DIR) await rm(dataDir, { recursive: true, force: true })
      return end
    },
  }
}

function watch(child: ChildProcess) {
  let printed = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      printed += chunk
    })
  const ended = new Promise<Ended>((resolve) => child.once('close', (code) => resolve({ code, output: printed })))
  return { output: () => printed, ended }
}

async function waitUntilHealthy(url: string, output: () => string): Promise<void> {
  for (const end = Date.now() + START_SECONDS * 1000; Date.now() < end; await sleep(50)) {
    const response = await fetch(`${url}/api/health`).catch(() => null)
    if (response?.ok) return
  }
  throw new Error(`It is not ready after ${START_SECONDS} s. It printed: ${output()}`)
}
