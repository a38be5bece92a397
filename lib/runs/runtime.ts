import type { Context } from '@/lib/auth/context'
import type { RunLog } from './run-log'

/** What a language needs to know of a run to prepare it. */
export type Task = {
  ctx: Context
  content: string
  args: Record<string, unknown>
  /** The folder that the script will run in: it is made later. */
  folder: string
  memoryBytes: number
  log: RunLog
  signal: AbortSignal
}

/** How to run a script: the same with a sandbox around it and without one. */
export type Prepared = {
  words: string[]
  env: Record<string, string>
  /** More of it inside a sandbox. */
  enclosedEnv?: Record<string, string>
  /** Written into the folder before the start. */
  files: Record<string, string>
  /** What it reads besides the system and its folder, and what it writes besides that. */
  readable: string[]
  writable: string[]
  /** false: it reaches the API through a socket that is handed into the sandbox. */
  needsNetwork: boolean
}

/** Makes a language ready, which may take long the first time. Throws `RunStopped` with what is missing. */
export type Runtime = (task: Task) => Promise<Prepared>
