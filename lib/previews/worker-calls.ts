import { AppError, type ErrorCode, errorCodes } from '@/lib/errors'
import { CostlyRead } from './parquet/costly-read'

/** What a worker can be asked: every handler takes one argument that can be copied, and a signal. */
type Handlers = Record<string, (input: never, signal: AbortSignal) => unknown>

interface Call {
  id: number
  method: string
  input: unknown
}

interface Answer {
  id: number
  value?: unknown
  failure?: { name: string; code: ErrorCode | null; message: string; bytes?: number }
}

interface Port {
  postMessage(message: unknown): void
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void
}

/** The worker's side: answers calls, stops those that nobody waits for. */
export function serveCalls(port: Port, handlers: Handlers): void {
  const running = new Map<number, AbortController>()
  port.addEventListener('message', ({ data }: MessageEvent<Call | { cancel: number }>) => {
    if ('cancel' in data) running.get(data.cancel)?.abort()
    else void answer(port, handlers, { call: data, running })
  })
}

async function answer(
  port: Port,
  handlers: Handlers,
  { call, running }: { call: Call; running: Map<number, AbortController> },
) {
  const controller = new AbortController()
  running.set(call.id, controller)
  try {
    const handle = handlers[call.method]
    const value = await handle?.(asAgreed(call.input), controller.signal)
    port.postMessage({ id: call.id, value })
  } catch (error) {
    port.postMessage({ id: call.id, failure: describe(error) })
  } finally {
    running.delete(call.id)
  }
}

/** Both sides are typed by the same handlers, and a copied message keeps its shape: it is what the taker expects. */
const asAgreed = (message: unknown): never => message as never

function describe(error: unknown): Answer['failure'] {
  const { name, message } = error instanceof Error ? error : new Error(String(error))
  const code = error instanceof AppError ? error.code : null
  return { name, code, message, bytes: error instanceof CostlyRead ? error.bytes : undefined }
}

/** The worker's decoder is spoilt or it died: it has to be started anew. */
export class WorkerCrashed extends AppError {
  override name = 'WorkerCrashed'
}

type Result<H extends Handlers, M extends keyof H> = Awaited<ReturnType<H[M]>>

/** The page's side of a worker. */
export class WorkerCalls<H extends Handlers> {
  private next = 0
  private dead: AppError | null = null
  private readonly waiting = new Map<number, { resolve(value: never): void; reject(error: Error): void }>()

  constructor(private readonly worker: Worker) {
    worker.addEventListener('message', ({ data }: MessageEvent<Answer>) => this.settle(data))
    worker.addEventListener('error', (event) => {
      event.preventDefault()
      this.die(new WorkerCrashed('unavailable', CRASHED))
    })
  }

  call<M extends keyof H & string>(method: M, input: Parameters<H[M]>[0], signal?: AbortSignal): Promise<Result<H, M>> {
    if (this.dead) return Promise.reject(this.dead)
    if (signal?.aborted) return Promise.reject(signal.reason)
    const id = this.next++
    return new Promise<Result<H, M>>((resolve, reject) => {
      this.waiting.set(id, { resolve, reject })
      signal?.addEventListener('abort', () => this.cancel(id, signal), { once: true })
      this.worker.postMessage({ id, method, input })
    })
  }

  close(): void {
    this.die(new AppError('unavailable', 'The preview was closed.'))
  }

  private cancel(id: number, signal: AbortSignal): void {
    const waiter = this.waiting.get(id)
    if (!waiter) return
    this.waiting.delete(id)
    this.worker.postMessage({ cancel: id })
    waiter.reject(signal.reason)
  }

  private settle({ id, value, failure }: Answer): void {
    const waiter = this.waiting.get(id)
    this.waiting.delete(id)
    if (failure?.name === 'DecoderCrashed') this.die(new WorkerCrashed('invalid', failure.message))
    if (failure) waiter?.reject(toError(failure))
    else waiter?.resolve(asAgreed(value))
  }

  private die(error: AppError): void {
    this.dead = error
    this.worker.terminate()
    for (const { reject } of this.waiting.values()) reject(error)
    this.waiting.clear()
  }
}

const CRASHED =
  'The reader of this file stopped, most likely for want of memory. Try again with fewer columns in view, or download the file.'

function toError({ name, code, message, bytes }: NonNullable<Answer['failure']>): Error {
  if (name === 'CostlyRead' && bytes !== undefined) return new CostlyRead(bytes)
  if (name === 'DecoderCrashed') return new WorkerCrashed('invalid', message)
  if (code && errorCodes.includes(code)) return new AppError(code, message)
  const error = new Error(message)
  error.name = name
  return error
}
