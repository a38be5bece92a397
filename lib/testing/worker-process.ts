import { type ChildProcess, spawn } from 'node:child_process'
import type { Settings } from './product'

/** A worker as a process of its own, as `npm run worker` starts it. */
export type WorkerProcess = {
  child: ChildProcess
  /** All that it has printed. */
  printed: () => string
  /** Resolves with its exit code. */
  ended: Promise<number | null>
  /** Resolves once it works; rejects with what it printed when it ends instead. */
  ready: Promise<void>
}

/** Starts a bundled worker, `program`, with these settings and nothing else of our environment. It ends together with this process. */
export function startWorkerProcess(program: string, settings: Settings): WorkerProcess {
  const child = spawn(process.execPath, ['--enable-source-maps', program], {
    env: { PATH: process.env.PATH, NODE_ENV: 'production', ...settings },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  let text = ''
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  const ready = new Promise<void>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk
        if (text.includes('This worker is ready.')) resolve()
      })
    void ended.then((code) => reject(new Error(`The worker ended with ${code}: ${text}`)))
  })
  ready.catch(() => undefined) // for those that wait for its end
  return { child, printed: () => text, ended, ready }
}
