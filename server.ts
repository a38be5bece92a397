import { listen } from '@/lib/server/listen'
import { reportAndExit } from '@/lib/server/report-and-exit'
import { startInstance } from '@/lib/server/start-instance'

try {
  const server = await listen({ development: process.env.NODE_ENV === 'development' })
  await startInstance()
  await server.announce()
} catch (error) {
  reportAndExit(error)
}
