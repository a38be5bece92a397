import 'server-only'
import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { isAbsolute, join } from 'node:path'
import type { Readable } from 'node:stream'
import { env } from '@/lib/env'
import { Launched } from '@/lib/runs/process/launch'
import { enclose, findSandbox } from '@/lib/runs/process/sandbox'
import { type FolderLimits, FolderWatch } from '@/lib/runs/process/watch-folder'
import { RunStopped } from '@/lib/runs/starter'

/** What an installer is told of the settings of the server: no secret of ours is among them. */
const TOLD = /^(PATH|LANG|(PIP|UV|SSL|REQUESTS)_.*|.*_proxy)$/i
const CACHES = /^(PIP|UV)_CACHE_DIR$/
const SYSTEM_SETTINGS = ['/etc/pip.conf', '/etc/xdg/pip', '/etc/uv']
const KEPT_CHARACTERS = 16 * 1024
const MAX_FILE_BYTES = 4 * 1024 ** 3

export type Installation = {
  words: string[]
  /** With `tmp` and `shm` in it: all that the installer may write. */
  folder: string
  readable: string[]
  limits: FolderLimits
  timeoutMs: number
  signal: AbortSignal
}

/**
 * Runs a program that installs packages, which may build what a registry names by an address: where bubblewrap works it sees nothing
 * of this machine but what it needs. Throws the reason of the signal, and otherwise `RunStopped` with the last line that it printed.
 */
export async function runInstaller(installation: Installation): Promise<void> {
  const { folder, limits, timeoutMs, signal } = installation
  const words = await enclosed(installation)
  signal.throwIfAborted()
  // Whoever set up an index for the user of the server means packages to come from there, and from nowhere else.
  const env = { ...settings(), HOME: homedir(), XDG_CONFIG_HOME: configFolder(), TMPDIR: join(folder, 'tmp') }
  const launched = Launched.start({ words, cwd: folder, maxFileBytes: MAX_FILE_BYTES, env })
  let excess: string | null = null
  const stop = (reason: string | null) => {
    excess ??= reason
    launched.kill()
  }
  const onAbort = () => stop(null)
  signal.addEventListener('abort', onAbort, { once: true })
  const timer = setTimeout(() => stop(`it took longer than ${timeoutMs / 60_000} minutes`), timeoutMs)
  const gib = limits.bytes / 1024 ** 3
  const watch = new FolderWatch(folder, limits, () =>
    stop(`it took more than ${gib} GiB of disk while it was installed`),
  )
  try {
    const printed = Promise.all(launched.outputs.map(lastOf))
    const { code } = await launched.ended
    signal.throwIfAborted()
    if (code !== 0 || excess !== null) throw new RunStopped(excess ?? lastLine((await printed).join('\n')))
  } finally {
    clearTimeout(timer)
    watch.close()
    signal.removeEventListener('abort', onAbort)
  }
}

async function enclosed({ words, folder, readable }: Installation): Promise<string[]> {
  const sandbox = await findSandbox()
  if (sandbox.program === null) return words
  const named = Object.entries(settings()).flatMap(([name, value]) => (name === 'PATH' ? [] : value.split(/[\s:]+/)))
  const paths = [...named, ...userSettings(), ...SYSTEM_SETTINGS].filter((path) => isAbsolute(path) && existsSync(path))
  const isOurs = (path: string) => `${env().dataDir}/`.startsWith(`${path.replace(/\/+$/, '')}/`)
  const all = [...readable, ...new Set(paths.filter((path) => !isOurs(path)))]
  return enclose(sandbox.program, { words, folder, readable: all, writable: [], wayOut: null })
}

const configFolder = () => process.env.XDG_CONFIG_HOME || join(homedir(), '.config')

/** Where pip and uv find what the user of the server has set up for them. */
function userSettings(): string[] {
  return [join(configFolder(), 'pip'), join(configFolder(), 'uv'), join(homedir(), '.pip')]
}

/** For pip and uv, which keep nothing for the next time: that would grow without bounds. */
function settings(): Record<string, string> {
  const told = Object.entries(process.env).filter(([name]) => TOLD.test(name) && !CACHES.test(name))
  const given = Object.fromEntries(told.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))
  return { ...given, PIP_NO_CACHE_DIR: '1', UV_NO_CACHE: '1' }
}

async function lastOf(stream: Readable): Promise<string> {
  let text = ''
  try {
    for await (const chunk of stream.setEncoding('utf8')) text = (text + chunk).slice(-KEPT_CHARACTERS)
  } catch {
    // Something of it still held the output when it had ended.
  }
  return text
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) || 'it says no reason'
}
