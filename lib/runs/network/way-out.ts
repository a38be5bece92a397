import 'server-only'
import { existsSync, readlinkSync } from 'node:fs'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { isIP, isIPv4, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { errorCode } from '@/lib/errors'
import { removeRunFolder } from '@/lib/runs/run-folder'
import type { WayOut } from '@/lib/runs/runtime'
import type { HostPort } from '@/lib/scripts/header/read-header'
import { processWide, takeShared } from '@/lib/shared'
import { dialHost, dialOwn } from './dial'
import { OutsideSocket } from './outside-socket'

/** Of all runs together to one of our own addresses, and of one run to each of its own: more would take the descriptors that the server needs. */
const SHARED_CONNECTIONS = 1000
const OWN_CONNECTIONS = 100

/** Begins the names of their folders: a number of a process says who it is within its own namespace alone. */
const prefix = () => `granary-out-${pidNamespace()}-`

/** The lowest port that whoever is not root may listen on. */
const FIRST_FREE_PORT = 1024

/** What is listened on inside: `alias` numbers an address that the loopback there has to be given first. */
type Relay = { host: string; address: string; port: number; path: string; alias: number | null }
type Target = HostPort & { dial: () => Promise<Socket> }
/** `own`: addresses of this server's settings, the API first; `hosts`: what the script asks for. */
type Wanted = { own: readonly HostPort[]; hosts: readonly HostPort[] }

/**
 * Out of a sandbox without a network: to each address at its own name and port, so that links, certificates and signatures stay
 * right. Runs that ask for no hosts share one; any other ends with its run.
 */
export async function openWayOut({ own, hosts }: Wanted): Promise<WayOut> {
  if (hosts.length > 0) return open({ own, hosts }, OWN_CONNECTIONS)
  const name = `way-out-${JSON.stringify(own)}`
  try {
    const make = () => open({ own, hosts }, SHARED_CONNECTIONS)
    const opened = processWide(name, make)
    const isThere = existsSync((await opened).hosts)
    // What tidies up the temporary files of the machine took them; another run may have seen it before.
    if (!isThere && processWide(name, make) === opened) takeShared(name)
    return { ...(await processWide(name, make)), close: async () => undefined }
  } catch (error) {
    takeShared(name) // the next run tries again
    throw error
  }
}

/** Whether this address is on the loopback of every network, where it need not be given to it first. */
export function isLoopback(address: string): boolean {
  return isIPv4(address) ? address.startsWith('127.') : address === '::1'
}

/** Where an address of the web leads to. */
export function hostPortOf(url: string): HostPort {
  const { protocol, hostname, port } = new URL(url)
  return { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) || (protocol === 'https:' ? 443 : 80) }
}

async function open({ own, hosts }: Wanted, maxConnections: number): Promise<WayOut> {
  const targets = distinct([
    ...own.map((each) => ({ ...each, dial: () => dialOwn(each) })),
    ...hosts.map((each) => ({ ...each, dial: () => dialHost(each) })),
  ])
  // Of its own and short: the path of a socket has at most 107 bytes.
  const folder = await mkdtemp(join(tmpdir(), `${prefix()}${process.pid}-`))
  void processWide('way-outs-swept', removeLeft)
  const remove = () => rm(folder, { recursive: true, force: true })
  try {
    const { close, ...found } = await openIn(folder, targets, maxConnections)
    return { ...found, close: () => Promise.all([close(), remove()]).then(() => undefined) }
  } catch (error) {
    await remove()
    throw error
  }
}

async function openIn(folder: string, targets: Target[], maxConnections: number): Promise<WayOut> {
  const relays = relaysTo(targets, folder)
  const sockets = await Promise.all(
    targets.map(({ dial }, at) => OutsideSocket.open(relays[at]?.path ?? '', { dial, maxConnections })),
  )
  await writeFile(join(folder, 'hosts'), hostsText(targets))
  return {
    ...{ folder, hosts: join(folder, 'hosts'), relays, capabilities: capabilitiesFor(relays) },
    async close() {
      for (const socket of sockets) socket.close()
    },
  }
}

/** What servers left that are no more. */
async function removeLeft(): Promise<void> {
  const start = prefix()
  try {
    for (const name of await readdir(tmpdir())) {
      const pid = Number(name.startsWith(start) ? name.slice(start.length).split('-')[0] : Number.NaN)
      if (pid > 0 && !isAlive(pid)) await removeRunFolder(join(tmpdir(), name))
    }
  } catch (error) {
    console.error('[runs] what servers before this one left cannot be looked for', error)
  }
}

function pidNamespace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid').replace(/\D/g, '')
  } catch {
    return '0' // a system without them
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return errorCode(error) !== 'ESRCH'
  }
}

/** The first of each: what is our own stays so when a script asks for it as well. */
function distinct(targets: Target[]): Target[] {
  return [...new Map(targets.toReversed().map((each) => [`${each.host}:${each.port}`, each])).values()].toReversed()
}

function relaysTo(targets: Target[], folder: string): Relay[] {
  const names = namesOf(targets)
  const addresses = targets.map(({ host }) => insideAddress(host, names))
  return targets.map(({ host, port }, at) => {
    const address = addresses[at] ?? ''
    return { host, address, port, path: join(folder, `${at}.sock`), alias: aliasOf(address, at, addresses) }
  })
}

function namesOf(targets: Target[]): string[] {
  return [...new Set(targets.map(({ host }) => host))]
}

/** Each name has an address of its own on the loopback of the sandbox, beside those that are meant themselves. */
function insideAddress(host: string, names: string[]): string {
  if (isIP(host)) return host
  const free = names.map((_, at) => `127.0.0.${at + 1}`)
  for (let next = names.length + 1; free.some((each) => names.includes(each)); next++)
    free.splice(
      free.findIndex((each) => names.includes(each)),
      1,
      `127.0.0.${next}`,
    )
  return free[names.indexOf(host)] ?? ''
}

/** An address is given to the loopback once, however many ports are listened on there. */
function aliasOf(address: string, at: number, addresses: string[]): number | null {
  return isLoopback(address) || addresses.indexOf(address) < at ? null : at + 1
}

/** In the place of `/etc/hosts`. */
function hostsText(targets: Target[]): string {
  const names = namesOf(targets)
  const lines = names.filter((host) => !isIP(host)).map((host) => `${insideAddress(host, names)} ${host}`)
  if (!names.includes('localhost')) lines.push('127.0.0.1 localhost', '::1 localhost')
  return `${lines.join('\n')}\n`
}

/** For what listens, inside its own network. */
function capabilitiesFor(relays: Relay[]): string[] {
  const needs = {
    CAP_NET_ADMIN: relays.some(({ alias }) => alias !== null),
    CAP_NET_BIND_SERVICE: relays.some(({ port }) => port < FIRST_FREE_PORT),
  }
  return Object.entries(needs).flatMap(([name, isNeeded]) => (isNeeded ? [name] : []))
}
