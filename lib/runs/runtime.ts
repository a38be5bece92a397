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
  /** Written into the folder before the start. */
  files: Record<string, string>
  /** What it reads besides the system and its folder, and what it writes besides that. */
  readable: string[]
  writable: string[]
  /** All that it reaches from inside a sandbox; null: the whole network. */
  wayOut: WayOut | null
}

/** The addresses that a script reaches that has no network. */
export type WayOut = {
  /** Where the sockets lie that lead there. */
  folder: string
  /** A file in the place of `/etc/hosts`. */
  hosts: string
  /** What the wrapper listens on for a host, and hands on to which socket. */
  relays: readonly { host: string; address: string; port: number; path: string }[]
  /** What the wrapper needs for that, by their names in capabilities(7). */
  capabilities: string[]
  /** Ends what belongs to this run alone. */
  close: () => Promise<void>
}

/** Makes a language ready, which may take long the first time. Throws `RunStopped` with what is missing. */
export type Runtime = (task: Task) => Promise<Prepared>
