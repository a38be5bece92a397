import 'server-only'
import { type ChildProcess, spawn } from 'node:child_process'
import { Socket } from 'node:net'
import { processWide } from '@/lib/shared'

/** Milliseconds after which the next one is started ahead: the run that has just begun needs the server little from then on. */
const AHEAD_MS = 20

// The pipe on descriptor 3 ends with the server however that ends, and then the whole group does.
const BEGIN = `
(read _; kill -KILL 0) <&3 >/dev/null 2>&1 &
exec 3<&-
ulimit -c 0
(echo 1000 > /proc/self/oom_score_adj) 2>/dev/null
echo 1000 > /proc/$$/oom_score_adj 2>/dev/null
`

type Ahead = { shell: ChildProcess | null; timer: NodeJS.Timeout | null }

const ahead = () => processWide('shell-ahead', (): Ahead => ({ shell: null, timer: null }))

/**
 * A shell that reads commands from its standard input, first of a process group of its own, which never outlives this process. To make a
 * process takes a server with much memory tens of milliseconds, in which it does nothing else: so one waits, which has seen nothing of any
 * run, and is used for one.
 */
export function takeShell(): ChildProcess {
  const found = ahead()
  const { shell } = found
  found.shell = null
  startShellAhead()
  if (!shell) return startShell()
  shell.removeAllListeners()
  shell.ref()
  for (const socket of socketsOf(shell)) socket.ref()
  return shell
}

/** Starts the next shell ahead, a moment later. */
export function startShellAhead(): void {
  const found = ahead()
  if (found.shell || found.timer) return
  found.timer = setTimeout(() => {
    found.timer = null
    try {
      keepAhead(startShell(), found)
    } catch (error) {
      // The machine has no room for one now: whoever takes one is told.
      console.error('[runs] no shell could be started ahead', error)
    }
  }, AHEAD_MS)
  found.timer.unref()
}

function keepAhead(shell: ChildProcess, found: Ahead): void {
  found.shell = shell
  const forget = () => {
    if (found.shell === shell) found.shell = null
  }
  shell.once('error', forget).once('exit', forget)
  shell.unref()
  for (const socket of socketsOf(shell)) socket.unref()
}

/** Ends the one that waits. */
export function endShellAhead(): void {
  const found = ahead()
  if (found.timer) clearTimeout(found.timer)
  found.shell?.kill('SIGKILL')
  found.timer = null
  found.shell = null
}

function startShell(): ChildProcess {
  const shell = spawn('/bin/sh', ['-s'], {
    ...{ cwd: '/', env: { NODE_ENV: 'production' }, detached: true },
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
  })
  shell.stdin?.on('error', () => undefined) // it has ended, which is told otherwise
  shell.stdin?.write(BEGIN)
  return shell
}

/** Node makes each pipe to a process a socket, and none to a process that could not be started. */
function socketsOf({ stdio }: Partial<ChildProcess>): Socket[] {
  return (stdio ?? []).flatMap((stream) => (stream instanceof Socket ? stream : []))
}

/** A text as one word of a command. */
export const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`
