import 'server-only'
import { instanceState } from '@/lib/server/instance-state'
import { createRouter } from './app'

export const healthRoutes = createRouter()
  .get('/health', (c) => {
    const { ready } = instanceState()
    return c.json({ status: ready ? 'ok' : 'starting' }, ready ? 200 : 503)
  })
  .get('/version', (c) => c.text(`Granary ${process.env.GRANARY_VERSION ?? ''}`.trim()))
