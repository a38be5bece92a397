import 'server-only'
import { instanceState } from '@/lib/server/instance-state'
import { version } from '@/lib/version'
import { createRouter } from './create-router'
import { quickJson } from './quick-json'

export const healthRoutes = createRouter()
  .get('/health', (c) =>
    instanceState().ready ? quickJson({ status: 'ok' }) : c.json({ status: 'starting' as const }, 503),
  )
  .get('/version', (c) => c.text(`Granary ${version}`))
