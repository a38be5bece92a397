import { findProgram, run } from './processes.mjs'

/** Answer of the `ensure*` functions when everything is there. */
export const AVAILABLE = { available: true, reason: null }

/** Installs Debian packages where that is possible, and says why not where it is not. */
export async function ensureDebianPackages(packages, programs, folders = []) {
  if (await allThere(programs, folders)) return AVAILABLE
  if (process.platform !== 'linux' || !(await findProgram('apt-get'))) return missing('no apt-get')
  if (process.getuid() !== 0) return missing(`not root: run apt-get install ${packages.join(' ')}`)
  // Runlevel 1 keeps the packages from starting services of their own.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' }
  const lock = ['-o', 'DPkg::Lock::Timeout=300']
  try {
    await run('apt-get', ['update', ...lock], { env })
    await run('apt-get', ['install', '-y', '--no-install-recommends', ...lock, ...packages], { env })
  } catch (error) {
    return missing(`apt-get could not install it: ${error.message.split('\n').at(-1)}`)
  }
  return (await allThere(programs, folders)) ? AVAILABLE : missing(`${packages.join(', ')} lack ${programs.join(', ')}`)
}

/** Answer of the `ensure*` functions when a server cannot be had. */
export function missing(reason) {
  return { available: false, reason }
}

async function allThere(programs, folders) {
  const found = await Promise.all(programs.map((program) => findProgram(program, folders)))
  return found.every(Boolean)
}
