import { fileURLToPath } from 'node:url'
import { AVAILABLE, missing } from './packages.mjs'
import { findProgram, freePort, launch, run, temporaryFolder, waitForPort } from './processes.mjs'

const MODULE = 'github.com/fsouza/fake-gcs-server@v1.55.1'
const CACHE = fileURLToPath(new URL('../../.servers/bin', import.meta.url))
const GO_FOLDERS = ['/usr/local/go/bin']

/** Says whether fake-gcs-server can be started here, after trying to build it from the Go module proxy. */
export async function ensureFakeGcs() {
  if (await findProgram('fake-gcs-server', [CACHE])) return AVAILABLE
  const go = await findProgram('go', GO_FOLDERS)
  if (!go) return missing('neither fake-gcs-server nor Go is installed')
  try {
    await run(go, ['install', MODULE], { env: { ...process.env, GOBIN: CACHE } })
    return AVAILABLE
  } catch (error) {
    return missing(`go install failed: ${error.message.split('\n').at(-1)}`)
  }
}

/** fake-gcs-server on 127.0.0.1. It asks for no credentials, and keeps everything in memory: names as files would be too long. */
export async function startFakeGcs() {
  const folder = await temporaryFolder('fake-gcs')
  const [port, log] = [await freePort(), `${folder}/log`]
  const endpoint = `http://127.0.0.1:${port}`
  const server = await launch({
    command: await findProgram('fake-gcs-server', [CACHE]),
    args: [
      ...['-scheme', 'http', '-host', '127.0.0.1', '-port', `${port}`, '-public-host', `127.0.0.1:${port}`],
      ...['-external-url', endpoint, '-log-level', 'error', '-backend', 'memory'],
    ],
    log,
  })
  await waitForPort(port, server, log)
  return { endpoint, port, region: '', accessKey: '', secretKey: '', stop: server.stop }
}
