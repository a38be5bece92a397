import { env, reloadEnv } from '@/lib/env'
import { announce } from '@/lib/server/announce'
import { boundHeap } from '@/lib/server/bound-heap'
import { claimDataDir } from '@/lib/server/claim-data-dir'
import { prepareDataDir } from '@/lib/server/data-dir'
import { endGracefully } from '@/lib/server/end-gracefully'
import { listen } from '@/lib/server/listen'
import { listenS3 } from '@/lib/server/listen-s3'
import { reportAndExit } from '@/lib/server/report-and-exit'
import { startInstance } from '@/lib/server/start-instance'

boundHeap()
try {
  prepareDataDir(env().dataDir)
  await claimDataDir(env().dataDir)
  reloadEnv()
  const server = await listen({ development: process.env.NODE_ENV === 'development' })
  const s3Server = await listenS3()
  endGracefully(s3Server ? [server, s3Server] : [server])
  await announce(await startInstance())
} catch (error) {
  reportAndExit(error)
}
