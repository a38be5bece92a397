/**
 * Child process that owns the test servers. It is told over stdin what to run, one JSON message a line, and ends
 * everything as soon as stdin closes, so a test process that dies by any signal leaves no server behind.
 */
import { spawn } from 'node:child_process'
import { openSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { createInterface } from 'node:readline'

const GRACE_MS = 3000
const RESTART_MS = 200

const servers = new Map()
const folders = []
let closing = false

const lines = createInterface({ input: process.stdin })
lines.on('line', (line) => handle(JSON.parse(line)))
lines.on('close', shutDown)
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, shutDown)
process.stdout.on('error', shutDown)

function handle(message) {
  if (message.op === 'folder') folders.push(message.path)
  if (message.op === 'start') start(message)
  if (message.op === 'stop') void stop(message.id).then(() => tell({ event: 'stopped', id: message.id }))
}

function start(message) {
  const log = openSync(message.log, 'a')
  const child = spawn(message.command, message.args, {
    cwd: message.cwd,
    env: { ...process.env, ...message.env },
    uid: message.uid,
    gid: message.gid,
    stdio: ['ignore', log, log],
  })
  servers.set(message.id, child)
  child.on('spawn', () => tell({ event: 'started', id: message.id, pid: child.pid }))
  child.on('error', (error) => tell({ event: 'exited', id: message.id, reason: error.message }))
  child.on('exit', (code, signal) => {
    if (child.wanted === false || closing) return
    if (message.restart) setTimeout(() => !closing && child.wanted !== false && start(message), RESTART_MS)
    else tell({ event: 'exited', id: message.id, reason: signal ?? `code ${code}` })
  })
}

async function stop(id) {
  const child = servers.get(id)
  if (!child) return
  child.wanted = false
  if (child.exitCode !== null || child.signalCode !== null || !child.pid) return
  const exited = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), GRACE_MS)
  await exited
  clearTimeout(timer)
}

async function shutDown() {
  if (closing) return
  closing = true
  await Promise.all([...servers.keys()].map(stop))
  await Promise.all(folders.map((path) => rm(path, { recursive: true, force: true })))
  process.exit(0)
}

function tell(message) {
  process.stdout.write(`${JSON.stringify(message)}\n`)
}
