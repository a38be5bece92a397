import 'server-only'
import type { Readable } from 'node:stream'
import { StringDecoder } from 'node:string_decoder'
import { KEPT_LOG_CHARACTERS, KEPT_TAIL_CHARACTERS } from './limits'
import { appendLog, logLength } from './log/store'

const FLUSH_MS = 300
const MAX_WAITING_CHARACTERS = 256 * 1024

type Limits = { kept: number; tail: number }
const LIMITS: Limits = { kept: KEPT_LOG_CHARACTERS, tail: KEPT_TAIL_CHARACTERS }

/**
 * The log of a run while it runs: kept piece by piece. What goes beyond its limit is counted and dropped but for its end, so
 * that a script that prints without end costs neither memory nor room.
 */
export class RunLog {
  private waiting = ''
  private tail = ''
  private droppedCharacters = 0
  private flushing: Promise<void> = Promise.resolve()
  private timer: NodeJS.Timeout | null = null

  private constructor(
    private readonly runId: string,
    private length: number,
    private readonly limits: Limits,
  ) {}

  /** Goes on behind what an earlier attempt printed. */
  static async open({ id, attempt }: { id: string; attempt: number }, limits: Limits = LIMITS): Promise<RunLog> {
    return new RunLog(id, attempt > 1 ? await logLength(id) : 0, limits)
  }

  /** A line of our own. */
  note(sentence: string): void {
    this.append(`[granary] ${sentence}\n`)
  }

  append(printed: string): void {
    // PostgreSQL keeps no NUL in a text.
    const text = printed.replaceAll('\0', '\ufffd')
    const room = Math.max(this.limits.kept - this.length - this.waiting.length, 0)
    const kept = text.slice(0, room)
    this.waiting += kept
    const rest = text.slice(kept.length)
    this.droppedCharacters += rest.length
    if (rest) this.tail = (this.tail + rest).slice(-this.limits.tail)
    if (kept) this.timer ??= setTimeout(() => void this.flush(), FLUSH_MS)
  }

  /** Takes what a process prints, no faster than it can be kept. Resolves when that ends. */
  async take(stream: Readable): Promise<void> {
    const decoder = new StringDecoder('utf8')
    try {
      for await (const chunk of stream) {
        this.append(decoder.write(chunk))
        if (this.waiting.length > MAX_WAITING_CHARACTERS) await this.flush()
      }
    } catch {
      // Cut off together with its process.
    }
    this.append(decoder.end())
  }

  /** Keeps what is left, and says what is not. */
  async close(): Promise<void> {
    await this.flush()
    if (this.droppedCharacters === 0) return
    const left = this.droppedCharacters - this.tail.length
    const told = left > 0 ? `\n[granary] ${left.toLocaleString('en')} characters are left out here.\n` : ''
    this.waiting += told + this.tail
    await this.flush()
  }

  private flush(): Promise<void> {
    if (this.timer) clearTimeout(this.timer)
    this.timer = null
    this.flushing = this.flushing.then(() => this.write())
    return this.flushing
  }

  private async write(): Promise<void> {
    if (!this.waiting) return
    const piece = { start: this.length, text: this.waiting }
    this.waiting = ''
    this.length += piece.text.length
    await appendLog(this.runId, piece).catch((error) => {
      console.error(`[runs] a piece of the log of ${this.runId} could not be kept`, error)
    })
  }
}
