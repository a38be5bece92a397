import 'server-only'
import { env } from '@/lib/env'
import { requireAllowedHosts, requireAllowedPackages } from '@/lib/runs/asked-for'
import { resolveHost } from '@/lib/runs/network/resolve-host'
import { hostPortOf, openWayOut } from '@/lib/runs/network/way-out'
import { findSandbox } from '@/lib/runs/process/sandbox'
import type { RunLog } from '@/lib/runs/run-log'
import type { Prepared, Task } from '@/lib/runs/runtime'
import { RunStopped } from '@/lib/runs/starter'
import { readHeader } from '@/lib/scripts/header/read-header'
import { fits, type Requirement } from '@/lib/scripts/header/requirement'
import { type PythonEnvironment, pythonEnvironment } from './environment'
import { pythonLayer } from './layer'

/**
 * Python in the environment of this server. What it may reach is the sandbox's matter: Python itself holds nothing back. So it
 * runs nowhere without one, unless the settings say that it may.
 */
export async function preparePython(task: Task): Promise<Prepared> {
  const { content, args } = task
  await requireConfinement()
  const header = readHeader(content, 'python3')
  await requireAllowedHosts(task.ctx, header.hosts)
  const environment = await pythonEnvironment(task)
  const layer = await layerFor(task, environment, header.requirements)
  const { python, readable, wrapper } = environment
  await Promise.all(header.hosts.map(({ host, port }) => resolveHost(host, port))) // says before it runs what may not be reached
  const wayOut = await openWayOut({ own: [hostPortOf(env().apiUrl)], hosts: header.hosts })
  return {
    // Isolated: neither the environment nor a folder of the user decides which modules are loaded.
    words: [python, '-I', '-B', '-u', wrapper],
    env: { PYTHONUNBUFFERED: '1' },
    files: { 'main.py': content, 'call.json': JSON.stringify({ args, layer }) },
    ...{ readable: layer ? [...readable, layer] : readable, writable: [], wayOut },
  }
}

/** The folder of what the header asks for and is not ready; null where all of it is. */
async function layerFor(task: Task, environment: PythonEnvironment, requirements: readonly Requirement[]) {
  const { ctx, log } = task
  if (requirements.length === 0) return null
  const ready = await environment.versions()
  tellOtherVersions(ready, requirements, log)
  const missing = requirements.filter(({ name }) => !ready.has(name))
  await requireAllowedPackages(ctx, missing)
  return missing.length === 0 ? null : pythonLayer(environment, missing, task)
}

/** What is ready is used, so that scripts written for an older version run: which one that is can be read. */
function tellOtherVersions(ready: Map<string, string>, requirements: readonly Requirement[], log: RunLog): void {
  for (const requirement of requirements) {
    const version = ready.get(requirement.name)
    if (version !== undefined && !fits(version, requirement))
      log.note(`${requirement.text} is asked for; ${version} is ready and used.`)
  }
}

async function requireConfinement(): Promise<void> {
  if (env().runPythonUnconfined) return
  const sandbox = await findSandbox()
  if (sandbox.program !== null) return
  throw new RunStopped(
    `Python does not run here: nothing would keep it from the files of the server (${sandbox.reason}). Install bubblewrap there, or set RUN_PYTHON_UNCONFINED=1 where you trust everybody who writes scripts with the server itself.`,
  )
}
