import { createServer } from 'node:http'
import { ensureAzurite, startAzurite } from './azurite.mjs'
import { ensureCeph, startCeph, startCephWithRoles } from './ceph.mjs'
import { createCertificates } from './certificates.mjs'
import { ensureFakeGcs, startFakeGcs } from './fake-gcs.mjs'
import { missing } from './packages.mjs'
import { ensurePostgres, startPostgres } from './postgres.mjs'
import { ensurePython, startPython } from './python.mjs'
import { ensureVersitygw, startVersitygw } from './versitygw.mjs'

/** How each server is had; a test file names the ones that it needs through `testServer` in lib/testing/servers.ts. */
const RECIPES = {
  ceph: [ensureCeph, startCeph],
  'ceph-roles': [ensureCeph, startCephWithRoles],
  versitygw: [ensureVersitygw, startVersitygw],
  'versitygw-tls': [ensureVersitygw, startTls('local')],
  'versitygw-foreign-certificate': [ensureVersitygw, startTls('foreign')],
  azurite: [ensureAzurite, startAzurite],
  'azurite-tls': [ensureAzurite, startAzuriteTls],
  'fake-gcs': [ensureFakeGcs, startFakeGcs],
  postgres: [ensurePostgres, startPostgres],
  python: [ensurePython, startPython],
}

let certificates

/**
 * Vitest's global set-up. A server is started when the first test file asks for it, once for the whole run: a run of
 * plain unit tests starts none. The files ask through a small HTTP server, since they run in processes of their own.
 */
export default async function setUp(project) {
  const answers = new Map()
  const broker = createServer((request, response) => {
    const name = request.url.slice(1)
    if (!answers.has(name)) answers.set(name, obtain(name))
    answers.get(name).then(({ stop, ...answer }) => response.end(JSON.stringify(answer)))
  })
  await new Promise((resolve) => broker.listen(0, '127.0.0.1', resolve))
  project.provide('testServers', `http://127.0.0.1:${broker.address().port}`)

  return async () => {
    broker.closeAllConnections()
    broker.close()
    for (const answer of answers.values()) await (await answer).stop?.()
  }
}

async function obtain(name) {
  if (process.env.GRANARY_WITHOUT_SERVERS === '1') return missing('GRANARY_WITHOUT_SERVERS is set')
  const [ensure, start] = RECIPES[name]
  const found = await ensure()
  if (!found.available) return found
  try {
    return { ...found, ...(await start()) }
  } catch (error) {
    return { available: false, reason: `it does not start: ${error.message}` }
  }
}

function startTls(name) {
  return async () => {
    const { ca, [name]: tls } = await certificatesOnce()
    return { ...(await startVersitygw({ tls })), ca }
  }
}

async function startAzuriteTls() {
  const { ca, local } = await certificatesOnce()
  return { ...(await startAzurite({ tls: local })), ca, certificate: local }
}

function certificatesOnce() {
  certificates ??= createCertificates()
  return certificates
}
