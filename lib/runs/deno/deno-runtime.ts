import 'server-only'
import { basename, dirname, join, resolve } from 'node:path'
import { env } from '@/lib/env'
import { programPath } from '@/lib/program-path'
import type { Prepared, Task } from '@/lib/runs/runtime'
import { RunStopped } from '@/lib/runs/starter'
import { readHeader } from '@/lib/scripts/header/read-header'
import { readTypeScriptText } from '@/lib/scripts/signature/read-typescript'
import { denoCache } from './deno-cache'
import { findDeno } from './find-deno'
import { importMapOf } from './import-map'

const MIB = 1024 ** 2
const PROXY_SETTINGS = ['http_proxy', 'https_proxy', 'all_proxy', 'no_proxy'].flatMap((name) => [
  name,
  name.toUpperCase(),
])
/** Where machines in a cloud find credentials. */
const METADATA = ['169.254.169.254', '169.254.170.2', '100.100.100.200', 'metadata.google.internal']

/**
 * Deno looks names up itself, each time and for each family of addresses anew, and compares names alone: whoever owns an allowed name
 * could lead it to an inner address after it was looked at.
 */
const NO_HOSTS =
  'TypeScript reaches no hosts but the API here, since it could be led to inner addresses. Write the part that asks them in Python.'

/** TypeScript by Deno, which gives a script its folder and the API, and no programs, libraries or facts about the machine. */
export async function prepareDeno({ content, args, folder, memoryBytes }: Task): Promise<Prepared> {
  const deno = findDeno()
  if (readHeader(content, 'deno').hosts.length > 0) throw new RunStopped(NO_HOSTS)
  const wrapper = resolve(programPath('run-wrapper'))
  const clients = join(dirname(wrapper), 'clients')
  const cache = await denoCache()
  const own = ['windmill-client', 'granary-client'].map((name) => [name, join(clients, `${name}.mjs`)])
  const { signature, imports, gaveUp } = await readTypeScriptText({ content, resourceTypes: [] })
  // Without its signature `main` would be called with nothing.
  if (gaveUp) throw new RunStopped('The parser of TypeScript came to no end with the text of the script.')
  const map = importMapOf(imports, Object.fromEntries(own))
  return {
    words: [deno, 'run', ...flags({ folder, clients, memoryBytes }), wrapper],
    env: { DENO_DIR: cache, DENO_TLS_CA_STORE: 'mozilla,system', DENO_NO_UPDATE_CHECK: '1', ...registry() },
    files: {
      'main.ts': content,
      'import-map.json': JSON.stringify(map),
      'call.json': JSON.stringify({ names: signature?.args.map(({ name }) => name) ?? [], args }),
    },
    ...{ readable: [deno, dirname(wrapper)], writable: [cache], wayOut: null },
  }
}

type Granted = { folder: string; clients: string; memoryBytes: number }

function flags({ folder, clients, memoryBytes }: Granted): string[] {
  // A comma would part one path from the next.
  for (const path of [folder, clients])
    if (path.includes(',')) throw new RunStopped(`${path} must have no comma in it.`)
  return [
    ...['--quiet', '--no-prompt', '--no-config', '--no-lock', '--no-check', '--no-remote'],
    ...[`--import-map=${join(folder, 'import-map.json')}`, '--allow-env', `--allow-net=${reachable().join(',')}`],
    // localStorage goes by it: no run finds what another one left there.
    `--location=https://${basename(folder)}.invalid/`,
    // Deno checks the hosts that a script asks for, not the proxy that a client is told of by its environment.
    ...[`--deny-env=${PROXY_SETTINGS.join(',')}`, `--deny-net=${METADATA.join(',')}`],
    ...[`--allow-read=${folder},${clients}`, `--allow-write=${folder}`],
    `--v8-flags=--max-old-space-size=${Math.floor(memoryBytes / MIB)}`,
  ]
}

/** Hosts with their ports: the API under both of its addresses. */
function reachable(): string[] {
  const own = [env().apiUrl, env().publicUrl].map((address) => {
    const { hostname, port, protocol } = new URL(address)
    return `${hostname}:${port || (protocol === 'https:' ? 443 : 80)}`
  })
  return [...new Set(own)]
}

/** A registry of one's own, as npm is told of it; an address with a password in it stays here. */
function registry(): Record<string, string> {
  const address = process.env.NPM_CONFIG_REGISTRY ?? process.env.npm_config_registry
  return address && !/\/\/[^/]*@/.test(address) ? { NPM_CONFIG_REGISTRY: address } : {}
}
