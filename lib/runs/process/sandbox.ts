import 'server-only'
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import type { WayOut } from '@/lib/runs/runtime'
import { processWide, takeShared } from '@/lib/shared'

/** bubblewrap where it works on this machine; otherwise why there is none. */
export type Sandbox = { program: string } | { program: null; reason: string }

const TRY_OUT_MS = 5000
const SHARED = 'sandbox'

/** Of the system: what programs need to start, to find names and to trust certificates. No list of users, no other settings. */
const SYSTEM = ['/usr', '/lib', '/lib64', '/bin', '/sbin', '/etc/ld.so.cache', '/etc/alternatives']
const NETWORK = ['/etc/ssl', '/etc/pki', '/etc/ca-certificates', '/etc/resolv.conf', '/etc/hosts', '/etc/nsswitch.conf']

const ISOLATION = [
  ...['--unshare-user', '--unshare-ipc', '--unshare-pid', '--unshare-uts', '--unshare-cgroup-try'],
  ...['--die-with-parent', '--cap-drop', 'ALL', '--hostname', 'granary'],
]

export type Enclosed = {
  words: string[]
  /** The folder of the run: with the folders in `writable` all that it may write. */
  folder: string
  readable: string[]
  writable: string[]
  /** null: the whole network. Otherwise its own loopback alone, and the socket of the way out. */
  wayOut: WayOut | null
}

/** The same command so that it sees nothing of this machine but what is named. */
export function enclose(program: string, { words, folder, readable, writable, wayOut }: Enclosed): string[] {
  return [
    ...[program, ...ISOLATION, ...systemMounts()],
    ...['--bind', join(folder, 'tmp'), '/tmp', '--bind', join(folder, 'shm'), '/dev/shm'],
    ...(wayOut ? ownNetwork(wayOut) : []), // the socket may lie below the /tmp of the machine
    ...readable.flatMap((path) => ['--ro-bind', path, path]),
    ...writable.flatMap((path) => ['--bind', path, path]),
    ...['--bind', folder, folder, '--chdir', folder],
    // They are file systems in memory, which would count for nobody.
    ...['--remount-ro', '/dev', '--remount-ro', '/'],
    ...['--', ...words],
  ]
}

function ownNetwork({ folder, hosts, capabilities }: WayOut): string[] {
  const mounts = ['--ro-bind', folder, folder, '--ro-bind', hosts, '/etc/hosts']
  return ['--unshare-net', ...capabilities.flatMap((name) => ['--cap-add', name]), ...mounts]
}

/** Tries it out, until it works once: it may be missing, or the kernel or a container may forbid what it does, or the machine be too busy. */
export async function findSandbox(): Promise<Sandbox> {
  const sandbox = await processWide(SHARED, tryOut)
  if (sandbox.program === null) takeShared(SHARED)
  return sandbox
}

async function tryOut(): Promise<Sandbox> {
  const folders = (process.env.PATH ?? '').split(delimiter)
  const program = folders.map((folder) => join(folder, 'bwrap')).find((path) => existsSync(path))
  if (!program) return { program: null, reason: 'bubblewrap is not installed' }
  const words = [...ISOLATION, '--unshare-net', ...systemMounts(), '--', '/bin/sh', '-c', ':']
  const complaint = await new Promise<string | null>((resolve) => {
    const child = spawn(program, words, {
      stdio: ['ignore', 'ignore', 'pipe'],
      timeout: TRY_OUT_MS,
      env: { NODE_ENV: 'production' },
    })
    let printed = ''
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      printed += chunk
    })
    child.once('error', ({ message }) => resolve(message))
    child.once('close', (code) =>
      resolve(code === 0 ? null : printed.trim().split('\n').at(-1) || `it ended with ${code}`),
    )
  })
  return complaint === null ? { program } : { program: null, reason: `bubblewrap does not work here (${complaint})` }
}

function systemMounts(): string[] {
  const paths = [...SYSTEM, ...NETWORK].filter((path) => existsSync(path))
  return [...paths.flatMap((path) => ['--ro-bind', path, path]), '--proc', '/proc', '--dev', '/dev']
}
