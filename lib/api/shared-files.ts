import 'server-only'
import { createRoute, z } from '@hono/zod-openapi'
import type { Context as HonoContext } from 'hono'
import { AppError } from '@/lib/errors'
import { requireTicket, takeBytes } from '@/lib/share-links/download-ticket'
import { openShareLink } from '@/lib/share-links/open-share-link'
import { sharePasswordSchema } from '@/lib/share-links/schema'
import { startShareDownload, WrongSharePassword } from '@/lib/share-links/start-share-download'
import { peerAddress } from './authenticate'
import { createRouter, type Env } from './create-router'
import { attachment, serveObject } from './serve-object'

const tokenSchema = z.object({ token: z.string() })

const startRoute = createRoute({
  method: 'post',
  path: '/{token}/download',
  summary: 'Begin the download of a shared file',
  request: {
    params: tokenSchema,
    body: { content: { 'application/x-www-form-urlencoded': { schema: sharePasswordSchema } } },
  },
  responses: { 303: { description: 'Where the file is' } },
})

const fileRoute = createRoute({
  method: 'get',
  path: '/{token}/file/{ticket}',
  summary: 'The bytes of a shared file, whole or by range',
  request: { params: tokenSchema.extend({ ticket: z.string() }) },
  responses: { 200: { description: 'The bytes' }, 206: { description: 'A range of them' } },
})

/** Under `/share`: files behind links, for whoever has one. Forms post here without scripts, cookies or an account. */
export const sharedFileRoutes = createRouter()
  .openapi(startRoute, async (c) => {
    const { token } = c.req.valid('param')
    const { password } = c.req.valid('form') ?? { password: '' }
    const visit = { token, password, address: peerAddress(c) }
    const started = await startShareDownload(visit).catch((error) => backToPage(c, token, error))
    if (started instanceof Response) return started
    return redirect(`/api/share/${token}/file/${started.ticket}`)
  })
  .openapi(fileRoute, async (c) => {
    const { token, ticket } = c.req.valid('param')
    const { link, owner } = await openShareLink(token, { counted: true })
    requireTicket(ticket, link.id)
    const target = { storage: link.storage, s3_resource_path: undefined, file_key: link.key }
    return serveObject(c, target, {
      ctx: owner,
      present: async (info) => attachment(info),
      onSend: ({ start, end, size }) => takeBytes(ticket, end - start, size),
    })
  })

/** Browsers see the page again, with the sentence; programs get it as their answer. */
function backToPage(c: HonoContext<Env>, token: string, error: unknown): Response {
  if (!(error instanceof AppError) || !c.req.header('accept')?.includes('text/html')) throw error
  const problem = error instanceof WrongSharePassword ? 'password' : 'held_back'
  return redirect(`/share/${token}?problem=${problem}`)
}

function redirect(path: string): Response {
  return new Response(null, { status: 303, headers: { location: path, 'cache-control': 'no-store' } })
}
