import 'server-only'
import { env } from '@/lib/env'
import { DEFAULT_DISK_BYTES, defaultMemoryBytes, MAX_FILE_BYTES, MAX_FOLDER_FILES, MAX_PROCESSES } from './limits'
import { failure, type Outcome, readOutcomeText } from './outcome'
import { Launched } from './process/launch'
import { enclose, findSandbox } from './process/sandbox'
import { FolderWatch } from './process/watch-folder'
import { type Excess, GroupWatch } from './process/watch-group'
import { readOutcome } from './run-folder'
import type { RunLog } from './run-log'
import type { Prepared } from './runtime'

type Execution = {
  prepared: Prepared
  folder: string
  env: Record<string, string>
  timeoutSeconds: number
  log: RunLog
  /** Ends the run: its reason is thrown once nothing of the run is left. */
  signal: AbortSignal
  /** Told as long as it runs. */
  onPeak: (peakKib: number | null) => void
}

/** Bytes of memory that a run may have on this machine. */
export function memoryLimit(): number {
  return env().runMemoryBytes ?? defaultMemoryBytes()
}

/** Runs a prepared script to its end or to one of its limits. Nothing that it started is left afterwards. */
export async function execute(execution: Execution): Promise<Outcome> {
  const { prepared, folder, log, signal } = execution
  const { words, env: more } = await inSandbox(execution)
  signal.throwIfAborted()
  const launched = Launched.start({
    ...{ words, cwd: folder, maxFileBytes: MAX_FILE_BYTES },
    env: { ...execution.env, ...prepared.env, ...more },
  })
  const limits = watchLimits(execution, launched)
  try {
    const taken = Promise.all(launched.outputs.map((stream) => log.take(stream)))
    const ended = await launched.ended
    await taken
    signal.throwIfAborted()
    return limits.exceeded() ?? readOutcomeText(await readOutcome(folder), ended)
  } finally {
    limits.close()
  }
}

async function inSandbox({ prepared, folder, log }: Execution) {
  const sandbox = await findSandbox()
  if (sandbox.program === null) {
    log.note(`Runs without a sandbox: ${sandbox.reason}.`)
    return { words: prepared.words, env: {} }
  }
  const { words, readable, writable, wayOut } = prepared
  const enclosed = enclose(sandbox.program, { words, folder, readable, writable, wayOut })
  const more: Record<string, string> = wayOut ? { GRANARY_RELAY: JSON.stringify(wayOut.relays) } : {}
  return { words: enclosed, env: more }
}

function watchLimits({ folder, timeoutSeconds, signal, onPeak }: Execution, launched: Launched) {
  let exceeded: Outcome | null = null
  const stop = (outcome: Outcome | null) => {
    exceeded ??= outcome
    launched.kill()
  }
  const onAbort = () => stop(null)
  signal.addEventListener('abort', onAbort, { once: true })
  const timer = setTimeout(() => stop(timedOut(timeoutSeconds)), timeoutSeconds * 1000)
  const groupLimits = { memoryBytes: memoryLimit(), processes: MAX_PROCESSES }
  const onExcess = (excess: Excess) => stop(tooMuch(excess))
  const watch = new GroupWatch(launched.pid ?? 0, groupLimits, onExcess)
  const folderLimits = { bytes: env().runDiskBytes ?? DEFAULT_DISK_BYTES, files: MAX_FOLDER_FILES }
  const folderWatch = new FolderWatch(folder, folderLimits, onExcess)
  const telling = setInterval(() => onPeak(watch.peakKib), 1000)
  return {
    exceeded: () => exceeded,
    close() {
      clearTimeout(timer)
      clearInterval(telling)
      watch.close()
      folderWatch.close()
      onPeak(watch.peakKib)
      signal.removeEventListener('abort', onAbort)
    },
  }
}

function timedOut(seconds: number): Outcome {
  return failure('Timeout', `The script ran for ${seconds} s, which is as long as it may, and was ended.`)
}

function tooMuch({ kind, limit }: Excess): Outcome {
  if (kind === 'processes')
    return failure('TooManyProcesses', `The script had more than ${limit} processes at a time and was ended.`)
  if (kind === 'hidden')
    return failure('OutOfDisk', 'The script made a folder that cannot be looked into, and was ended.')
  if (kind === 'files')
    return failure(
      'TooManyFiles',
      `The script made more than ${limit.toLocaleString('en')} files in its folder and was ended.`,
    )
  const mib = Math.round(limit / 1024 ** 2)
  if (kind === 'disk')
    return failure(
      'OutOfDisk',
      `The files of the script took more than ${mib} MiB of disk and it was ended. Write to a storage instead.`,
    )
  return failure('OutOfMemory', `The script took more than ${mib} MiB of memory and was ended. Read files in parts.`)
}
