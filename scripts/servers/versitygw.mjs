import { mkdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { AVAILABLE, missing } from './packages.mjs'
import { findProgram, freePort, launch, run, temporaryFolder, waitForPort } from './processes.mjs'

const MODULE = 'github.com/versity/versitygw/cmd/versitygw@v1.7.0'
const CACHE = fileURLToPath(new URL('../../.servers/bin', import.meta.url))
const GO_FOLDERS = ['/usr/local/go/bin']

/** Says whether versitygw can be started here, after trying to build it from the Go module proxy. */
export async function ensureVersitygw() {
  if (await findProgram('versitygw', [CACHE])) return AVAILABLE
  const go = await findProgram('go', GO_FOLDERS)
  if (!go) return missing('neither versitygw nor Go is installed')
  try {
    await run(go, ['install', MODULE], { env: { ...process.env, GOBIN: CACHE } })
    return AVAILABLE
  } catch (error) {
    return missing(`go install failed: ${error.message.split('\n').at(-1)}`)
  }
}

/** versitygw over a temporary folder, on 127.0.0.1; with HTTPS when a certificate is given as `{ certificate, key }` paths. */
export async function startVersitygw({ tls, region = 'us-east-1' } = {}) {
  const folder = await temporaryFolder('versitygw')
  const [port, log] = [await freePort(), `${folder}/log`]
  await mkdir(`${folder}/data`)
  const [accessKey, secretKey] = ['AKVERSITY', 'versity-secret']
  const certificate = tls ? ['--cert', tls.certificate, '--key', tls.key] : []
  const server = await launch({
    command: await findProgram('versitygw', [CACHE]),
    args: [
      ...['--port', `127.0.0.1:${port}`, '--access', accessKey, '--secret', secretKey, '--region', region],
      ...['--virtual-domain', 's3.localhost', '--keep-alive', '--quiet', ...certificate, 'posix', `${folder}/data`],
    ],
    log,
  })
  await waitForPort(port, server, log)
  return {
    endpoint: `${tls ? 'https' : 'http'}://127.0.0.1:${port}`,
    port,
    dataFolder: `${folder}/data`,
    virtualHostDomain: 's3.localhost',
    region,
    accessKey,
    secretKey,
    stop: server.stop,
  }
}
