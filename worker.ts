import { env, reloadEnv } from '@/lib/env'
import { boundHeap } from '@/lib/server/bound-heap'
import { prepareDataDir } from '@/lib/server/data-dir'
import { endGracefully } from '@/lib/server/end-gracefully'
import { reportAndExit } from '@/lib/server/report-and-exit'
import { startWorker } from '@/lib/server/start-worker'

boundHeap()
try {
  prepareDataDir(env().dataDir)
  reloadEnv()
  await startWorker()
  endGracefully([])
  console.log(`This worker is ready. Its scripts reach the API at ${env().apiUrl}.`)
} catch (error) {
  reportAndExit(error)
}
