import 'server-only'
import { type ChildProcess, spawn } from 'node:child_process'
import { Readable } from 'node:stream'
import { parse } from '@/lib/parse'
import { programPath } from '@/lib/program-path'
import { replySchema, type TableReply, type TableRequest } from './protocol'

const HEAP_MIB = 256 // of Node; the engine's own memory is limited apart
const KEPT_CHARACTERS = 2000 // of what it printed before it broke down
const EXPORT_DESCRIPTOR = 4

/** A process that reads tables, as the server sees it. Nothing of the server's environment and of its open files goes there. */
export class TableProcess {
  /** Resolves with the exit code, or null after a signal. */
  readonly ended: Promise<number | null>
  private isEnded = false
  private printed = ''
  private deliver: (reply: TableReply | null) => void = () => {}

  private constructor(private readonly child: ChildProcess) {
    child.stderr?.setEncoding('utf8').on('data', (chunk: string) => this.print(chunk))
    child.on('message', (message) => this.deliver(parse(replySchema, message)))
    this.ended = new Promise((resolve) => {
      const end = (code: number | null) => {
        this.isEnded = true
        this.deliver(null)
        resolve(code)
      }
      child.once('exit', end)
      child.once('error', (error) => {
        this.print(error.message)
        end(null)
      })
    })
  }

  /** Starts one that has no file yet, and waits until its engine is there. */
  static async start(): Promise<TableProcess> {
    const mode = process.env.NODE_ENV ?? 'production'
    const child = spawn(process.execPath, [`--max-old-space-size=${HEAP_MIB}`, programPath('table-process')], {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc', 'pipe'],
      env: { TZ: 'UTC', NODE_ENV: mode },
    })
    const started = new TableProcess(child)
    if (!(await started.reply())) throw new Error(`A table process did not start: ${started.complaint}`)
    return started
  }

  get pid(): number | undefined {
    return this.child.pid
  }

  /** false once it has ended or was told to. */
  get isAlive(): boolean {
    return !this.isEnded && !this.child.killed
  }

  /** What it printed last, for the log. */
  get complaint(): string {
    return this.printed.trim()
  }

  /** What an export writes. */
  get output(): Readable {
    const stream = this.child.stdio[EXPORT_DESCRIPTOR]
    if (!(stream instanceof Readable)) throw new Error('The process has no descriptor for exports')
    return stream
  }

  /** Sends one request, after the answer to the one before; null when the process ended instead of answering. */
  ask(request: TableRequest): Promise<TableReply | null> {
    if (!this.isAlive) return Promise.resolve(null)
    const reply = this.reply()
    // It may end at this very moment: `ended` tells that.
    this.child.send(request, () => {})
    return reply
  }

  kill(): void {
    this.child.kill('SIGKILL')
  }

  private reply(): Promise<TableReply | null> {
    return new Promise((resolve) => {
      this.deliver = resolve
    })
  }

  private print(text: string): void {
    this.printed = (this.printed + text).slice(-KEPT_CHARACTERS)
  }
}
