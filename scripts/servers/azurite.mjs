import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { AVAILABLE, missing } from './packages.mjs'
import { freePort, launch, temporaryFolder, waitForPort } from './processes.mjs'

const PROGRAM = fileURLToPath(new URL('../../node_modules/azurite/dist/src/blob/main.js', import.meta.url))

/** Says whether Azurite, Microsoft's emulator of Azure Blob Storage, is installed with the other packages. */
export async function ensureAzurite() {
  return existsSync(PROGRAM) ? AVAILABLE : missing('the package azurite is not installed')
}

/** Azurite over a temporary folder, on 127.0.0.1; with HTTPS and bearer tokens when a certificate is given as `{ certificate, key }` paths. */
export async function startAzurite({ tls } = {}) {
  const folder = await temporaryFolder('azurite')
  const [port, log] = [await freePort(), `${folder}/log`]
  await mkdir(`${folder}/data`)
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
