import { existsSync, readdirSync } from 'node:fs'
import { chown, readFile, writeFile } from 'node:fs/promises'
import { ensureDebianPackages, missing } from './packages.mjs'
import { findProgram, freePort, launch, run, temporaryFolder, waitForPort } from './processes.mjs'

const DEBIAN_ROOT = '/usr/lib/postgresql'

/** Says whether PostgreSQL can be started here, after trying to install it. */
export async function ensurePostgres() {
  const found = await ensureDebianPackages(['postgresql'], ['initdb', 'postgres'], programFolders())
  if (found.available || !existsSync(DEBIAN_ROOT)) return found
  const installed = await Promise.all(['initdb', 'postgres'].map((name) => findProgram(name, programFolders())))
  return installed.every(Boolean) ? { available: true, reason: null } : missing(found.reason)
}

const CARELESS = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']

/** An empty PostgreSQL on 127.0.0.1 that trusts every local user; it waits for the disk only where `isDurable` says so. */
export async function startPostgres({ isDurable = false } = {}) {
  const folder = await temporaryFolder('postgres')
  const [port, data, log] = [await freePort(), `${folder}/data`, `${folder}/log`]
  const [initdb, postgres] = await Promise.all(
    ['initdb', 'postgres'].map((name) => findProgram(name, programFolders())),
  )
  const owner = await unprivilegedUser()
  if (owner) await chown(folder, owner.uid, owner.gid)
  await run(initdb, ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '-N'], {
    ...owner,
    cwd: folder,
  })
  await askPassword(`${data}/pg_hba.conf`)
  const settings = ['max_connections=200', ...(isDurable ? [] : CARELESS)]
  const server = await launch({
    command: postgres,
    args: [
      '-D',
      data,
      '-h',
      '127.0.0.1',
      '-p',
      `${port}`,
      '-k',
      folder,
      ...settings.flatMap((setting) => ['-c', setting]),
    ],
    log,
    cwd: folder,
    ...owner,
  })
  await waitForPort(port, server, log)
  const url = `postgresql://postgres@127.0.0.1:${port}/postgres`
  return { url, endpoint: url, port, accessKey: 'postgres', secretKey: '', stop: server.stop }
}

/** Everybody is trusted but the user `with_password`, who does not exist: a way to be refused. The first rule that fits counts. */
async function askPassword(rules) {
  const rule = 'host all with_password 127.0.0.1/32 scram-sha-256\n'
  await writeFile(rules, rule + (await readFile(rules, 'utf8')))
}

function programFolders() {
  if (!existsSync(DEBIAN_ROOT)) return []
  return readdirSync(DEBIAN_ROOT)
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => `${DEBIAN_ROOT}/${version}/bin`)
}

// PostgreSQL refuses to run as root.
async function unprivilegedUser() {
  if (process.getuid?.() !== 0) return null
  for (const name of ['postgres', 'nobody']) {
    const [uid, gid] = await Promise.all(['-u', '-g'].map((flag) => run('id', [flag, name]).catch(() => '')))
    if (uid && gid) return { uid: Number(uid), gid: Number(gid) }
  }
  return null
}
