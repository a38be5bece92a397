import { existsSync, readFileSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { AVAILABLE, missing } from './packages.mjs'
import { freePort, launch, run, temporaryFolder, waitForPort } from './processes.mjs'

const PACKAGE = 'azurite@3.37.0'
const FOLDER = fileURLToPath(new URL('../../.servers/azurite', import.meta.url))
// Written last: an installation that was cut off is begun anew.
const MARKER = join(FOLDER, 'installed-from')
const PROGRAM = join(FOLDER, 'node_modules/azurite/dist/src/blob/main.js')

// Two servers of it, with and without TLS, may be asked for at once.
let installing

/**
 * Says whether Azurite, Microsoft's emulator of Azure Blob Storage, is there, after trying to install it. It is no dependency of ours: its
 * hundreds of packages would come with everybody's first start.
 */
export function ensureAzurite() {
  installing ??= install()
  return installing
}

async function install() {
  if (existsSync(MARKER) && readFileSync(MARKER, 'utf8') === PACKAGE) return AVAILABLE
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  try {
    await rm(FOLDER, { recursive: true, force: true, maxRetries: 3 })
    await mkdir(FOLDER, { recursive: true })
    await run('npm', ['install', '--prefix', FOLDER, '--no-save', ...quiet, PACKAGE])
    await writeFile(MARKER, PACKAGE)
    return AVAILABLE
  } catch (error) {
    return missing(`it cannot be installed: ${error.message.split('\n').at(-1)}`)
  }
}

/**
 * Azurite on 127.0.0.1, over a temporary folder unless one is named; with HTTPS and bearer tokens when a certificate is given as
 * `{ certificate, key }` paths.
 */
export async function startAzurite({ tls, folder } = {}) {
  folder ??= await temporaryFolder('azurite')
  const [port, log] = [await freePort(), `${folder}/log`]
  await mkdir(`${folder}/data`, { recursive: true })
  const [accessKey, secretKey] = ['granarytest', Buffer.from('the key of a test account').toString('base64')]
  const certificate = tls ? ['--cert', tls.certificate, '--key', tls.key, '--oauth', 'basic'] : []
  const server = await launch({
    command: process.execPath,
    args: [
      ...[PROGRAM, '--silent', '--skipApiVersionCheck', '--location', `${folder}/data`],
      // Without it, it sends usage data to Microsoft.
      ...['--disableTelemetry', '--blobHost', '127.0.0.1', '--blobPort', `${port}`, ...certificate],
    ],
    env: { ...process.env, AZURITE_ACCOUNTS: `${accessKey}:${secretKey}` },
    log,
  })
  await waitForPort(port, server, log)
  const endpoint = `${tls ? 'https' : 'http'}://127.0.0.1:${port}/${accessKey}`
  return { endpoint, port, region: '', accessKey, secretKey, stop: server.stop }
}
