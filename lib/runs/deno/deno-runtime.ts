import 'server-only'
import { basename, dirname, join, resolve } from 'node:path'
import { programPath } from '@/lib/program-path'
import { requireAllowedHosts } from '@/lib/runs/asked-for'
import type { Prepared, Task, WayOut } from '@/lib/runs/runtime'
import { RunStopped } from '@/lib/runs/starter'
import { type HostPort, readHeader } from '@/lib/scripts/header/read-header'
import { readTypeScriptText } from '@/lib/scripts/signature/read-typescript'
import { denoCache } from './deno-cache'
import { apiAddresses, denoWayOut, ownRegistry } from './deno-way-out'
import { findDeno } from './find-deno'
import { importMapOf } from './import-map'

const MIB = 1024 ** 2
const PROXY_SETTINGS = ['http_proxy', 'https_proxy', 'all_proxy', 'no_proxy'].flatMap((name) => [
  name,
  name.toUpperCase(),
])
const OWN_CLIENTS = ['windmill-client', 'granary-client']
/** Where machines in a cloud find credentials. */
const METADATA = ['169.254.169.254', '169.254.170.2', '100.100.100.200', 'metadata.google.internal']

/** TypeScript by Deno, which gives a script its folder and the API, and no programs, libraries or facts about the machine. */
export async function prepareDeno({ ctx, content, args, folder, memoryBytes }: Task): Promise<Prepared> {
  const deno = findDeno()
  const { hosts } = readHeader(content, 'deno')
  await requireAllowedHosts(ctx, hosts)
  const wrapper = resolve(programPath('run-wrapper'))
  const clients = join(dirname(wrapper), 'clients')
  const cache = await denoCache()
  const own = OWN_CLIENTS.map((name) => [name, join(clients, `${name}.mjs`)])
  const { signature, imports, gaveUp } = await readTypeScriptText({ content, resourceTypes: [] })
  // Without its signature `main` would be called with nothing.
  if (gaveUp) throw new RunStopped('The parser of TypeScript came to no end with the text of the script.')
  const map = importMapOf(imports, Object.fromEntries(own))
  const wayOut = await denoWayOut(hosts)
  return {
    words: [deno, 'run', ...flags({ folder, clients, memoryBytes, hosts, wayOut }), wrapper],
    env: {
      DENO_DIR: cache,
      DENO_TLS_CA_STORE: 'mozilla,system',
      DENO_NO_UPDATE_CHECK: '1',
      ...registry(),
      ...withheld(hosts, wayOut),
    },
    files: {
      'main.ts': content,
      'import-map.json': JSON.stringify(map),
      'call.json': JSON.stringify({
        names: signature?.args.map(({ name }) => name) ?? [],
        args,
        // Some of Node's own, which is loaded then, may wait for its end.
        endsByNode: content.includes('process') || imports.some((name) => !OWN_CLIENTS.includes(name)),
      }),
    },
    ...{ readable: [deno, dirname(wrapper)], writable: [cache], wayOut },
  }
}

type Granted = {
  folder: string
  clients: string
  memoryBytes: number
  hosts: readonly HostPort[]
  wayOut: WayOut | null
}

/** What leads out for Deno itself, such as to the registry: the wrapper takes the script's permission for it away once it listens there. */
function withheld(hosts: readonly HostPort[], wayOut: WayOut | null): Record<string, string> {
  const reachable = new Set([...apiAddresses(), ...hosts].map(written))
  const others = wayOut?.relays.filter((relay) => !reachable.has(written(relay))) ?? []
  const inside = others.map(({ address, port }) => written({ host: address, port }))
  return { GRANARY_WITHHELD: JSON.stringify(inside.filter((each) => !reachable.has(each))) }
}

function flags({ folder, clients, memoryBytes, hosts, wayOut }: Granted): string[] {
  const sockets = wayOut?.relays.map(({ path }) => path) ?? []
  // A comma would part one path from the next.
  for (const path of [folder, clients, ...sockets])
    if (path.includes(',')) throw new RunStopped(`${path} must have no comma in it.`)
  const inside = wayOut?.relays.map(({ address, port }) => written({ host: address, port })) ?? []
  const reachable = [...apiAddresses(), ...hosts].map(written)
  const net = [...new Set([...reachable, ...inside, ...sockets.map((path) => `unix:${path}`)])]
  return [
    ...['--quiet', '--no-prompt', '--no-config', '--no-lock', '--no-check', '--no-remote'],
    ...[`--import-map=${join(folder, 'import-map.json')}`, '--allow-env', `--allow-net=${net.join(',')}`],
    // localStorage goes by it: no run finds what another one left there.
    `--location=https://${basename(folder)}.invalid/`,
    // Deno checks the hosts that a script asks for, not the proxy that a client is told of by its environment.
    ...[`--deny-env=${PROXY_SETTINGS.join(',')}`, `--deny-net=${METADATA.join(',')}`],
    `--allow-read=${[folder, clients, ...sockets].join(',')}`,
    `--allow-write=${[folder, ...sockets].join(',')}`,
    `--v8-flags=--max-old-space-size=${Math.floor(memoryBytes / MIB)}`,
  ]
}

function written({ host, port }: HostPort): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`
}

/** A registry of one's own, as npm is told of it; an address with a password in it stays here. */
function registry(): Record<string, string> {
  const address = ownRegistry()
  return address ? { NPM_CONFIG_REGISTRY: address } : {}
}
