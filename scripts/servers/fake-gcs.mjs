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

/**
 * fake-gcs-server on 127.0.0.1. It asks for no credentials, and keeps everything in memory: names as files would be too long. `files` is a
 * folder with a folder for each bucket, whose files it holds from its start: these it keeps as files, since to find a place for an object in
 * memory it looks at all others.
 */
export async function startFakeGcs({ files } = {}) {
  const folder = await temporaryFolder('fake-gcs', { inMemory: files !== undefined })
  const [port, log] = [await freePort(), `${folder}/log`]
  const endpoint = `http://127.0.0.1:${port}`
  const server = await launch({
    command: await findProgram('fake-gcs-server', [CACHE]),
    args: [
      ...['-scheme', 'http', '-host', '127.0.0.1', '-port', `${port}`, '-public-host', `127.0.0.1:${port}`],
      ...['-external-url', endpoint, '-log-level', 'error'],
      // Pages of any origin may send these; Google asks for a rule of the bucket.
      ...['-cors-headers', 'x-goog-content-length-range'],
      ...(files === undefined
        ? ['-backend', 'memory']
        : ['-backend', 'filesystem', '-filesystem-root', `${folder}/root`, '-data', files]),
    ],
    log,
  })
  await waitForPort(port, server, log, files === undefined ? 30 : 120)
  return { endpoint, port, region: '', accessKey: '', secretKey: '', stop: server.stop }
}
