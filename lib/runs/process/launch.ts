import 'server-only'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import type { Readable } from 'node:stream'
import { quoted, takeShell } from './shell'

export type Command = {
  /** Program and arguments. */
  words: string[]
  cwd: string
  /** The whole environment: nothing of the server's own goes there. */
  env: Record<string, string>
  /** Bytes of one file that it writes. */
  maxFileBytes: number
}

const SHELL_NAME = /^[A-Za-z_]\w*$/

/** Milliseconds that what still holds its output after the end of the program is waited for. */
const STRAGGLER_MS = 500

/** A program with everything that it starts: a process group of its own, which never outlives this process. */
export class Launched {
  /** The exit code, or the signal that ended it, once nothing of the group is left. */
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>

  private constructor(private readonly child: ChildProcess) {
    this.ended = this.waitForEnd()
  }

  static start({ words, cwd, env, maxFileBytes }: Command): Launched {
    const named = Object.entries(env).filter(([name]) => SHELL_NAME.test(name)) // the shell would end at another one
    const exports = named.map(([name, value]) => `export ${name}=${quoted(value)}\n`)
    const blocks = Math.floor(maxFileBytes / 512) // which is what `ulimit -f` counts
    const command = `cd ${quoted(cwd)} && ulimit -f ${blocks} && exec ${words.map(quoted).join(' ')} </dev/null\nexit 126\n`
    const child = takeShell()
    child.stdin?.end(exports.join('') + command)
    return new Launched(child)
  }

  get pid(): number | undefined {
    return this.child.pid
  }

  /** What it prints, both kinds. */
  get outputs(): Readable[] {
    return [this.child.stdout, this.child.stderr].flatMap((stream) => stream ?? []) // none where it could not be started
  }

  /** Ends the group at once. */
  kill(): void {
    if (this.child.pid === undefined) return
    try {
      process.kill(-this.child.pid, 'SIGKILL')
    } catch {
      // Nothing of it is left.
    }
  }

  private async waitForEnd() {
    const exited = new Promise<{ code: number | null; signal: NodeJS.Signals | null; error?: Error }>((resolve) => {
      this.child.once('exit', (code, signal) => resolve({ code, signal }))
      this.child.once('error', (error) => resolve({ code: null, signal: null, error }))
    })
    const end = await exited
    if (end.error) throw end.error
    this.kill() // what the program left behind
    const closed = Promise.all(this.outputs.map((stream) => stream.closed || once(stream, 'close')))
    const late = new Promise((resolve) => setTimeout(resolve, STRAGGLER_MS))
    await Promise.race([closed, late])
    for (const stream of this.outputs) stream.destroy()
    this.child.stdio[3]?.destroy()
    return { code: end.code, signal: end.signal }
  }
}
