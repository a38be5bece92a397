#!/usr/bin/env node
import { ensureAzurite, startAzurite } from './azurite.mjs'
import { ensureCeph, startCeph } from './ceph.mjs'
import { ensureFakeGcs, startFakeGcs } from './fake-gcs.mjs'
import { ensurePostgres, startPostgres } from './postgres.mjs'
import { ensurePython, startPython } from './python.mjs'
import { ensureVersitygw, startVersitygw } from './versitygw.mjs'

const SERVERS = {
  ceph: [ensureCeph, startCeph],
  versitygw: [ensureVersitygw, startVersitygw],
  azurite: [ensureAzurite, startAzurite],
  'fake-gcs': [ensureFakeGcs, startFakeGcs],
  postgres: [ensurePostgres, startPostgres],
  python: [ensurePython, startPython],
}

const [ensure, start] = SERVERS[process.argv[2]] ?? []
if (!ensure) {
  console.error(`Usage: node scripts/servers/run.mjs ${Object.keys(SERVERS).join('|')}`)
  process.exit(1)
}
const { available, reason } = await ensure()
if (!available) {
  console.error(`${process.argv[2]} cannot be started here: ${reason}.`)
  process.exit(1)
}
const { stop, ...settings } = await start()
console.log(JSON.stringify(settings, null, 2))
console.log('Ctrl+C stops it.')
const waiting = setInterval(() => {}, 1 << 30)
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, async () => {
    clearInterval(waiting)
    await stop()
    process.exit(0)
  })
}
