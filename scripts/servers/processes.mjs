import { spawn } from 'node:child_process'
import { access, chmod, mkdtemp, readFile, statfs } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const MEMORY = '/dev/shm'
/** A container has 64 MiB there. */
const ENOUGH_MEMORY_BYTES = 512 * 1024 ** 2
const SYSTEM_FOLDERS = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin']

let keeper
let nextId = 1
const listeners = new Map()

/** A temporary folder that is removed when this process ends, however it ends; in memory where the system has room for that. */
export async function temporaryFolder(name, { inMemory = false } = {}) {
  const place = inMemory && (await hasRoom(MEMORY)) ? MEMORY : tmpdir()
  const path = await mkdtemp(join(place, `granary-${name}-`))
  await chmod(path, 0o755)
  tell({ op: 'folder', path })
  return path
}

async function hasRoom(path) {
  const free = await statfs(path).catch(() => null)
  return free !== null && free.bavail * free.bsize >= ENOUGH_MEMORY_BYTES
}

/** Runs a server until `stop()` or until this process ends. `restart` brings it back when it crashes. */
export async function launch({ command, args, log, env, cwd, uid, gid, restart = false }) {
  const id = nextId++
  const server = { pid: 0, failure: null, stop: () => stop(id) }
  await whileAlive((resolve, reject) => {
    listeners.set(id, (message) => {
      if (message.event === 'started') server.pid = message.pid
      if (message.event === 'exited') server.failure = `${command} ended (${message.reason})`
      if (message.event === 'started') resolve()
      if (message.event === 'exited') reject(new Error(server.failure))
    })
    tell({ op: 'start', id, command, args, log, env, cwd, uid, gid, restart })
  })
  return server
}

/** Waits until something accepts connections on the port, or says what the server wrote last. */
export async function waitForPort(port, server, log, seconds = 30) {
  const deadline = Date.now() + seconds * 1000
  while (Date.now() < deadline && !server.failure) {
    if (await accepts(port)) return
    await sleep(50)
  }
  const tail = (await readFile(log, 'utf8').catch(() => '')).slice(-1000)
  throw new Error(`${server.failure ?? `Nothing answers on port ${port} after ${seconds} s`}\n${tail}`)
}

/** A port on 127.0.0.1 that was free a moment ago. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => resolve(port))
    })
  })
}

/** Runs a command to its end; rejects with what it wrote when it fails. */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
    child.once('error', reject)
    child.once('close', (code) =>
      code === 0 ? resolve(output) : reject(new Error(`${command} ${args[0]} failed (code ${code}): ${output.trim()}`)),
    )
  })
}

/** The path of an installed program, or null. */
export async function findProgram(name, folders = []) {
  const searched = [...folders, ...(process.env.PATH ?? '').split(delimiter), ...SYSTEM_FOLDERS]
  for (const folder of searched) {
    const path = join(folder, name)
    if (
      await access(path).then(
        () => true,
        () => false,
      )
    )
      return path
  }
  return null
}

function accepts(port) {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('close', () => socket.destroy())
    socket.once('connect', () => socket.destroy())
  })
}

function stop(id) {
  return whileAlive((resolve) => {
    listeners.set(id, (message) => message.event === 'stopped' && resolve())
    tell({ op: 'stop', id })
  })
}

// The keeper's pipes count as work of this process only while an answer is awaited: a finished test run must be able to end.
async function whileAlive(executor) {
  keeper ??= startKeeper()
  for (const handle of [keeper, keeper.stdin, keeper.stdout]) handle.ref()
  try {
    return await new Promise(executor)
  } finally {
    for (const handle of [keeper, keeper.stdin, keeper.stdout]) handle.unref()
  }
}

function tell(message) {
  keeper ??= startKeeper()
  keeper.stdin.write(`${JSON.stringify(message)}\n`)
}

function startKeeper() {
  // Detached: Ctrl+C in a terminal must reach this process only, so that the keeper can end its servers in order.
  const child = spawn(process.execPath, [fileURLToPath(new URL('./keeper.mjs', import.meta.url))], {
    detached: true,
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  createInterface({ input: child.stdout }).on('line', (line) => {
    const message = JSON.parse(line)
    listeners.get(message.id)?.(message)
  })
  for (const handle of [child, child.stdin, child.stdout]) handle.unref()
  return child
}
