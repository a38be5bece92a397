import 'server-only'
import { createRoute, z } from '@hono/zod-openapi'
import { exportAudit } from '@/lib/audit/export-audit'
import { listAudit } from '@/lib/audit/list-audit'
import { auditEntrySchema, auditFilterSchema, listAuditSchema } from '@/lib/audit/schema'
import { createRouter } from './create-router'
import { csvResponse } from './csv-response'
import { jsonResponse } from './json-response'

const listRoute = createRoute({
  method: 'get',
  path: '/list',
  summary: 'List who did what, newest first',
  request: { query: listAuditSchema },
  responses: jsonResponse(z.array(auditEntrySchema), 'Entries of one page'),
})

const exportRoute = createRoute({
  method: 'get',
  path: '/export',
  summary: 'Download who did what as CSV',
  request: { query: auditFilterSchema },
  responses: { 200: { description: 'Lines of CSV', content: { 'text/csv': { schema: z.string() } } } },
})

/** Under `/w/:workspace/audit`: the audit log, for admins. */
export const auditRoutes = createRouter()
  .openapi(listRoute, async (c) => c.json(await listAudit(c.get('ctx'), c.req.valid('query')), 200))
  .openapi(exportRoute, async (c) =>
    csvResponse(c, 'audit-log.csv', await exportAudit(c.get('ctx'), c.req.valid('query'))),
  )
